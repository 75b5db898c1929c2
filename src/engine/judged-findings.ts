import type { AnyCheck } from '../contract/index.js'
import type { CheckResult, JudgedFinding, Result } from './check-result.js'
import { fingerprint } from './fingerprint.js'
import { hearOut } from './forgotten-promises.js'
import { isMapping } from './valid-fact.js'
import { readFindings } from './valid-findings.js'

/** What a check returned as findings, with everything settled that it left to the engine; or what is wrong with it. */
export const judgedFindings = (
  returned: unknown,
  check: AnyCheck,
): { readonly findings: readonly JudgedFinding[] } | { readonly fault: string } => {
  const read = readFindings(returned, check)
  if ('fault' in read) return read
  const findings = read.findings.map((finding) => ({
    ...finding,
    id: fingerprint(check.id, finding.messageId, finding.subject),
    check: check.id,
    severity: finding.severity ?? check.severity,
  }))
  return { findings }
}

/** What a check says of why there is nothing to judge. */
export const skipped = (applies: unknown, result: Result): CheckResult => {
  if (isMapping(applies) && typeof applies.skip === 'string') return result('skip', { reason: applies.skip })
  hearOut(applies)
  return result('error', { reason: 'applies returned neither true nor a reason to skip' })
}
