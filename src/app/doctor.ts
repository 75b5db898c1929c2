import { stores } from '../../plugins/clawdbot/facts/stores.js'
import type { AnyCheck } from '../contract/index.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'
import type { LiveTerminal } from '../engine/live-list.js'
import { type Selection, selectChecks } from '../engine/select.js'
import { uptime } from '../engine/uptime.js'
import type { Report } from '../report/schema.js'
import { beginSlowFacts } from './begin-slow-facts.js'
import { buildReport } from './build-report.js'
import type { DoctorOptions } from './doctor-options.js'
import { judgeAndFix } from './judge-and-fix.js'
import { onlineRecord } from './online-record.js'
import { inPolicedRun, type PolicedRun } from './open-policed-run.js'
import type { Run, RunSurroundings } from './open-run.js'
import { pluginRecords } from './plugin-records.js'
import { recoverRuns } from './recover-runs.js'
import type { AskRecovery } from './recovery.js'
import { selectedChecks } from './selected-checks.js'
import { settlePolicy } from './settle-policy.js'
import { SYNC_CHECK, syncFirst } from './sync-first.js'

/** What the command passes beside what any program may: somebody at a terminal. */
interface DoctorRequest extends DoctorOptions, RunSurroundings {
  /** Where progress may be drawn; null draws nothing. */
  readonly terminal?: LiveTerminal | null
  /** Undefined where nobody is there to be asked. */
  readonly askRecovery?: AskRecovery | undefined
}

/** See the public `runDoctor` in on-first-use.ts. */
export const runDoctor = async (options: DoctorRequest = {}): Promise<Report> => {
  const began = uptime()
  const cli = options.cli ?? 'clawdbot-doctor'
  return inPolicedRun(options, cli, (opened) => examine(opened, options, cli, began))
}

const examine = async (
  { run, config, selection, baseline, plugins }: PolicedRun,
  options: DoctorRequest,
  cli: string,
  began: number,
): Promise<Report> => {
  const startedAt = run.machine.probes.now()
  const checks = selectedChecks(run, selection)
  plugins?.start(checks)
  const recovered = await recoverRuns(run, options.askRecovery)
  beginSlowFacts(checks, run.facts)
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
    durationMs: uptime() - began,
    cli,
    failOn: options.failOn ?? config?.config.failOn ?? 'warning',
    exitZero: options.exitZero ?? false,
    plugins: pluginRecords(plugins, run.registry),
    policy,
    asked: options,
  })
}

/** Anything that loads the store is preceded by the sync, unless the sync's own check was skipped by name. */
const wantsSync = (run: Run, checks: readonly AnyCheck[], { skip = [] }: Selection): boolean =>
  factClosure(checks.flatMap(factsNeededBy)).has(stores) &&
  selectChecks(run.registry, { skip }).some((check) => check.id === SYNC_CHECK)
