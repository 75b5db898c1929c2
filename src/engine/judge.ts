import type { AnyCheck, CheckOutcome, Finding, Severity } from '../contract/index.js'
import { withDeadline } from './deadline.js'
import type { FactStore } from './fact-store.js'
import { fingerprint } from './fingerprint.js'
import { messageOf } from './message-of.js'
import { collectNeeds } from './needs.js'
import { faultOfFindings } from './valid-findings.js'

/** A finding with everything settled that its check left to the engine. */
export interface JudgedFinding extends Finding {
  readonly id: string
  readonly check: string
  readonly severity: Severity
}

export interface CheckResult {
  readonly check: AnyCheck
  readonly outcome: CheckOutcome
  readonly findings: readonly JudgedFinding[]
  /** Why it was skipped, or what went wrong. */
  readonly reason?: string
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
  try {
    const needs = await collectNeeds(check.needs, facts.outcome)
    if ('missing' in needs)
      return result('error', { reason: `could not find out ${needs.missing}: ${needs.reason}` })
    const { values } = needs
    const applies = check.applies?.(values) ?? true
    if (applies !== true) return result('skip', { reason: applies.skip })
    const returned: unknown = check.evaluate(values)
    if (isThenable(returned)) return await promised(returned, timeoutMs, result)
    const fault = faultOfFindings(returned, check)
    if (fault !== null) return result('error', { reason: fault })
    const findings = (returned as readonly Finding[]).map((finding) => ({
      ...finding,
      id: fingerprint(check.id, finding.messageId, finding.subject),
      check: check.id,
      severity: finding.severity ?? check.severity,
    }))
    return result(findings.length === 0 ? 'pass' : 'fail', { findings })
  } catch (error) {
    return result('error', { reason: messageOf(error) })
  }
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/** A check must answer at once. One that promises an answer is told so, and one that never keeps it is a timeout. */
const promised = async (
  promise: PromiseLike<unknown>,
  timeoutMs: number,
  result: (outcome: CheckOutcome, rest: Partial<CheckResult>) => CheckResult,
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
    ? result('error', { reason: 'evaluate returned a promise; a check is synchronous' })
    : result('timeout', { reason: `evaluate gave no answer within ${timeoutMs} ms` })
}
