import { MAIN_AGENT } from '../agent-id.js'
import { sameProvider } from '../provider-id.js'
import { type JudgedLegacy, legacySubject } from './judge-legacy.js'

/**
 * The findings about older files from which it may follow that these agents have nothing for a provider: one that
 * holds a credential for it which was never imported, or one of which nobody can tell what it holds.
 */
export const legacyCauses = (
  judged: readonly JudgedLegacy[],
  provider: string,
  agents: readonly string[],
): readonly string[] =>
  judged
    .filter(({ file }) => file.agent === MAIN_AGENT || agents.includes(file.agent))
    .flatMap(({ file, fresh }) => {
      if (file.reading.state !== 'ok') return [`auth/legacy#${legacySubject(file)}`]
      const isFor = fresh.some(({ credential }) => sameProvider(credential.provider, provider))
      return isFor ? [`auth/legacy!notImported#${legacySubject(file)}`] : []
    })
