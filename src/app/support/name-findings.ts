import type { Report } from '../../report/schema.js'
import { sealedFindingId } from '../../report/sealed/finding-id.js'

/**
 * The report with the ids by which its case knows its findings. What the user's own machine knows them by is left out:
 * it names the same finding everywhere, and so would link cases. `otherwise` names one that is none of the report's.
 */
export const nameFindings = (
  report: Report,
  findingKey: string,
  otherwise: (id: string) => string = (id) => sealedFindingId(findingKey, '', '', id),
): Report => {
  const idOf = new Map(
    report.checks.flatMap((check) =>
      check.findings.map(({ id, messageId, subject }) => [
        id,
        sealedFindingId(findingKey, check.id, messageId, subject),
      ]),
    ),
  )
  const named = (id: string): string => idOf.get(id) ?? otherwise(id)
  return {
    ...report,
    checks: report.checks.map((check) => ({
      ...check,
      findings: check.findings.map(({ fingerprint: _, suppressWith: __, ...finding }) => ({
        ...finding,
        id: named(finding.id),
        causedBy: finding.causedBy.map(named),
      })),
    })),
    changes: report.changes.map((change) => ({ ...change, finding: named(change.finding) })),
    ...(report.policy === undefined ? {} : { policy: withoutIds(report.policy) }),
  }
}

/** A plain run changes no baseline, so there is no id in it to be named. */
const withoutIds = (policy: NonNullable<Report['policy']>): NonNullable<Report['policy']> => ({
  ...policy,
  baseline: policy.baseline === null ? null : { ...policy.baseline, added: [], removed: [] },
})
