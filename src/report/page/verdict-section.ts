import { h } from 'hastscript'
import { counted, countFindings, summarySentence } from '../counts.js'
import { apart, badge, type HtmlElement, proseNodes } from '../formats/html-words.js'
import { placesOf } from '../formats/places.js'
import type { FoundBy, Group } from '../groups.js'
import type { SealedReport } from '../sealed/schema.js'
import type { Anchors } from './anchors.js'
import { lastChangedOf } from './file-times.js'
import { distanceWords, momentWords } from './moments.js'
import { sinceOf } from './since.js'
import { unjudgedSentence, type Verdict } from './verdict.js'

const BADGES = { healthy: 'Healthy', attention: 'Needs attention', broken: 'Broken' } as const

type Content = readonly (HtmlElement | string)[]

/** The top of the page: the cause in one sentence, where it is, since when, and the one next step. */
export const verdictSection = (
  sealed: SealedReport,
  verdict: Verdict,
  anchors: Anchors,
  now: number,
): HtmlElement => {
  const { report, createdAt, host } = sealed
  const { cause, status, words } = verdict
  const isHealthy = status === 'healthy'
  const headline: Content =
    cause === null || isHealthy
      ? [cause === null && !isHealthy ? unjudgedSentence(report) : words]
      : proseNodes(cause.finding.what)
  return h(
    'header',
    { class: `hero ${status}` },
    h(
      'p',
      { class: 'eyebrow' },
      badge(status, BADGES[status]),
      ' Support report of ',
      apart(host),
      ', made ',
      h('time', { dateTime: createdAt, id: 'made' }, momentWords(createdAt)),
      h('span', { id: 'age' }),
    ),
    h('h1', ...headline),
    ...(cause === null
      ? [h('p', { class: 'lead' }, summarySentence(report))]
      : isHealthy
        ? [h('p', { class: 'lead' }, summarySentence(report)), worthKnowing(verdict, anchors)]
        : [
            h('p', { class: 'lead' }, proseNodes(cause.finding.why)),
            causeTerms(sealed, cause, verdict.leadsTo, anchors, now),
            ...also(verdict, anchors),
          ]),
    tally(sealed),
  )
}

const causeTerms = (
  sealed: SealedReport,
  { finding }: Group,
  following: readonly FoundBy[],
  anchors: Anchors,
  now: number,
): HtmlElement => {
  const places = placesOf(finding, sealed.report.run.home)
  const since = sinceOf(finding, sealed, now)
  const changed = lastChangedOf(finding, sealed)
  const terms: readonly (readonly [string, Content])[] = [
    ...(places.length === 0
      ? []
      : [['Where', listed(places.slice(0, 3).map((place) => h('code', place)))] as const]),
    ...(since === null ? [] : [['Since', [whenWords(since, now)]] as const]),
    ...(changed === null ? [] : [['File changed', [whenWords(changed, now)]] as const]),
    ...(following.length === 0
      ? []
      : [
          [
            'Leads to',
            listed(
              following.slice(0, 4).map((each) => link(each, anchors)),
              following.length - 4,
            ),
          ] as const,
        ]),
    ...(finding.next === null
      ? []
      : [['Next step', [h('div', { class: 'next' }, proseNodes(finding.next))]] as const]),
  ]
  return h('dl', ...terms.flatMap(([label, content]) => [h('dt', label), h('dd', ...content)]))
}

const whenWords = (at: number, now: number): string =>
  `${momentWords(new Date(at).toISOString())}, ${distanceWords(at, now)}`

const also = ({ others }: Verdict, anchors: Anchors): readonly HtmlElement[] =>
  others.length === 0
    ? []
    : [
        h('h2', { class: 'minor' }, `${counted(others.length, 'more cause')} as bad as this`),
        h('ul', { class: 'inline' }, ...others.slice(0, 6).map((each) => h('li', link(each, anchors)))),
        ...(others.length > 6 ? [h('p', { class: 'small' }, `and ${others.length - 6} more below`)] : []),
      ]

const worthKnowing = ({ groups }: Verdict, anchors: Anchors): HtmlElement =>
  h(
    'div',
    h('h2', { class: 'minor' }, 'Worth knowing'),
    h('ul', { class: 'inline' }, ...groups.slice(0, 8).map((each) => note(each, anchors))),
  )

const note = (group: Group, anchors: Anchors): HtmlElement => {
  const { next } = group.finding
  return h(
    'li',
    link(group, anchors),
    ...(next === null ? [] : [h('span', { class: 'small' }, 'Next: ', ...proseNodes(next))]),
  )
}

const link = (found: Pick<Group, 'check' | 'finding'>, anchors: Anchors): HtmlElement => {
  const anchor = anchors.finding(found)
  const what = proseNodes(found.finding.what)
  return anchor === undefined ? h('span', ...what) : h('a', { href: `#${anchor}` }, ...what)
}

const listed = (items: readonly HtmlElement[], more = 0): Content => [
  h(
    'ul',
    { class: 'inline' },
    ...items.map((item) => h('li', item)),
    ...(more > 0 ? [h('li', `and ${more} more`)] : []),
  ),
]

const tally = ({ report }: SealedReport): HtmlElement => {
  const counts = countFindings(report.checks.flatMap(({ findings }) => findings))
  const { pass, skip, error, timeout } = report.summary.checks
  const tile = (tone: string, count: number, label: string): HtmlElement =>
    h('li', { class: count === 0 ? 'mute' : tone }, h('b', String(count)), ' ', h('span', label))
  return h(
    'ul',
    { class: 'tally' },
    tile('error', counts.error, counts.error === 1 ? 'error' : 'errors'),
    tile('warning', counts.warning, counts.warning === 1 ? 'warning' : 'warnings'),
    tile('info', counts.info, counts.info === 1 ? 'note' : 'notes'),
    ...(error + timeout === 0 ? [] : [tile('error', error + timeout, 'not judged')]),
    tile('good', pass, 'passed'),
    tile('mute', skip, 'skipped'),
    ...(counts.suppressed === 0 ? [] : [tile('mute', counts.suppressed, 'suppressed')]),
  )
}
