import type { Severity } from '../../contract/index.js'
import type { CheckResult, JudgedFinding } from '../check-result.js'

/** Who says that a finding is not to count, and on what terms; null for what they do not say. */
export interface Suppressed {
  readonly by: 'config' | 'baseline'
  readonly reason: string | null
  readonly owner: string | null
  /** As it was written: a date, which counts to its end, or a time. */
  readonly until: string | null
}

/** Why a finding that was suppressed counts again. */
export type Returned =
  | { readonly why: 'ended'; readonly until: string }
  /** The finding says something else now than when it was suppressed. */
  | { readonly why: 'changed' }
  /** The key by which the two are compared is not there, or cannot be read. */
  | { readonly why: 'not-comparable' }
  /** It is worse now than the baseline knows it. */
  | { readonly why: 'worse'; readonly was: Severity }

/** A finding after the user's own rules. */
export interface PolicedFinding extends JudgedFinding {
  /** What its check says of it, where the user says otherwise. */
  readonly severityWas?: Severity
  readonly suppressed?: Suppressed
  readonly returned?: Returned
}

export interface PolicedResult extends CheckResult {
  readonly findings: readonly PolicedFinding[]
}

/** The same results, each finding as `rule` makes it. Outcomes stay: what is suppressed has not passed. */
export const mapFindings = (
  results: readonly PolicedResult[],
  rule: (finding: PolicedFinding, result: PolicedResult) => PolicedFinding,
): readonly PolicedResult[] =>
  results.map((result) => ({
    ...result,
    findings: result.findings.map((finding) => rule(finding, result)),
  }))
