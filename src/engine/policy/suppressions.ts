import type { Value } from '../../contract/index.js'
import type { PolicedFinding, PolicedResult, Returned } from './policed.js'
import { mapFindings } from './policed.js'
import { stateOfFinding } from './state-of-finding.js'

/** A finding that somebody wants to live with. What is left out fits everything; `check` or `fingerprint` is there. */
export interface Suppression {
  readonly fingerprint?: string | undefined
  readonly check?: string | undefined
  readonly messageId?: string | undefined
  readonly subject?: string | undefined
  readonly reason: string
  readonly owner?: string | undefined
  /** An ISO date, which counts to its end in UTC, or an ISO time. */
  readonly until?: string | undefined
  /** The hash of what the finding said when it was suppressed; without it, whatever it says is suppressed. */
  readonly evidence?: string | undefined
}

export interface SuppressionContext {
  /** Unix milliseconds. */
  readonly now: number
  /** Null where there is no key to hash with. */
  readonly hash: ((state: Value) => string) | null
}

/** Marks what is suppressed, and what was and is no longer. The first entry that holds counts. */
export const withSuppressions = (
  results: readonly PolicedResult[],
  suppressions: readonly Suppression[],
  context: SuppressionContext,
): readonly PolicedResult[] =>
  suppressions.length === 0
    ? results
    : mapFindings(results, (finding, { check }) => {
        const fitting = suppressions.filter((each) => fits(each, finding))
        let returned: Returned | null = null
        for (const suppression of fitting) {
          const why = whyNot(suppression, () => stateOfFinding(finding, check), context)
          const { reason, owner = null, until = null } = suppression
          if (why === null) return { ...finding, suppressed: { by: 'config', reason, owner, until } }
          returned ??= why
        }
        return returned === null ? finding : { ...finding, returned }
      })

const KEYS = ['check', 'messageId', 'subject'] as const

const fits = (suppression: Suppression, finding: PolicedFinding): boolean =>
  (suppression.fingerprint ?? finding.id) === finding.id &&
  KEYS.every((key) => (suppression[key] ?? finding[key]) === finding[key])

const whyNot = (
  { until, evidence }: Suppression,
  state: () => Value,
  { now, hash }: SuppressionContext,
): Returned | null => {
  if (until !== undefined && endOf(until) <= now) return { why: 'ended', until }
  if (evidence === undefined) return null
  if (hash === null) return { why: 'not-comparable' }
  return hash(state()) === evidence ? null : { why: 'changed' }
}

const DAY = 24 * 60 * 60 * 1000

/** In Unix milliseconds. */
export const endOf = (until: string): number => Date.parse(until) + (until.includes('T') ? 0 : DAY)

/**
 * Entries, by their places in the list, that fit nothing although what they are about was looked at. Of an entry that
 * names no check that is only known after a run of all of them.
 */
export const unusedSuppressions = (
  suppressions: readonly Suppression[],
  results: readonly PolicedResult[],
  ranAll: boolean,
): readonly number[] => {
  const findings = results.flatMap((result) => result.findings)
  const judged = (id: string | undefined): boolean =>
    id === undefined
      ? ranAll && results.every(isJudged)
      : results.some((result) => result.check.id === id && isJudged(result))
  return suppressions.flatMap((each, index) =>
    judged(each.check) && !findings.some((finding) => fits(each, finding)) ? [index] : [],
  )
}

/** A check that was skipped or could not be judged says nothing of what it would have found. */
const isJudged = ({ outcome }: PolicedResult): boolean => outcome === 'pass' || outcome === 'fail'
