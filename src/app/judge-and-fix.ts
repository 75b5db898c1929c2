import type { AnyCheck } from '../contract/index.js'
import { resolveCauses } from '../engine/causes.js'
import type { CheckResult, JudgedFinding } from '../engine/check-result.js'
import type { LiveTerminal } from '../engine/live-list.js'
import type { PolicedResult } from '../engine/policy/policed.js'
import { runChecks } from '../engine/run-checks.js'
import type { FixRecord } from '../fix/fix-record.js'
import type { Run } from './open-run.js'
import { SYNC_CHECK } from './sync-first.js'

export interface JudgedAndFixed {
  /** How it is after the fixes. */
  readonly results: readonly PolicedResult[]
  readonly changes: readonly FixRecord[]
}

/** More would mean that one fix undoes another. */
const ROUNDS = 3

/** After these the machine may be another than the one that was judged. */
const TOUCHED: ReadonlySet<FixRecord['status']> = new Set(['applied', 'outdated', 'failed', 'rolled-back'])

/** Judges, fixes what it may, and judges again: what is mended may bring to light what it hid. */
export const judgeAndFix = async (
  run: Run,
  checks: readonly AnyCheck[],
  terminal: LiveTerminal | null,
  onResult?: (result: CheckResult) => void,
): Promise<JudgedAndFixed> => {
  const { concurrency, timeoutMs } = run.settings
  const changes: FixRecord[] = []
  let results = run.police(await runChecks(checks, run.facts, { concurrency, timeoutMs, terminal, onResult }))
  const unsynced = new Set(syncFindings(results))
  for (let round = 0; round < ROUNDS; round++) {
    const inVain = new Set([
      ...unsynced,
      ...changes.filter(({ status }) => status !== 'applied').map(({ finding }) => finding),
    ])
    const early = run.settings.dryRun ? fixesBeforeTheSync(results) : new Set()
    const left = fixable(results).filter(
      ({ id, fixes = [] }) => !inVain.has(id) && !fixes.some((fix) => early.has(fix)),
    )
    if (left.length === 0) break
    const { runFixes } = await import('../fix/run-fixes.js')
    const records = await runFixes(left, run.fixContext)
    changes.push(...records)
    if (!records.some(({ status }) => TOUCHED.has(status))) break
    results = run.police(await runChecks(checks, run.facts, { concurrency, timeoutMs, terminal: null }))
  }
  return { results, changes }
}

/**
 * Fixes of findings that follow from a sync which `--dry-run` only shows: planned over stores that lack the login, they
 * would be others than those a real run makes after it.
 */
const fixesBeforeTheSync = (results: readonly CheckResult[]): ReadonlySet<string> => {
  const findings = results.flatMap((result) => result.findings)
  const unsynced = new Set(findings.filter(({ check }) => check === SYNC_CHECK).map(({ id }) => id))
  const causes = resolveCauses(findings)
  const following = findings.filter(({ id }) => (causes.get(id) ?? []).some((cause) => unsynced.has(cause)))
  return new Set(following.flatMap(({ fixes = [] }) => fixes))
}

const RANK = { error: 0, warning: 1, info: 2 } as const

/** What the sync could do it has done before. A store that is mended later may want one yet. */
const syncFindings = (results: readonly CheckResult[]): readonly string[] =>
  results
    .filter((result) => result.check.id === SYNC_CHECK)
    .flatMap((result) => result.findings.map(({ id }) => id))

/** Worst first; what somebody wants to live with is left alone. */
const fixable = (results: readonly PolicedResult[]): readonly JudgedFinding[] =>
  results
    .flatMap((result) => result.findings)
    .filter(({ fixes = [], suppressed }) => fixes.length > 0 && suppressed === undefined)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity])
