import { isMapping } from '../auth/mapping.js'
import { readSyncData } from '../auth/sync-data.js'
import type { Value } from '../contract/index.js'
import { judge } from '../engine/judge.js'
import type { Run } from './open-run.js'
import { SYNC_CHECK } from './sync-first.js'

/** A profile that the sync would have put into a store before anything else, had this not been a dry run. */
export interface PlannedSync {
  readonly agent: string
  readonly profile: string
  readonly provider: string
  /** The store that it would have made; null where there is one. */
  readonly initial: { readonly [key: string]: Value | undefined } | null
}

/** None but in a dry run, and none where `--no-sync` was asked for. */
export const plannedSyncs = async (run: Run): Promise<readonly PlannedSync[]> => {
  const { dryRun, sync, timeoutMs } = run.settings
  const check = run.registry.checks.get(SYNC_CHECK)
  if (!dryRun || !sync || check === undefined) return []
  const { findings } = await judge(check, run.facts, timeoutMs)
  return findings.flatMap(({ data = {} }): PlannedSync[] => {
    const { profile } = data
    const planned = readSyncData(data)
    if (planned === null || typeof profile !== 'string') return []
    const initial = isMapping(planned.initial) ? planned.initial : null
    const made = isMapping(initial?.profiles) ? initial.profiles[profile] : undefined
    const provider = [made, ...planned.edits.map((edit) => ('set' in edit ? edit.set : null))].flatMap(
      (value): readonly unknown[] => (isMapping(value) ? [value.provider] : []),
    )[0]
    return typeof provider === 'string'
      ? [{ agent: planned.agent, profile, provider, initial: initial as PlannedSync['initial'] }]
      : []
  })
}
