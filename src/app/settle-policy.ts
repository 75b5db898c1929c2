import { withKnown } from '../engine/policy/known-findings.js'
import type { PolicedResult } from '../engine/policy/policed.js'
import { unusedSuppressions } from '../engine/policy/suppressions.js'
import type { Report } from '../report/schema.js'
import type { LoadedBaseline } from './baseline.js'
import type { LoadedConfig } from './doctor-config/find-config.js'
import type { Run } from './open-run.js'

export interface PolicyFiles {
  readonly config: LoadedConfig | null
  readonly baseline: LoadedBaseline | null
  /** Whether the baseline is to hold what was found now. */
  readonly update: boolean
}

/** Brings the baseline up to date where that was asked for, and says what the user's rules came to. */
export const settlePolicy = async (
  run: Run,
  results: readonly PolicedResult[],
  { config, baseline, update }: PolicyFiles,
): Promise<{ readonly results: readonly PolicedResult[]; readonly policy: Report['policy'] }> => {
  if (config === null && baseline === null) return { results, policy: undefined }
  const suppressions = config?.config.suppressions ?? []
  const ranAll = results.length === run.registry.checks.size
  const policy = {
    configPath: config?.path ?? null,
    unusedSuppressions: unusedSuppressions(suppressions, results, ranAll).map((entry) => ({
      entry,
      reason: suppressions[entry]?.reason ?? '',
    })),
  }
  if (baseline === null) return { results, policy: { ...policy, baseline: null } }
  if (!update) {
    const told = { path: baseline.path, status: 'read' as const, added: [], removed: [] }
    return { results, policy: { ...policy, baseline: told } }
  }
  const { writeBaseline } = await import('./write-baseline.js')
  const { told, findings } = await writeBaseline(run, baseline, results)
  return { results: withKnown(results, findings), policy: { ...policy, baseline: told } }
}
