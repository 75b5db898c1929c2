import { printableLine } from '../formats/printable.js'
import { STATUS_WORDS } from '../formats/status-words.js'
import { momentWords } from '../page/moments.js'
import { paint, type Style, sign } from '../style.js'
import { wrap } from '../wrap.js'
import type { ReportDiff } from './diff-schema.js'
import { diffSections } from './diff-sections.js'
import { sectionsMarkdown, sectionText } from './section.js'

interface DiffOptions {
  readonly style: Style
  readonly verbose: boolean
}

/** What differs between two reports, for a person at a terminal. */
export const diffText = (diff: ReportDiff, { style, verbose }: DiffOptions): string => {
  const about = [`Before: ${sideWords(diff.before)}`, `After: ${sideWords(diff.after)}`, relation(diff)]
  const head = about.map((line) => wrap(printableLine(line), style.width, '  ', 0)).join('\n')
  const sections = diffSections(diff, verbose).map((section) => sectionText(section, style))
  const nothing = diff.differs
    ? []
    : [`${paint(style, 'green', sign(style, 'pass'))} ${wrap(NOTHING, style.width, '  ')}`]
  return `${[head, ...sections, ...nothing].join('\n\n')}\n`
}

/** The same to paste into an issue. */
export const diffMarkdown = (diff: ReportDiff, { verbose }: Pick<DiffOptions, 'verbose'>): string =>
  sectionsMarkdown(
    diff.differs ? 'What differs between two support reports' : 'Two support reports that do not differ',
    [`Before: ${sideWords(diff.before)}`, `After: ${sideWords(diff.after)}`, relation(diff)],
    diffSections(diff, verbose),
  )

const NOTHING = 'Nothing differs.'

const sideWords = ({ host, createdAt, status, platform, case: name }: ReportDiff['before']): string =>
  `${host} (${platform}) at ${momentWords(createdAt)}, case ${name}: ${STATUS_WORDS[status]}.`

const relation = ({ sameCase, sameHost }: ReportDiff): string => {
  if (!sameCase)
    return 'They are of two cases, in which names mean different things: findings are matched by check and message.'
  return sameHost === true
    ? 'They are of one case and one machine.'
    : 'They are of one case and two machines: a name means the same in both.'
}
