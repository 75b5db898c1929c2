import { gfmTableToMarkdown } from 'mdast-util-gfm-table'
import { toMarkdown } from 'mdast-util-to-markdown'
import { SEVERITIES } from '../../contract/index.js'
import { countFindings, countWords, summarySentence } from '../counts.js'
import { type FoundBy, foundBy, openFindings } from '../groups.js'
import { interruptedWords } from '../interrupted-words.js'
import type { Report } from '../schema.js'
import { SEVERITY_HEADINGS } from '../severity-words.js'
import { isOfDomain, subjectWords } from '../subject-words.js'
import { isSuppressed, suppressionWords } from '../suppression.js'
import { troubledPlugins } from '../troubled-plugins.js'
import { changeWords } from './change-words.js'
import {
  type Block,
  code,
  heading,
  list,
  type Phrasing,
  paragraph,
  prose,
  strong,
  table,
  text,
} from './markdown-nodes.js'
import { outcomeWords } from './outcome-words.js'
import { placesOf } from './places.js'
import { STATUS_WORDS } from './status-words.js'

/** A report to paste into an issue: GitHub-flavoured Markdown in which nothing of the report is markup. */
export const renderMarkdown = (report: Report): string =>
  toMarkdown(
    {
      type: 'root',
      children: [
        heading(1, [text(`Clawdbot doctor: ${STATUS_WORDS[report.summary.status]}`)]),
        paragraph([text(summarySentence(report))]),
        ...interruptedSection(report),
        ...findingSections(report),
        ...brokenSection(report),
        ...changeSection(report),
        heading(2, [text('Checks')]),
        checkTable(report),
        heading(2, [text('Versions')]),
        versionTable(report),
      ],
    },
    { extensions: [gfmTableToMarkdown()], bullet: '-', rule: '-' },
  )

const interruptedSection = ({ interrupted = [], run, tool }: Report): readonly Block[] =>
  interrupted.length === 0
    ? []
    : [
        heading(2, [text('Cut off')]),
        list(
          interrupted.map((each) => {
            const { what, next } = interruptedWords(each, run.home, tool.name)
            return [text(`${what} `), ...prose(next)]
          }),
        ),
      ]

const findingSections = (report: Report): readonly Block[] => {
  const all = foundBy(report)
  const whats = new Map(all.map(({ finding }) => [finding.id, finding.what]))
  const section = (title: string, found: readonly FoundBy[]): readonly Block[] =>
    found.length === 0
      ? []
      : [heading(2, [text(title)]), ...found.flatMap((each) => findingBlocks(each, report, whats))]
  const open = openFindings(report)
  return [
    ...SEVERITIES.flatMap((severity) =>
      section(
        SEVERITY_HEADINGS[severity],
        open.filter(({ finding }) => finding.severity === severity),
      ),
    ),
    ...section(
      'Suppressed',
      all.filter(({ finding }) => isSuppressed(finding)),
    ),
  ]
}

const findingBlocks = (
  { check, finding }: FoundBy,
  report: Report,
  whats: ReadonlyMap<string, string>,
): readonly Block[] => {
  const about = isOfDomain(finding.subject, check.id) ? [] : [text(` (${subjectWords(finding.subject)})`)]
  const places = placesOf(finding, report.run.home).flatMap((place, index): readonly Phrasing[] => [
    text(index === 0 ? ' ' : ', '),
    code(place),
  ])
  const line = (label: string, rest: readonly Phrasing[]): readonly Phrasing[] => [
    strong(`${label}:`),
    text(' '),
    ...rest,
  ]
  const causes = finding.causedBy.flatMap((id) => whats.get(id) ?? [])
  return [
    heading(3, prose(finding.what)),
    list([
      ...(isSuppressed(finding) ? [line('Suppressed', [text(`by ${suppressionWords(finding)}`)])] : []),
      ...(finding.returned === undefined ? [] : [line('Note', [text(finding.returned.note)])]),
      ...causes.map((what) => line('Follows from', prose(what))),
      line('Why', prose(finding.why)),
      ...(finding.next === null ? [] : [line('Next', prose(finding.next))]),
      ...(places.length === 0 ? [] : [[strong('Where:'), ...places]]),
      line('Check', [code(`${check.id}!${finding.messageId}`), ...about]),
    ]),
  ]
}

const brokenSection = (report: Report): readonly Block[] => {
  const { checks, run } = report
  const broken = [
    ...checks
      .filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')
      .map((check) => [code(check.id), text(` ${outcomeWords(check, run.home)}`)]),
    ...troubledPlugins(report).map(({ id, what, reason }) => [
      text('The plugin '),
      code(id),
      text(` ${what}: ${reason}`),
    ]),
  ]
  return broken.length === 0 ? [] : [heading(2, [text('Not judged')]), list(broken)]
}

const changeSection = (report: Report): readonly Block[] =>
  report.changes.length === 0
    ? []
    : [
        heading(2, [text('Changes')]),
        list(
          report.changes.map((change) => {
            const { state, what } = changeWords(change, report.run.home)
            return [strong(`${state}:`), text(' '), text(what)]
          }),
        ),
      ]

const checkTable = ({ checks, run }: Report): Block =>
  table([
    [[text('Check')], [text('Outcome')], [text('Findings')], [text('Time')]],
    ...checks.map((check) => {
      const found = countWords(countFindings(check.findings))
      return [
        [code(check.id)],
        [text(outcomeWords(check, run.home))],
        [text(found.join(', '))],
        [text(`${Math.round(check.durationMs)} ms`)],
      ]
    }),
  ])

const versionTable = ({ tool, run }: Report): Block =>
  table([
    [[text('What')], [text('Version')]],
    [[text(tool.name)], [text(tool.version)]],
    [[text('Node')], [text(run.node)]],
    [[text('Platform')], [text(run.platform)]],
    [[text('Run at')], [text(run.startedAt)]],
  ])
