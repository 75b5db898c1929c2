import { SEVERITIES } from '../contract/index.js'
import { labelled, titleLine } from './block.js'
import { checkLine } from './check-line.js'
import { type FoundBy, type Group, groupsOf, openFindings, worstOf } from './groups.js'
import { interruptedBlocks } from './interrupted-text.js'
import { shortPath } from './message.js'
import { pluginBlocks } from './plugin-blocks.js'
import type { Report, ReportCheck, ReportFinding } from './schema.js'
import { slowestFacts } from './slowest-facts.js'
import { sign } from './style.js'
import { isOfDomain, subjectWords } from './subject-words.js'
import { changeLines, inVain, isInVain } from './text-changes.js'
import type { TextOptions } from './text-options.js'
import { muteLines, noteLines, ruleLines, suppressedBlocks, suppressedLine } from './text-policy.js'
import { summaryLine } from './text-summary.js'
import { troubledPlugins } from './troubled-plugins.js'

/** The report for a person: problems only, causes before what follows from them; everything with `verbose`. */
export const renderText = (report: Report, options: TextOptions): string => {
  const groups = toldGroups(report, options.verbose)
  const blocks: string[] = []
  const told = new Set(groups.map(({ finding }) => finding.id))
  const changes = changeLines(report, told, options)
  if (changes.length > 0) blocks.push(changes.join('\n'))
  blocks.push(...interruptedBlocks(report, options))
  for (const severity of SEVERITIES)
    for (const group of groups)
      if (group.severity === severity) blocks.push(findingBlock(report, group, options))
  for (const check of report.checks)
    if (check.outcome === 'error' || check.outcome === 'timeout') blocks.push(brokenCheck(check, options))
  for (const { id, what, reason } of troubledPlugins(report))
    blocks.push(titleLine(options.style, 'error', `The plugin ${id} ${what}: ${reason}.`))
  if (options.verbose) blocks.push(...suppressedBlocks(report, options))
  const rules = ruleLines(report, options)
  if (rules !== '') blocks.push(rules)
  if (options.verbose) blocks.push(report.checks.map((check) => checkLine(check, options.style)).join('\n'))
  if (options.verbose) blocks.push(...slowestFacts(report, options.style), ...pluginBlocks(report, options))
  blocks.push(`${summaryLine(report, groups, options)}${suppressedLine(report, options)}`)
  return `${blocks.join('\n\n')}\n`
}

/** What is told in a block of its own: a finding that follows from another is told there, and nowhere else. */
const toldGroups = (report: Report, verbose: boolean): readonly Group[] => {
  const open = openFindings(report)
  return verbose
    ? open.map((found) => ({ ...found, following: [], severity: found.finding.severity }))
    : groupsOf(open.filter(({ finding }) => finding.severity !== 'info'))
}

const findingBlock = (report: Report, group: Group, options: TextOptions): string => {
  const { check, finding, following, severity } = group
  const { style } = options
  const { tried, next } = outcomeOf(report, finding, options)
  const isPlain = isOfDomain(finding.subject, check.id)
  const about = isPlain ? '' : ` ${sign(style, 'separator')} ${subjectWords(finding.subject)}`
  const lines = [
    titleLine(style, severity, finding.what),
    ...folded(following).map((line) => labelled(style, 'so', line)),
    ...places(report, finding).map((place) => labelled(style, 'where', place)),
    labelled(style, 'why', finding.why),
    ...(tried === null ? [] : [labelled(style, 'tried', tried)]),
    ...(next === null ? [] : [labelled(style, 'next', next)]),
    ...noteLines(finding, options),
    labelled(style, 'check', `${check.id}${about}`),
    ...muteLines(finding, options),
  ]
  return lines.join('\n')
}

/** What was tried about a finding in vain, and what is to be done next. */
const outcomeOf = (
  report: Report,
  finding: ReportFinding,
  { cli }: TextOptions,
): { readonly tried: string | null; readonly next: string | null } => {
  const change = report.changes.findLast((each) => each.finding === finding.id)
  const isAutomatic = change?.risk === 'automatic'
  if (change?.status === 'offered' && !isAutomatic)
    return { tried: null, next: `Run \`${cli} doctor --fix\`. It would: ${change.title}.` }
  if (change?.status === 'withheld')
    return { tried: null, next: `Run \`${cli} doctor --fix --yes\`. It would: ${change.title}.` }
  if (change?.status === 'named')
    return { tried: null, next: `Run \`${cli} doctor --fix --yes --force\`. It would: ${change.title}.` }
  if (change === undefined || !isInVain(change)) return { tried: null, next: finding.next }
  const again = `Mend that, then run \`${cli} doctor${isAutomatic ? '' : ' --fix'}\` again.`
  return { tried: inVain(change, report.run.home), next: again }
}

/**
 * The worst of what follows in its own words, of several the last in the chain: that is what somebody notices. The rest
 * by count and names in one line.
 */
const folded = (following: readonly FoundBy[]): readonly string[] => {
  const severity = worstOf(following)
  const worst = following.findLast(({ finding }) => finding.severity === severity)?.finding
  if (worst === undefined) return []
  const others = following.filter(({ finding }) => finding.what !== worst.what)
  if (others.length === 0) return [worst.what]
  const counts = new Map<string, number>()
  for (const { check } of others) counts.set(check.id, (counts.get(check.id) ?? 0) + 1)
  const names = [...counts].map(([id, count]) => (count === 1 ? id : `${id} (${count})`))
  return [worst.what, `${others.length} more: ${names.join(', ')} (--verbose tells each)`]
}

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

/** Where the finding's first line does not say it already. */
const places = (report: Report, { what, evidence }: ReportFinding): readonly string[] =>
  unique(
    evidence.flatMap((each) => {
      if (each.kind === 'environment')
        return what.includes(each.name) ? [] : [`environment variable ${each.name}`]
      if (each.kind !== 'file') return []
      const { line, column } = each
      const path = shortPath(each.path, report.run.home)
      const isSaid = line === undefined && (what.includes(path) || what.includes(each.path))
      return isSaid ? [] : [[path, line, column].filter((part) => part !== undefined).join(':')]
    }),
  )

const brokenCheck = (check: ReportCheck, { style }: TextOptions): string => {
  const how = check.outcome === 'timeout' ? 'gave no answer' : 'could not be judged'
  const text = `The check ${check.id} ${how}: ${check.reason ?? 'no reason given'}.`
  return titleLine(style, 'error', text)
}
