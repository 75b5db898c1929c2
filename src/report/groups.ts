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
  const told = new Set<FoundBy>()
  const group = (cause: FoundBy): Group => {
    told.add(cause)
    const following: FoundBy[] = []
    const follow = (id: string): void => {
      for (const each of byCause.get(id) ?? []) {
        if (told.has(each)) continue
        told.add(each)
        following.push(each)
        follow(each.finding.id)
      }
    }
    follow(cause.finding.id)
    return { ...cause, following, severity: worstOf([cause, ...following]) }
  }
  const groups = (byCause.get(undefined) ?? []).map(group)
  for (const each of open) if (!told.has(each)) groups.push(group(each))
  return groups
}
