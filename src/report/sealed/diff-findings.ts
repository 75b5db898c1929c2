import type { ReportFinding } from '../schema.js'
import { isSuppressed } from '../suppression.js'
import type { ReportDiff } from './diff-schema.js'
import type { Naming } from './naming.js'
import { type Pairs, pairs } from './pairs.js'
import type { SealedReport } from './schema.js'

type Found = ReportDiff['findings']['new'][number]

/** Which findings are new, gone, or there in both reports. */
export const diffFindings = (
  before: SealedReport,
  after: SealedReport,
  naming: Naming,
): ReportDiff['findings'] => {
  const { both, gone, added } = matched(foundIn(before), foundIn(after), naming)
  return { new: [...added], gone: [...gone], persisting: both.map(persisting) }
}

/**
 * Within a case by their ids. Across cases by check and message: first those with the same subject, then as many as are
 * left on both sides.
 */
const matched = (before: readonly Found[], after: readonly Found[], naming: Naming): Pairs<Found> => {
  if (naming.sameCase) return pairs(before, after, ({ id }) => id)
  const said = ({ check, messageId }: Found): string => JSON.stringify([check, messageId])
  const exact = pairs(before, after, (found) => said(found) + naming.comparable(found.subject))
  const rest = pairs(exact.gone, exact.added, said)
  return { ...rest, both: [...exact.both, ...rest.both] }
}

const foundIn = ({ report }: SealedReport): readonly Found[] =>
  report.checks.flatMap(({ id, findings }) => findings.map((finding) => foundBy(id, finding)))

const foundBy = (check: string, finding: ReportFinding): Found => {
  const { id, messageId, subject, severity, what } = finding
  return { id, check, messageId, subject, severity, suppressed: isSuppressed(finding), what }
}

const persisting = ([was, is]: readonly [Found, Found]): ReportDiff['findings']['persisting'][number] => {
  const isAsItWas = was.severity === is.severity && was.suppressed === is.suppressed
  return { ...is, was: isAsItWas ? null : { severity: was.severity, suppressed: was.suppressed } }
}
