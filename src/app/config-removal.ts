import type { ConfigFact } from '../../plugins/clawdbot/facts/config.js'
import { resolveIncludes } from '../auth/include.js'
import { isMapping } from '../auth/mapping.js'
import { parseConfig } from '../auth/parse-config.js'
import { configRemovals, mentions } from '../auth/remove-profile.js'
import type { Change } from '../contract/index.js'
import type { Probes } from '../ports/types.js'
import { Refusal } from './refusal.js'

/**
 * What takes a profile's entries out of the config. Throws a {@link Refusal} where some of them stand in a file that
 * the config includes: it says which.
 */
export const configRemoval = async (
  { fs, platform }: Pick<Probes, 'fs' | 'platform'>,
  { path, included }: ConfigFact,
  id: string,
): Promise<readonly Change[]> => {
  const found = await fs.readText(path)
  const parsed = found.state === 'ok' ? parseConfig(found.text) : null
  if (found.state !== 'ok' || parsed?.state !== 'ok') return []
  const edits = configRemovals(parsed.value, id)
  if (included.length > 0) {
    const { editJson } = await import('../json/edit.js')
    const left = parseConfig(
      editJson(
        found.text,
        'json5',
        edits.map(({ at }) => ({ at, remove: true as const })),
      ),
    )
    const whole = left.state === 'ok' ? await resolveIncludes(left.value, path, platform, fs.readText) : null
    const auth = whole?.state === 'ok' && isMapping(whole.value) ? whole.value.auth : null
    if (mentions(auth, id)) throw await inIncluded(fs, path, included, id)
  }
  if (edits.length === 0) return []
  return [{ op: 'patch', path, dialect: 'json5', before: { sha256: found.sha256 }, edits }]
}

const inIncluded = async (
  fs: Probes['fs'],
  path: string,
  included: readonly string[],
  id: string,
): Promise<Refusal> => {
  const holding: string[] = []
  for (const file of included) {
    const found = await fs.readText(file)
    const parsed = found.state === 'ok' ? parseConfig(found.text) : null
    if (parsed?.state === 'ok' && mentions(parsed.value, id)) holding.push(file)
  }
  const where = [...new Set(holding.length > 0 ? holding : included)].join(', ')
  return new Refusal(
    'IN_INCLUDED_FILE',
    `Nothing was changed: ${where}, which ${path} includes, names ${id} too.`,
    `Take ${id} out of that file by hand, then run this again.`,
  )
}
