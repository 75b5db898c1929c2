import type { AnyCheck } from '../contract/index.js'
import type { CheckResult, JudgedFinding } from '../engine/judge.js'
import type { LiveTerminal } from '../engine/live-list.js'
import { runChecks } from '../engine/run-checks.js'
import type { FixRecord } from '../fix/fix-record.js'
import { runFixes } from '../fix/run-fixes.js'
import type { Run } from './open-run.js'
import { SYNC_CHECK } from './sync-first.js'

export interface JudgedAndFixed {
  /** How it is after the fixes. */
  readonly results: readonly CheckResult[]
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
): Promise<JudgedAndFixed> => {
  const { concurrency, timeoutMs } = run.settings
  const changes: FixRecord[] = []
  let results = await runChecks(checks, run.facts, { concurrency, timeoutMs, terminal })
  for (let round = 0; round < ROUNDS; round++) {
    const inVain = new Set(changes.filter(({ status }) => status !== 'applied').map(({ finding }) => finding))
    const left = fixable(results).filter(({ id }) => !inVain.has(id))
    const records = await runFixes(left, run.fixContext)
    changes.push(...records)
    if (!records.some(({ status }) => TOUCHED.has(status))) break
    results = await runChecks(checks, run.facts, { concurrency, timeoutMs, terminal: null })
  }
  return { results, changes }
}

const RANK = { error: 0, warning: 1, info: 2 } as const

/** Worst first. What the sync could do it has done, so its own findings are not tried twice. */
const fixable = (results: readonly CheckResult[]): readonly JudgedFinding[] =>
  results
    .filter((result) => result.check.id !== SYNC_CHECK)
    .flatMap((result) => result.findings)
    .filter((finding) => (finding.fixes ?? []).length > 0)
    .sort((a, b) => RANK[a.severity] - RANK[b.severity])
