import type { AnyCheck, CheckOutcome, Finding, Severity } from '../contract/index.js'

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

/** Makes a check's result, with the time that has passed. */
export type Result = (outcome: CheckOutcome, rest: Partial<CheckResult>) => CheckResult
