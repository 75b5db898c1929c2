import type { Result, Suppression } from 'sarif'
import type { FoundBy } from '../groups.js'
import type { Report, ReportFinding } from '../schema.js'
import { locationsOf } from './sarif-location.js'
import { LEVELS, ruleIdOf } from './sarif-rules.js'
import { sarifText } from './sarif-text.js'

/** One finding, with everything the report says about it. */
export const resultOf = (
  { check, finding }: FoundBy,
  report: Report,
  ruleIndex: ReadonlyMap<string, number>,
): Result => {
  const ruleId = ruleIdOf(check.id, finding.messageId)
  const { id, severity, what, why, next, subject, fixes, causedBy, returned } = finding
  return {
    ruleId,
    ruleIndex: ruleIndex.get(ruleId) ?? -1,
    level: LEVELS[severity],
    message: { text: sarifText([what, why, next].filter((part) => part !== null).join(' ')) },
    locations: locationsOf(finding, report.run.home),
    partialFingerprints: { 'clawdbotDoctorFinding/v1': id },
    suppressions: suppressionsOf(finding),
    properties: { subject, next, fixes, causedBy, ...(returned === undefined ? {} : { returned }) },
  }
}

/** An empty list says that somebody looked and suppressed nothing. */
const suppressionsOf = ({ suppressed }: ReportFinding): Suppression[] => {
  if (suppressed === undefined) return []
  const { by, reason, owner, until } = suppressed
  return [
    {
      kind: 'external',
      status: 'accepted',
      ...(reason === null ? {} : { justification: reason }),
      properties: { by, owner, until },
    },
  ]
}
