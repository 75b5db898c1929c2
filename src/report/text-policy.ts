import { labelled } from './block.js'
import { shortPath } from './message.js'
import type { Report, ReportFinding } from './schema.js'
import { SEVERITY_WORDS } from './severity-words.js'
import { paint, sign } from './style.js'
import { isOfDomain, subjectWords } from './subject-words.js'
import { isSuppressed, suppressionWords } from './suppression.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

/** Why a finding counts although somebody suppressed it, and what its check says where the user says otherwise. */
export const noteLines = (
  { returned, severityWas }: ReportFinding,
  { style, verbose }: TextOptions,
): readonly string[] => [
  ...(returned === undefined ? [] : [labelled(style, 'note', returned.note)]),
  ...(severityWas === undefined || !verbose
    ? []
    : [
        labelled(
          style,
          'note',
          `By its check ${ARTICLES[severityWas]}; clawdbot.doctor.json says otherwise.`,
        ),
      ]),
]

const ARTICLES = { error: 'an error', warning: 'a warning', info: 'a note' } as const

/** How to suppress it, with its fingerprint; under `--verbose` alone. */
export const muteLines = (
  { suppressWith }: ReportFinding,
  { style, verbose }: TextOptions,
): readonly string[] =>
  suppressWith === undefined || !verbose ? [] : [labelled(style, 'mute', `\`${suppressWith}\``)]

/** What is suppressed, dimmed, with who says so, why and until when. */
export const suppressedBlocks = (report: Report, options: TextOptions): readonly string[] =>
  report.checks.flatMap(({ id, findings }) =>
    findings.flatMap((finding) => {
      if (!isSuppressed(finding)) return []
      const { severity, what, subject, fingerprint } = finding
      const { style } = options
      const plain = { ...style, color: false }
      const head = `${sign(style, 'skip')} suppressed ${SEVERITY_WORDS[severity]}:`
      const about = isOfDomain(subject, id) ? '' : ` ${sign(style, 'separator')} ${subjectWords(subject)}`
      const lines = [
        `${head} ${wrap(what, style.width, '  ', head.length + 1)}`,
        labelled(plain, 'by', suppressionWords(finding)),
        labelled(plain, 'check', `${id}${about}`),
        ...(fingerprint === undefined ? [] : [labelled(plain, 'id', fingerprint)]),
      ]
      return [
        lines
          .join('\n')
          .split('\n')
          .map((line) => paint(style, 'dim', line))
          .join('\n'),
      ]
    }),
  )

/** What became of the baseline, and, under `--verbose`, suppressions that are no longer needed. */
export const ruleLines = ({ policy, run }: Report, { style, verbose }: TextOptions): string => {
  const unused = policy?.unusedSuppressions ?? []
  const baseline = policy?.baseline ?? null
  const lines = [
    ...(baseline === null || baseline.status === 'read' ? [] : [baselineWords(baseline, run.home)]),
    ...(verbose
      ? unused.map(({ entry, reason }) => `Suppression ${entry + 1} is no longer needed: ${reason}`)
      : []),
  ]
  return lines.map((line) => `${sign(style, 'info')} ${wrap(line, style.width, '  ')}`).join('\n')
}

type BaselineTold = NonNullable<NonNullable<Report['policy']>['baseline']>

const baselineWords = ({ path, status, added, removed }: BaselineTold, home: string): string => {
  const file = shortPath(path, home)
  if (status === 'unchanged') return `The baseline ${file} is up to date.`
  const counts = `${added.length} added, ${removed.length} removed`
  return status === 'planned'
    ? `The baseline ${file} would be changed: ${counts}.`
    : `The baseline ${file} was written: ${counts}.`
}

/** The last line, where something is suppressed. */
export const suppressedLine = ({ summary }: Report, { style, verbose }: TextOptions): string => {
  const count = summary.findings.suppressed ?? 0
  if (count === 0) return ''
  const what = count === 1 ? '1 finding is suppressed' : `${count} findings are suppressed`
  const pointer = count === 1 ? '--verbose shows it' : '--verbose shows them'
  return `\n${wrap(verbose ? `${what}.` : `${what}; ${pointer}.`, style.width, '')}`
}
