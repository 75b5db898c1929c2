import { stores } from '../../plugins/clawdbot/facts/stores.js'
import type { AnyCheck, Severity } from '../contract/index.js'
import type { CheckResult } from '../engine/check-result.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'
import type { LiveTerminal } from '../engine/live-list.js'
import { type Selection, SelectionError, selectChecks } from '../engine/select.js'
import type { Report } from '../report/schema.js'
import { buildReport } from './build-report.js'
import { nearestPattern } from './doctor-config/nearest.js'
import { judgeAndFix } from './judge-and-fix.js'
import { onlineRecord } from './online-record.js'
import { inPolicedRun, type PolicedRun } from './open-policed-run.js'
import type { Run, RunSurroundings } from './open-run.js'
import { pluginRecords } from './plugin-records.js'
import { recoverRuns } from './recover-runs.js'
import type { AskRecovery } from './recovery.js'
import { Refusal } from './refusal.js'
import type { AskedSettings } from './settings.js'
import { settlePolicy } from './settle-policy.js'
import { SYNC_CHECK, syncFirst } from './sync-first.js'

/** What the command's flags say, and what a program may pass beside them; nothing is needed. */
export interface DoctorOptions extends AskedSettings, RunSurroundings {
  readonly selection?: Selection
  /** The least that makes the exit code other than 0; `warning` where it is left out. */
  readonly failOn?: Severity | undefined
  readonly exitZero?: boolean
  /** A `clawdbot.doctor.json`; the one beside Clawdbot's config where it is left out. */
  readonly config?: string | undefined
  /** A file of known findings, which do not count. */
  readonly baseline?: string | undefined
  readonly updateBaseline?: boolean
  /** Where progress may be drawn; null draws nothing. */
  readonly terminal?: LiveTerminal | null
  /** Told how each check went as soon as it is known, before anything is fixed. */
  readonly onResult?: (result: CheckResult) => void
  /** Undefined where nobody is there to be asked. */
  readonly askRecovery?: AskRecovery | undefined
}

/**
 * Looks at this machine and reports what is wrong with Clawdbot's model credentials: syncs, judges the selected
 * checks, fixes what it may, and describes the state after that. Throws a {@link Refusal} when it cannot be done.
 */
export const runDoctor = async (options: DoctorOptions = {}): Promise<Report> => {
  const began = performance.now()
  const cli = options.cli ?? 'clawdbot-doctor'
  return inPolicedRun(options, cli, (opened) => examine(opened, options, cli, began))
}

const examine = async (
  { run, config, selection, baseline, plugins }: PolicedRun,
  options: DoctorOptions,
  cli: string,
  began: number,
): Promise<Report> => {
  const startedAt = run.machine.probes.now()
  const checks = select(run, selection)
  plugins?.start(checks)
  const recovered = await recoverRuns(run, options.askRecovery)
  const synced = wantsSync(run, checks, selection) ? await syncFirst(run) : []
  const judged = await judgeAndFix(run, checks, options.terminal ?? null, options.onResult)
  const { results, policy } = await settlePolicy(run, judged.results, {
    config,
    baseline,
    update: options.updateBaseline ?? false,
  })
  return buildReport({
    run,
    results,
    changes: [...recovered.records, ...synced, ...judged.changes],
    interrupted: recovered.left,
    online: await onlineRecord(run, results),
    startedAt,
    durationMs: performance.now() - began,
    cli,
    failOn: options.failOn ?? config?.config.failOn ?? 'warning',
    exitZero: options.exitZero ?? false,
    plugins: pluginRecords(plugins, run.registry),
    policy,
    asked: options,
  })
}

const select = (run: Run, selection: Selection): readonly AnyCheck[] => {
  try {
    const selected = selectChecks(run.registry, selection)
    if (selected.length > 0) return selected
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error
    const meant = nearestPattern(error.pattern, error.known)
    const hint = meant === null ? `There are: ${error.known.join(', ')}.` : `Did you mean "${meant}"?`
    throw new Refusal('UNKNOWN_CHECK', error.message, hint)
  }
  throw new Refusal('NOTHING_SELECTED', 'No check is left to run: what is selected is also skipped.', null)
}

/** Anything that loads the store is preceded by the sync, unless the sync's own check was skipped by name. */
const wantsSync = (run: Run, checks: readonly AnyCheck[], { skip = [] }: Selection): boolean =>
  factClosure(checks.flatMap(factsNeededBy)).has(stores) &&
  selectChecks(run.registry, { skip }).some((check) => check.id === SYNC_CHECK)
