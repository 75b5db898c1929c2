import type { AnyCheck } from '../../../src/contract/index.js'
import type { PolicedFinding, PolicedResult } from '../../../src/engine/policy/policed.js'
import { aCheck } from '../samples.js'

/** A finding as a literal; what a case is about is passed in. */
export const policed = (over: Partial<PolicedFinding> = {}): PolicedFinding => ({
  id: '00000000000000aa',
  check: 'a/b',
  messageId: 'bad',
  subject: 'it',
  severity: 'warning',
  evidence: [],
  ...over,
})

/** What a check found, all that it found being its own. */
export const found = (
  findings: readonly PolicedFinding[],
  over: Partial<PolicedResult> & { readonly check?: AnyCheck } = {},
): PolicedResult => ({
  check: aCheck(findings[0]?.check ?? 'a/b'),
  outcome: findings.length === 0 ? 'pass' : 'fail',
  findings,
  ms: 1,
  ...over,
})

export const findingsOf = (results: readonly PolicedResult[]): readonly PolicedFinding[] =>
  results.flatMap((result) => result.findings)
