import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { toMarkdown } from 'mdast-util-to-markdown'
import { counted, summarySentence } from '../counts.js'
import {
  type Block,
  code,
  heading,
  list,
  type Phrasing,
  paragraph,
  strong,
  table,
  text,
} from '../formats/markdown-nodes.js'
import { printableDocument } from '../formats/printable-report.js'
import type { Group } from '../groups.js'
import { unjudgedSentence, verdictOf } from '../page/verdict.js'
import { inertProse } from './inert-prose.js'
import type { SealedChoice, SealedReport } from './schema.js'

const MOST_CAUSES = 8
const MOST_FOLLOWING = 3
const MOST_CHOICES = 6

/**
 * A sealed report in some sixty lines at most, to paste into an issue: verdict, causes, what would be used, versions.
 * Nothing in it is markup, mentions anybody or refers to anything on GitHub.
 */
export const summaryMarkdown = (sealed: SealedReport): string => {
  const shown = printableDocument(sealed)
  const { report } = shown
  const { groups, words } = verdictOf(report)
  const causes = groups.slice(0, MOST_CAUSES)
  const isJudged = groups.length > 0
  return toMarkdown(
    {
      type: 'root',
      children: [
        heading(2, [text(`Clawdbot doctor: ${isJudged ? words : unjudgedSentence(report)}`)]),
        paragraph([text(summarySentence(report))]),
        ...(causes.length === 0 ? [] : [list(causes.flatMap(causeItems))]),
        ...(groups.length > causes.length
          ? [paragraph([text(`And ${counted(groups.length - causes.length, 'more finding')}.`)])]
          : []),
        ...choiceBlocks(shown.choices),
        versionTable(shown),
      ],
    },
    { extensions: [gfmTableToMarkdown()], bullet: '-', rule: '-' },
  )
}

const causeItems = ({ check, finding, following, severity }: Group): readonly (readonly Phrasing[])[] => {
  const rest = following.length - MOST_FOLLOWING
  return [
    [
      strong(severity),
      text(' '),
      ...inertProse(finding.what),
      ...(finding.next === null ? [] : [text(' Next: '), ...inertProse(finding.next)]),
      text(' '),
      code(`${check.id}!${finding.messageId}`),
    ],
    ...following
      .slice(0, MOST_FOLLOWING)
      .map((each) => [text('which leads to: '), ...inertProse(each.finding.what)]),
    ...(rest > 0 ? [[text(`which leads to ${counted(rest, 'more finding')}`)]] : []),
  ]
}

const choiceBlocks = (choices: readonly SealedChoice[]): readonly Block[] => {
  if (choices.length === 0) return []
  const rest = choices.length - MOST_CHOICES
  return [
    heading(3, [text('What would be used')]),
    list([
      ...choices.slice(0, MOST_CHOICES).map(({ answer }) => inertProse(answer)),
      ...(rest > 0 ? [[text(`and ${rest} more`)]] : []),
    ]),
  ]
}

const versionTable = ({ case: { id }, host, report, createdAt }: SealedReport): Block => {
  const { tool, run } = report
  return table([
    [[text('What')], [text('Value')]],
    [[text(tool.name)], [code(tool.version)]],
    [[text('Node')], [code(run.node)]],
    [[text('Platform')], [code(run.platform)]],
    [[text('Made at')], [code(createdAt)]],
    [[text('Case, host')], [code(id), text(', '), code(host)]],
  ])
}
