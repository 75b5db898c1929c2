import type { AnyCheck } from '../contract/index.js'
import type { CheckResult } from './check-result.js'
import type { FactSource } from './fact-store.js'
import { judge } from './judge.js'
import { type LiveTerminal, runAsList } from './live-list.js'

export interface RunChecksOptions {
  /** How many checks may run at once; at least one. */
  readonly concurrency: number
  /** Milliseconds for each check. */
  readonly timeoutMs: number
  readonly terminal: LiveTerminal | null
  /** Told each result as soon as it is there, where no list is drawn. */
  readonly onResult?: ((result: CheckResult) => void) | undefined
}

/** Judges the checks concurrently, collecting what they need; one result each, in the order given. */
export const runChecks = (
  checks: readonly AnyCheck[],
  facts: FactSource,
  options: RunChecksOptions,
): Promise<readonly CheckResult[]> =>
  runAsList(checks, (check) => judge(check, facts, options.timeoutMs), {
    concurrency: Math.max(1, options.concurrency),
    terminal: options.terminal,
    onResult: options.onResult,
  })
