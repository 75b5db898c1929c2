import type { AnyCheck } from '../contract/index.js'
import type { CheckResult } from '../engine/check-result.js'
import type { FactStore } from '../engine/fact-store.js'
import { judge } from '../engine/judge.js'
import type { FixContext } from './fix-record.js'

interface Judged {
  readonly check: AnyCheck
  /** Of the facts when it was judged. */
  readonly state: number
  readonly result: CheckResult
}

/** By the facts that it was judged over. */
const last = new WeakMap<FactStore, Judged>()

/**
 * How a check stands now. Where nothing was forgotten since it was asked last, that is what it said then: what verifies one
 * fix is what the next one is planned over.
 */
export const judgeNow = async (
  check: AnyCheck,
  { facts, timeoutMs }: Pick<FixContext, 'facts' | 'timeoutMs'>,
): Promise<CheckResult> => {
  const state = facts.state()
  const before = last.get(facts)
  if (before?.check === check && before.state === state) return before.result
  const result = await judge(check, facts, timeoutMs)
  const isJudged = result.outcome !== 'error' && result.outcome !== 'timeout'
  if (isJudged) last.set(facts, { check, state, result })
  return result
}
