import { stores } from '../../plugins/clawdbot/facts/stores.js'
import type { AnyCheck } from '../contract/index.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'
import type { CheckResult, JudgedFinding } from '../engine/judge.js'
import type { LiveTerminal } from '../engine/live-list.js'
import { runChecks } from '../engine/run-checks.js'
import { type Selection, SelectionError, selectChecks } from '../engine/select.js'
import type { FixRecord } from '../fix/fix-record.js'
import { runFixes } from '../fix/run-fixes.js'
import type { FailOn } from '../report/exit-code.js'
import type { Report } from '../report/schema.js'
import { buildReport } from './build-report.js'
import { onlineRecord } from './online-record.js'
import { openRun, type Run, type RunSurroundings } from './open-run.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { SYNC_CHECK, syncFirst } from './sync-first.js'

export interface DoctorOptions extends Partial<RunSettings>, RunSurroundings {
  readonly selection?: Selection
  readonly failOn?: FailOn
  readonly exitZero?: boolean
  /** The name this program was called by, for the commands in messages. */
  readonly cli?: string
  /** Where progress may be drawn; null draws nothing. */
  readonly terminal?: LiveTerminal | null
}

/**
 * Looks at this machine and reports what is wrong with Clawdbot's model credentials: syncs, judges the selected
 * checks, fixes what it may, and describes the state after that. Throws a {@link Refusal} when it cannot be done.
 */
export const runDoctor = async (options: DoctorOptions = {}): Promise<Report> => {
  const began = performance.now()
  const run = openRun({ ...DEFAULT_SETTINGS, ...options }, options)
  const startedAt = run.machine.probes.now()
  const checks = select(run, options.selection ?? {})
  const synced = wantsSync(run, checks, options.selection ?? {}) ? await syncFirst(run) : []
  const judged = await judgeAll(run, checks, options.terminal ?? null)
  const fixed = await runFixes(fixable(judged), run.fixContext)
  const touched = fixed.some((record) => TOUCHED.has(record.status))
  const results = touched ? await judgeAll(run, checks, null) : judged
  return buildReport({
    run,
    results,
    changes: [...synced, ...fixed],
    online: await onlineRecord(run, results),
    startedAt,
    durationMs: performance.now() - began,
    cli: options.cli ?? 'clawdbot-doctor',
    failOn: options.failOn ?? 'warning',
    exitZero: options.exitZero ?? false,
  })
}

const select = (run: Run, selection: Selection): readonly AnyCheck[] => {
  try {
    const selected = selectChecks(run.registry, selection)
    if (selected.length > 0) return selected
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error
    throw new Refusal('UNKNOWN_CHECK', error.message, `There are: ${error.known.join(', ')}.`)
  }
  throw new Refusal('NOTHING_SELECTED', 'No check is left to run: what is selected is also skipped.', null)
}

/** Anything that loads the store is preceded by the sync, unless the sync's own check was skipped by name. */
const wantsSync = (run: Run, checks: readonly AnyCheck[], { skip = [] }: Selection): boolean =>
  factClosure(checks.flatMap(factsNeededBy)).has(stores) &&
  selectChecks(run.registry, { skip }).some((check) => check.id === SYNC_CHECK)

/** After these the machine may be another than the one that was judged. */
const TOUCHED: ReadonlySet<FixRecord['status']> = new Set(['applied', 'outdated', 'failed', 'rolled-back'])

const judgeAll = (
  run: Run,
  checks: readonly AnyCheck[],
  terminal: LiveTerminal | null,
): Promise<readonly CheckResult[]> => {
  const { concurrency, timeoutMs } = run.settings
  return runChecks(checks, run.facts, { concurrency, timeoutMs, terminal })
}

const RANK = { error: 0, warning: 1, info: 2 } as const

/** Worst first. What the sync could do it has done, so its own findings are not tried twice. */
const fixable = (results: readonly CheckResult[]): readonly JudgedFinding[] =>
  results
    .filter((result) => result.check.id !== SYNC_CHECK)
    .flatMap((result) => result.findings)
    .filter((finding) => (finding.fixes ?? []).length > 0)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity])
