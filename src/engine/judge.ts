import type { AnyCheck, CheckOutcome, Finding, Severity } from '../contract/index.js'
import { readOptions } from './check-options.js'
import { withDeadline } from './deadline.js'
import type { FactStore } from './fact-store.js'
import { fingerprint } from './fingerprint.js'
import { hearOut, isThenable } from './forgotten-promises.js'
import { messageOf } from './message-of.js'
import { collectNeeds } from './needs.js'
import { faultOfCheck } from './valid-check.js'
import { isMapping } from './valid-fact.js'
import { readFindings } from './valid-findings.js'

/** A finding with everything settled that its check left to the engine. */
export interface JudgedFinding extends Finding {
  readonly id: string
  readonly check: string
  readonly severity: Severity
}

/** How one check went. */
export interface CheckResult {
  readonly check: AnyCheck
  readonly outcome: CheckOutcome
  readonly findings: readonly JudgedFinding[]
  /** Why it was skipped, or what went wrong. */
  readonly reason?: string
  /** Milliseconds, its facts included. */
  readonly ms: number
}

/** Runs one check. Never throws: what a check does wrong is its own outcome, and nobody else's. */
export const judge = async (check: AnyCheck, facts: FactStore, timeoutMs: number): Promise<CheckResult> => {
  const began = performance.now()
  const result = (outcome: CheckOutcome, rest: Partial<CheckResult> = {}): CheckResult => ({
    check,
    outcome,
    findings: [],
    ...rest,
    ms: performance.now() - began,
  })
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
    const read = readFindings(returned, check)
    if ('fault' in read) {
      hearOut(returned)
      return result('error', { reason: read.fault })
    }
    const findings = read.findings.map((finding) => ({
      ...finding,
      id: fingerprint(check.id, finding.messageId, finding.subject),
      check: check.id,
      severity: finding.severity ?? check.severity,
    }))
    return result(findings.length === 0 ? 'pass' : 'fail', { findings })
  } catch (error) {
    hearOut(returned)
    return result('error', { reason: messageOf(error) })
  }
}

type Result = (outcome: CheckOutcome, rest: Partial<CheckResult>) => CheckResult

const skipped = (applies: unknown, result: Result): CheckResult => {
  if (isMapping(applies) && typeof applies.skip === 'string') return result('skip', { reason: applies.skip })
  hearOut(applies)
  return result('error', { reason: 'applies returned neither true nor a reason to skip' })
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
