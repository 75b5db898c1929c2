import type { Report } from './schema.js'

/** Which providers were asked, when, and what came of it, as a sentence; null where none was to be asked. */
export const onlineWords = ({ online }: Pick<Report, 'online'>): string | null => {
  if (online === undefined) return null
  const asked = online.results.filter(({ askedAt }) => askedAt !== null)
  const first = asked[0]?.askedAt
  if (!first) return 'No provider was asked.'
  const providers = unique(asked.map(({ provider }) => provider))
  const verdicts = unique(asked.map(({ verdict }) => verdict))
  const counts = verdicts.map(
    (verdict) => `${asked.filter((each) => each.verdict === verdict).length} ${verdict}`,
  )
  const silent = unique(online.results.map(({ provider }) => provider)).filter(
    (provider) => !providers.includes(provider),
  )
  const rest = silent.length === 0 ? '' : ` Not asked: ${silent.join(', ')}.`
  const when = `${first.slice(0, 16).replace('T', ' ')} UTC`
  return `Asked ${providers.join(', ')} at ${when}: ${counts.join(', ')}.${rest}`
}

const unique = <T>(values: readonly T[]): readonly T[] => [...new Set(values)]
