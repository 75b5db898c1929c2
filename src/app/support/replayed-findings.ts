import type { CheckResult } from '../../engine/check-result.js'
import { mapFindings, type PolicedResult } from '../../engine/policy/policed.js'
import { type Severities, withSeverities } from '../../engine/policy/severities.js'
import type { Report } from '../../report/schema.js'
import { sealedFindingId } from '../../report/sealed/finding-id.js'
import type { SealedReport } from '../../report/sealed/schema.js'

/** The findings by the names that the case has for them, each with the severity and the suppression that it had then. */
export const policedAsThen = (
  results: readonly CheckResult[],
  sealed: SealedReport,
): readonly PolicedResult[] => {
  const named = mapFindings(results, (finding) => {
    const { check, messageId, subject } = finding
    return { ...finding, id: sealedFindingId(sealed.case.findingKey, check, messageId, subject) }
  })
  const then = findingsOf(sealed.report)
  return mapFindings(withSeverities(named, severitiesOf(sealed.report)), (finding) => {
    const suppressed = then.get(finding.id)?.suppressed
    return suppressed === undefined ? finding : { ...finding, suppressed }
  })
}

const findingsOf = ({ checks }: Report) =>
  new Map(checks.flatMap(({ findings }) => findings.map((finding) => [finding.id, finding] as const)))

/** What the user made of messages then, as far as findings tell. */
const severitiesOf = ({ checks }: Report): Severities =>
  new Map(
    checks.flatMap(({ id, findings }) =>
      findings
        .filter(({ severityWas }) => severityWas !== undefined)
        .map(({ messageId, severity }) => [`${id}!${messageId}`, severity] as const),
    ),
  )

/** A report of today told as one of then: of the same machine, and without commands that only that machine could run. */
export const asOfReport = (today: Report, then: Report): Report => {
  const before = findingsOf(then)
  return {
    ...today,
    run: { ...today.run, node: then.run.node },
    checks: today.checks.map((check) => ({
      ...check,
      findings: check.findings.map(({ fingerprint: _, suppressWith: __, ...finding }) => {
        const returned = before.get(finding.id)?.returned
        return returned === undefined ? finding : { ...finding, returned }
      }),
    })),
  }
}
