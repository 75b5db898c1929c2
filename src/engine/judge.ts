import type { AnyCheck, CheckOutcome } from '../contract/index.js'
import { readOptions } from './check-options.js'
import type { CheckResult, Result } from './check-result.js'
import { withDeadline } from './deadline.js'
import type { FactSource } from './fact-store.js'
import { hearOut, isThenable } from './forgotten-promises.js'
import { judgedFindings, skipped } from './judged-findings.js'
import { messageOf } from './message-of.js'
import { collectNeeds } from './needs.js'
import { awayCheck } from './sandbox/away.js'
import { uptime } from './uptime.js'
import { faultOfCheck } from './valid-check.js'

/** Runs one check. Never throws: what a check does wrong is its own outcome, and nobody else's. */
export const judge = async (check: AnyCheck, facts: FactSource, timeoutMs: number): Promise<CheckResult> => {
  const began = uptime()
  const result = (outcome: CheckOutcome, rest: Partial<CheckResult> = {}): CheckResult => ({
    check,
    outcome,
    findings: [],
    ...rest,
    ms: uptime() - began,
  })
  const away = awayCheck(check)
  if (away !== null) {
    const { judgeAway } = await import('./judge-away.js')
    return judgeAway(check, away, facts, timeoutMs, result)
  }
  let returned: unknown
  try {
    const fault = faultOfCheck(check)
    if (fault !== null) return result('error', { reason: `the check is malformed: ${fault}` })
    const needs = await collectNeeds(check.needs, facts.outcome)
    if ('missing' in needs)
      return result('error', { reason: `could not find out ${needs.missing}: ${needs.reason}` })
    const { values } = needs

    returned = check.applies === undefined ? true : check.applies(values)
    if (isThenable(returned)) return await promised('applies', returned, timeoutMs, result)
    if (returned !== true) return skipped(returned, result)

    const options = readOptions(check, {})
    if ('fault' in options)
      return result('error', { reason: `its own options are refused: ${options.fault}` })
    returned = check.evaluate(values, options.value)
    if (isThenable(returned)) return await promised('evaluate', returned, timeoutMs, result)
    const judged = judgedFindings(returned, check)
    if ('fault' in judged) {
      hearOut(returned)
      return result('error', { reason: judged.fault })
    }
    const { findings } = judged
    return result(findings.length === 0 ? 'pass' : 'fail', { findings })
  } catch (error) {
    hearOut(returned)
    return result('error', { reason: messageOf(error) })
  }
}

/** A check must answer at once. One that promises an answer is told so, and one that never keeps it is a timeout. */
const promised = async (
  name: string,
  promise: PromiseLike<unknown>,
  timeoutMs: number,
  result: Result,
): Promise<CheckResult> => {
  const settled = await withDeadline(
    timeoutMs,
    async () => {
      await promise
      return true
    },
    () => false,
  )
  return settled
    ? result('error', { reason: `${name} returned a promise; a check is synchronous` })
    : result('timeout', { reason: `${name} gave no answer within ${timeoutMs} ms` })
}
