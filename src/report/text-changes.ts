import { shortPath, shortPathsIn } from './message.js'
import type { Report, ReportChange } from './schema.js'
import { paint, type Style, sign } from './style.js'
import { isOfDomain, subjectWords } from './subject-words.js'
import type { TextOptions } from './text-options.js'
import { wrap } from './wrap.js'

const IN_VAIN: ReadonlySet<ReportChange['status']> = new Set(['refused', 'outdated', 'failed', 'rolled-back'])

/** Whether it was tried and came to nothing. */
export const isInVain = ({ status }: ReportChange): boolean => IN_VAIN.has(status)

/**
 * What was changed, would be changed, or could not be: one paragraph each. What is only offered is told at its finding,
 * and so is what was tried in vain for one of the `told` findings.
 */
export const changeLines = (
  report: Report,
  told: ReadonlySet<string>,
  options: TextOptions,
): readonly string[] => {
  const paragraphs = report.changes.map((change) => changeParagraph(report, change, told, options))
  // One step that does away with two findings is one step.
  const isFirst = (lines: readonly string[], at: number): boolean =>
    paragraphs.findIndex((other) => other.join('\n') === lines.join('\n')) === at
  return paragraphs.filter((lines, at) => isFirst(lines, at)).flat()
}

const changeParagraph = (
  report: Report,
  change: ReportChange,
  told: ReadonlySet<string>,
  options: TextOptions,
): readonly string[] => {
  if (change.status === 'offered' || (isInVain(change) && told.has(change.finding))) return []
  const { style } = options
  const { home } = report.run
  const { good, text } = changeWords({ ...change, reason: withoutOwnPath(change) }, home, options.cli)
  const place = change.paths.map((path) => shortPath(path, home)).join(', ')
  const line = `${text}${place === '' ? '' : ` ${sign(style, 'separator')} ${place}`}`
  const paragraph = changeLine(style, good, line)
  return change.diff !== null && change.status === 'planned'
    ? [paragraph, change.diff.trimEnd()]
    : [paragraph]
}

/** A plain line that begins with "done" needs no sign in words before it. */
export const changeLine = (style: Style, good: boolean, text: string): string => {
  if (good && style.plain === true) return text
  const head = paint(style, good ? 'green' : 'yellow', sign(style, good ? 'pass' : 'warning'))
  return `${head} ${wrap(text, style.width, '  ')}`
}

/** What was tried for a finding, and why it came to nothing. */
export const inVain = ({ title, status, reason }: ReportChange, home: string): string => {
  const how = status === 'rolled-back' ? 'It was taken back' : 'It failed'
  return `${title}. ${how}${reason === null ? '' : `: ${shortPathsIn(reason, home)}`}.`
}

/** What became of a change, and whether that is as it should be. */
export const changeWords = (
  change: Pick<ReportChange, 'title' | 'subject' | 'check' | 'reason' | 'status'>,
  home: string,
  cli: string,
): { readonly good: boolean; readonly text: string } => {
  const { title, subject, check } = change
  const about = isOfDomain(subject, check) ? title : `${title} (${subjectWords(subject)})`
  const because = change.reason === null ? '' : `: ${shortPathsIn(change.reason, home)}`
  switch (change.status) {
    case 'applied':
      return { good: change.reason === null, text: `done: ${about}${because}` }
    case 'offered':
    case 'planned':
      return { good: true, text: `would do: ${about}` }
    case 'declined':
      return { good: false, text: `left as it is: ${about}` }
    case 'withheld':
      return {
        good: false,
        text: `not done, as nobody could be asked: ${about}. Run \`${cli} doctor --fix --yes\` to have it done`,
      }
    case 'named':
      return {
        good: false,
        text: `not done, as it cannot be taken back lightly: ${about}. Run \`${cli} doctor --fix --yes --force\``,
      }
    case 'refused':
    case 'outdated':
    case 'failed':
      return { good: false, text: `not done: ${about}${because}` }
    case 'rolled-back':
      return { good: false, text: `taken back: ${about}${because}` }
  }
}

/** A reason often begins with the path that stands at the line's end anyway. */
const withoutOwnPath = ({ reason, paths }: ReportChange): string | null => {
  const own = paths.find((path) => reason?.startsWith(`${path}: `))
  return own === undefined || reason === null ? reason : reason.slice(own.length + 2)
}
