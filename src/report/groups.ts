import { SEVERITIES } from '../contract/index.js'
import type { Report, ReportCheck, ReportFinding } from './schema.js'
import { isSuppressed } from './suppression.js'

/** A finding with the check it is of. */
export interface FoundBy {
  readonly check: ReportCheck
  readonly finding: ReportFinding
}

/** A cause with all that follows from it, nearest first. */
export interface Group extends FoundBy {
  readonly following: readonly FoundBy[]
  /** A cause is as bad as the worst of what it leads to. */
  readonly severity: ReportFinding['severity']
}

export const foundBy = (report: Pick<Report, 'checks'>): readonly FoundBy[] =>
  report.checks.flatMap((check) => check.findings.map((finding) => ({ check, finding })))

/** Those that nobody has set aside. */
export const openFindings = (report: Pick<Report, 'checks'>): readonly FoundBy[] =>
  foundBy(report).filter(({ finding }) => !isSuppressed(finding))

export const worstOf = (found: readonly FoundBy[]): ReportFinding['severity'] =>
  SEVERITIES.find((severity) => found.some(({ finding }) => finding.severity === severity)) ?? 'info'

/**
 * Each of these findings exactly once: as a cause, or under the first cause it names that is one of them. Findings that
 * explain each other in a circle are told under the first of them.
 */
export const groupsOf = (open: readonly FoundBy[]): readonly Group[] => {
  const ids = new Set(open.map(({ finding }) => finding.id))
  const causeOf = ({ finding }: FoundBy): string | undefined =>
    finding.causedBy.find((id) => id !== finding.id && ids.has(id))
  const byCause = new Map<string | undefined, FoundBy[]>()
  for (const each of open) {
    const cause = causeOf(each)
    const same = byCause.get(cause)
    if (same === undefined) byCause.set(cause, [each])
    else same.push(each)
  }
  const lastFirst = ({ finding }: FoundBy): FoundBy[] => (byCause.get(finding.id) ?? []).toReversed()
  const told = new Set<FoundBy>()
  const group = (cause: FoundBy): Group => {
    told.add(cause)
    const following: FoundBy[] = []
    // A report may come from anybody, with a chain of tens of thousands: too deep for calls within calls.
    const waiting = lastFirst(cause)
    for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
      if (told.has(each)) continue
      told.add(each)
      following.push(each)
      for (const next of lastFirst(each)) waiting.push(next)
    }
    return { ...cause, following, severity: worstOf([cause, ...following]) }
  }
  const groups = (byCause.get(undefined) ?? []).map(group)
  for (const each of open) if (!told.has(each)) groups.push(group(each))
  return groups
}
