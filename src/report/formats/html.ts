import { h } from 'hastscript'
import { SEVERITIES } from '../../contract/index.js'
import { countFindings, summarySentence } from '../counts.js'
import { foundBy, type Group, groupsOf, openFindings } from '../groups.js'
import type { Report } from '../schema.js'
import { SEVERITY_HEADINGS } from '../severity-words.js'
import { isSuppressed } from '../suppression.js'
import { groupCard, suppressedCard } from './html-finding.js'
import { htmlPage } from './html-page.js'
import { STYLE } from './html-style.js'
import { aboutList, changeList, checkTable, interruptedList } from './html-tables.js'
import type { HtmlElement } from './html-words.js'
import { notJudgedList } from './not-judged.js'
import { oneLine } from './printable.js'
import { STATUS_WORDS } from './status-words.js'

/** One page that needs nothing else: no script, no font, no picture, and nothing is fetched. */
export const renderHtml = (report: Report): string =>
  htmlPage({
    title: `Clawdbot doctor: ${STATUS_WORDS[report.summary.status]}`,
    style: STYLE,
    body: [h('main', hero(report), ...sections(report))],
  })

const hero = (report: Report): HtmlElement => {
  const { error, warning, info, suppressed } = countFindings(report.checks.flatMap((check) => check.findings))
  const { pass, skip } = report.summary.checks
  const tile = (tone: string, count: number, label: string): HtmlElement =>
    h('li', { class: count === 0 ? 'mute' : tone }, h('b', String(count)), ' ', h('span', label))
  return h(
    'header',
    { class: `hero ${report.summary.status}` },
    h(
      'p',
      { class: 'eyebrow' },
      'Clawdbot doctor, ',
      h('time', { dateTime: report.run.startedAt }, moment(report)),
    ),
    h('h1', HEADLINES[report.summary.status]),
    h('p', { class: 'lead' }, summarySentence(report)),
    h(
      'ul',
      { class: 'tiles' },
      tile('error', error, error === 1 ? 'error' : 'errors'),
      tile('warning', warning, warning === 1 ? 'warning' : 'warnings'),
      tile('info', info, info === 1 ? 'note' : 'notes'),
      tile('good', pass, 'passed'),
      tile('mute', skip, 'skipped'),
      ...(suppressed === 0 ? [] : [tile('mute', suppressed, 'suppressed')]),
    ),
  )
}

const HEADLINES = {
  healthy: 'Nothing wrong was found',
  attention: 'Needs attention soon',
  broken: 'Something is broken',
} as const

const moment = ({ run }: Report): string => `${oneLine(run.startedAt).slice(0, 16).replace('T', ' ')} UTC`

const sections = (report: Report): readonly HtmlElement[] => {
  const groups = groupsOf(openFindings(report))
  const suppressed = foundBy(report).filter(({ finding }) => isSuppressed(finding))
  return [
    ...section('Cut off', interruptedList(report)),
    ...SEVERITIES.flatMap((severity) => groupSection(severity, groups, report)),
    ...section('Not judged', notJudgedList(report)),
    ...section(
      'Suppressed',
      suppressed.map((found) => suppressedCard(found, report)),
    ),
    ...section('Changes', report.changes.length === 0 ? [] : [changeList(report)]),
    ...section('All checks', [checkTable(report)]),
    ...section('About this run', [aboutList(report)]),
  ]
}

const section = (title: string, content: readonly HtmlElement[]): readonly HtmlElement[] =>
  content.length === 0 ? [] : [h('section', h('h2', title), ...content)]

const groupSection = (severity: Group['severity'], groups: readonly Group[], report: Report) =>
  section(
    SEVERITY_HEADINGS[severity],
    groups.filter((group) => group.severity === severity).map((group) => groupCard(group, report)),
  )
