import { SEVERITIES } from '../../contract/index.js'
import { countFindings, unjudgedWords } from '../counts.js'
import { type FoundBy, type Group, groupsOf, openFindings } from '../groups.js'
import type { Report } from '../schema.js'

/** What the top of the page tells: the one cause that explains the most, and the others of its kind. */
export interface Verdict {
  readonly status: Report['summary']['status']
  /** The cause to look at first; null where nothing was found. */
  readonly cause: Group | null
  /** All that follows from it, what another cause explains as well included. */
  readonly leadsTo: readonly FoundBy[]
  /** The other causes that are as bad, the weightiest first. */
  readonly others: readonly Group[]
  /** All causes, worst and weightiest first. */
  readonly groups: readonly Group[]
  /** How bad it is, in a few words. */
  readonly words: string
}

const WORDS = {
  healthy: 'Nothing wrong was found',
  attention: 'Needs attention soon',
  broken: 'Something is broken',
} as const

export const verdictOf = (report: Report): Verdict => {
  const { status } = report.summary
  const open = openFindings(report)
  const reachedFrom = reachOf(open)
  const errors = new Set(open.flatMap(({ finding }) => (finding.severity === 'error' ? [finding.id] : [])))
  const weight = (id: string): number => [...reachedFrom(id)].filter((each) => errors.has(each)).length
  const groups = groupsOf(open)
    .map((group) => ({ group, weight: weight(group.finding.id) }))
    .sort((one, other) => rank(one.group) - rank(other.group) || other.weight - one.weight)
    .map(({ group }) => group)
  const [first] = groups
  const cause = first === undefined || (status !== 'healthy' && first.severity === 'info') ? null : first
  const others = cause === null ? [] : groups.slice(1).filter(({ severity }) => severity === cause.severity)
  const reached = cause === null ? new Set() : reachedFrom(cause.finding.id)
  const leadsTo = open.filter(({ finding }) => finding !== cause?.finding && reached.has(finding.id))
  return { status, cause, leadsTo, others, groups, words: WORDS[status] }
}

const rank = ({ severity }: Group): number => SEVERITIES.indexOf(severity)

/** The ids of all that follows from a finding, and its own. A finding with two causes follows from both. */
const reachOf = (open: readonly FoundBy[]): ((id: string) => ReadonlySet<string>) => {
  const following = new Map<string, FoundBy[]>()
  for (const found of open)
    for (const cause of new Set(found.finding.causedBy)) {
      const same = following.get(cause)
      if (same === undefined) following.set(cause, [found])
      else same.push(found)
    }
  return (id) => {
    const reached = new Set([id])
    for (const each of reached) for (const { finding } of following.get(each) ?? []) reached.add(finding.id)
    return reached
  }
}

/** Why the machine is not healthy although no finding says so: checks and plugins that could not be judged. */
export const unjudgedSentence = (report: Report): string => {
  const { error, warning } = countFindings(report.checks.flatMap(({ findings }) => findings))
  const words = unjudgedWords(report)
  return error + warning > 0 || words.length === 0
    ? WORDS[report.summary.status]
    : `Not all could be judged: ${words.join(', ')}`
}
