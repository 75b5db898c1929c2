import { printableLines } from '../formats/printable-report.js'
import { momentWords } from '../page/moments.js'
import { renderText } from '../text.js'
import type { TextOptions } from '../text-options.js'
import { wrap } from '../wrap.js'
import { foundItem, persistingItem } from './diff-sections.js'
import type { ReportReplay } from './replay-schema.js'
import { type Item, type Section, sectionText } from './section.js'

/** What today's checks make of a report, for a person: their findings, and how they compare with those of then. */
export const replayText = (replayed: ReportReplay, options: TextOptions): string => {
  const { replay, tool, ...report } = printableLines(replayed)
  const { style } = options
  const head = wrap(headOf(replay, tool), style.width, '')
  const sections = sectionsOf(replay).map((section) => sectionText(section, style))
  return `${[head, renderText({ ...report, tool }, options).trimEnd(), ...sections].join('\n\n')}\n`
}

const headOf = (
  { host, createdAt, madeBy, case: name }: ReportReplay['replay'],
  tool: ReportReplay['tool'],
): string =>
  `Judged by ${tool.name} ${tool.version} over the facts of ${host}, as case ${name} has them of ${momentWords(createdAt)} by ${madeBy.name} ${madeBy.version}.`

const sectionsOf = ({ findings, notReplayed }: ReportReplay['replay']): readonly Section[] =>
  [
    { title: 'Found by the checks of today alone', items: findings.new.map(foundItem) },
    { title: 'Found then, and not today', items: findings.gone.map(foundItem) },
    { title: 'Found then and today', items: findings.persisting.map(persistingItem) },
    { title: 'Judged then, and not today', items: notReplayed.map(notReplayedItem) },
  ]
    .filter(({ items }) => items.length > 0)
    .map(({ title, items }) => ({ title: `${title} (${items.length})`, items }))

const notReplayedItem = ({
  check,
  reason,
  findings,
}: ReportReplay['replay']['notReplayed'][number]): Item => ({
  look: 'skip',
  text: `${check}: ${reason}`,
  details: findings.map(({ what }) => `it found: ${what}`),
})
