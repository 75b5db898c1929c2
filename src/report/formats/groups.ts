import type { Report, ReportCheck, ReportFinding } from '../schema.js'
import { SEVERITIES } from './counts.js'
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

export const foundBy = (report: Report): readonly FoundBy[] =>
  report.checks.flatMap((check) => check.findings.map((finding) => ({ check, finding })))

/**
 * Every finding that is not suppressed exactly once: as a cause, or under the first cause it names that is in the
 * report. Findings that explain each other in a circle are told under the first of them.
 */
export const groupsOf = (report: Report): readonly Group[] => {
  const open = foundBy(report).filter(({ finding }) => !isSuppressed(finding))
  const ids = new Set(open.map(({ finding }) => finding.id))
  const causeOf = ({ finding }: FoundBy): string | undefined =>
    finding.causedBy.find((id) => id !== finding.id && ids.has(id))
  const told = new Set<FoundBy>()
  const group = (cause: FoundBy): Group => {
    told.add(cause)
    const following: FoundBy[] = []
    const follow = (id: string): void => {
      for (const each of open) {
        if (told.has(each) || causeOf(each) !== id) continue
        told.add(each)
        following.push(each)
        follow(each.finding.id)
      }
    }
    follow(cause.finding.id)
    const severities = [cause, ...following].map(({ finding }) => finding.severity)
    return {
      ...cause,
      following,
      severity: SEVERITIES.find((severity) => severities.includes(severity)) ?? 'info',
    }
  }
  const groups = open.filter((each) => causeOf(each) === undefined).map(group)
  for (const each of open) if (!told.has(each)) groups.push(group(each))
  return groups
}
