import { config as configFact } from '../../../plugins/clawdbot/facts/config.js'
import { stores } from '../../../plugins/clawdbot/facts/stores.js'
import type { AnyCheck } from '../../contract/index.js'
import type { LiveTerminal } from '../../engine/live-list.js'
import { awayFact } from '../../engine/sandbox/away.js'
import type { Report } from '../../report/schema.js'
import { describeRun } from '../build-report.js'
import type { DoctorOptions } from '../doctor-options.js'
import { judgeAndFix } from '../judge-and-fix.js'
import { onlineRecord } from '../online-record.js'
import type { PolicedRun } from '../open-policed-run.js'
import type { Run, RunSurroundings } from '../open-run.js'
import { pluginRecords } from '../plugin-records.js'
import { recoverRuns } from '../recover-runs.js'
import { selectedChecks } from '../selected-checks.js'
import { settlePolicy } from '../settle-policy.js'
import { refuseUnknownAgent, syncFirst } from '../sync-first.js'

/** How a report for support is asked for: nothing of it changes the machine. */
export interface LookOptions
  extends Pick<
      DoctorOptions,
      'agent' | 'online' | 'keychain' | 'selection' | 'config' | 'pluginPaths' | 'timeoutMs' | 'warnWithinMs'
    >,
    RunSurroundings {
  readonly terminal?: LiveTerminal | null
}

/** The settings of a run that shows every change and makes none. */
export const asLookOnly = (options: LookOptions) => ({ ...options, sync: true, dryRun: true, fix: false })

/** What was found, not yet searched for secrets. */
export interface Look {
  readonly opened: PolicedRun
  /** As `doctor` would describe it, with what it would change as diffs. */
  readonly report: Report
  /** Unix milliseconds. */
  readonly startedAt: number
}

/**
 * Judges the machine as it was found. The facts that its checks need are collected then, and every other one as well
 * unless only some checks were asked for: what has not been asked yet may be asked of a report later.
 */
export const lookAround = async (opened: PolicedRun, options: LookOptions, cli: string): Promise<Look> => {
  const { run, config, baseline, selection, plugins } = opened
  const began = performance.now()
  const startedAt = run.machine.probes.now()
  const checks = selectedChecks(run, selection)
  await refuseUnknownAgent(run)
  plugins?.start(checks)
  const recovered = await recoverRuns(run, undefined)
  const synced = await syncFirst(run)
  const judged = await judgeAndFix(run, checks, options.terminal ?? null)
  const { results, policy } = await settlePolicy(run, judged.results, { config, baseline, update: false })
  await collectMore(run, checks)
  const report = describeRun({
    run,
    results,
    changes: [...synced, ...judged.changes],
    interrupted: recovered.left,
    online: await onlineRecord(run, results),
    startedAt,
    durationMs: performance.now() - began,
    cli,
    failOn: config?.config.failOn ?? 'warning',
    exitZero: false,
    plugins: pluginRecords(plugins, run.registry),
    policy,
    asked: options,
  })
  return { opened, report, startedAt }
}

const collectMore = async ({ facts, registry }: Run, checks: readonly AnyCheck[]): Promise<void> => {
  const isWhole = checks.length === registry.checks.size
  // A plugin of somebody else's is asked for what its checks need, and for nothing that nobody needs.
  const bundled = [...registry.facts.values()].filter((fact) => awayFact(fact) === null)
  const wanted = isWhole ? bundled : [configFact, stores]
  await Promise.all(wanted.map((fact) => facts.outcome(fact)))
}
