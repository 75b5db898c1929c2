import { shortPath } from './message.js'
import type { Report, ReportCheck, ReportFinding } from './schema.js'
import { paint, type SignName, type Style, sign } from './style.js'
import { changeLines } from './text-changes.js'
import type { TextOptions } from './text-options.js'
import { summaryLine } from './text-summary.js'
import { wrap } from './wrap.js'

const BY_SEVERITY: readonly ReportFinding['severity'][] = ['error', 'warning', 'info']
const WORDS = { error: 'error', warning: 'warning', info: 'note' } as const
const COLOURS = { error: 'red', warning: 'yellow', info: 'blue' } as const

/** The report for a person: problems only, causes before what follows from them; everything with `verbose`. */
export const renderText = (report: Report, options: TextOptions): string => {
  const findings = report.checks.flatMap((check) => check.findings.map((finding) => ({ check, finding })))
  const shown = findings.filter(({ finding }) => options.verbose || finding.severity !== 'info')
  const ids = new Set(shown.map(({ finding }) => finding.id))
  const leading = shown.filter(
    ({ finding }) => options.verbose || !finding.causedBy.some((id) => ids.has(id)),
  )
  const following = (cause: string): readonly ReportFinding[] =>
    options.verbose
      ? []
      : shown.map((each) => each.finding).filter((finding) => finding.causedBy.includes(cause))

  const blocks: string[] = []
  const changes = changeLines(report, options)
  if (changes.length > 0) blocks.push(changes.join('\n'))
  for (const severity of BY_SEVERITY)
    for (const { check, finding } of leading)
      if (finding.severity === severity) blocks.push(findingBlock(report, check, finding, following, options))
  for (const check of report.checks)
    if (check.outcome === 'error' || check.outcome === 'timeout') blocks.push(brokenCheck(check, options))
  for (const { id, reason } of report.rejectedPlugins)
    blocks.push(
      titleLine(options.style, 'error', 'error', 'red', `The plugin ${id} was not loaded: ${reason}.`),
    )
  if (options.verbose) blocks.push(report.checks.map((check) => checkLine(check, options)).join('\n'))
  blocks.push(summaryLine(report, options))
  return `${blocks.join('\n\n')}\n`
}

const titleLine = (
  style: Style,
  name: SignName,
  word: string,
  colour: 'red' | 'yellow' | 'blue',
  text: string,
): string => {
  const head = `${sign(style, name)} ${word}:`
  return `${paint(style, [colour, 'bold'], head)} ${wrap(`${' '.repeat(head.length - 1)}${text}`, style.width, '  ').trimStart()}`
}

const findingBlock = (
  report: Report,
  check: ReportCheck,
  finding: ReportFinding,
  following: (cause: string) => readonly ReportFinding[],
  options: TextOptions,
): string => {
  const { style, cli } = options
  const offered = report.changes.find(
    (change) => change.finding === finding.id && change.status === 'offered',
  )
  const next =
    offered === undefined ? finding.next : `Run \`${cli} doctor --fix\`. It would: ${offered.title}.`
  const lines = [
    titleLine(style, finding.severity, WORDS[finding.severity], COLOURS[finding.severity], finding.what),
    ...unique(followingOf(finding, following)).map((what) => labelled(style, 'so', what)),
    ...places(report, finding).map((place) => labelled(style, 'where', place)),
    labelled(style, 'why', finding.why),
    ...(next === null ? [] : [labelled(style, 'next', next)]),
    labelled(style, 'check', `${check.id} ${sign(style, 'separator')} ${finding.subject}`),
  ]
  return lines.join('\n')
}

/** What follows from a finding, and what follows from that, in the words of each. */
const followingOf = (
  finding: ReportFinding,
  following: (cause: string) => readonly ReportFinding[],
): readonly string[] => following(finding.id).flatMap((next) => [next.what, ...followingOf(next, following)])

const unique = (texts: readonly string[]): readonly string[] => [...new Set(texts)]

const LABEL_WIDTH = 8

const labelled = (style: Style, label: string, text: string): string => {
  const indent = ' '.repeat(LABEL_WIDTH)
  const head = `  ${label}`.padEnd(LABEL_WIDTH)
  return `${paint(style, 'dim', head)}${wrap(text, style.width, indent)}`
}

const places = (report: Report, finding: ReportFinding): readonly string[] =>
  unique(
    finding.evidence.flatMap((evidence) => {
      if (evidence.kind === 'environment') return [`environment variable ${evidence.name}`]
      if (evidence.kind !== 'file') return []
      const { path, line, column } = evidence
      return [[shortPath(path, report.run.home), line, column].filter((part) => part !== undefined).join(':')]
    }),
  )

const brokenCheck = (check: ReportCheck, { style }: TextOptions): string => {
  const how = check.outcome === 'timeout' ? 'gave no answer' : 'could not be judged'
  const text = `The check ${check.id} ${how}: ${check.reason ?? 'no reason given'}.`
  return titleLine(style, 'error', 'error', 'red', text)
}

const checkLine = (check: ReportCheck, { style }: TextOptions): string => {
  const [name, colour] = (
    {
      pass: ['pass', 'green'],
      fail: ['error', 'yellow'],
      skip: ['skip', 'dim'],
      error: ['error', 'red'],
      timeout: ['error', 'red'],
    } as const
  )[check.outcome]
  const reason = check.reason === null ? '' : ` (${check.reason})`
  const line = `${check.id}: ${check.outcome}${reason}, ${Math.round(check.durationMs)} ms`
  return `${paint(style, colour, sign(style, name))} ${wrap(line, style.width, '  ')}`
}
