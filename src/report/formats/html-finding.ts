import { h } from 'hastscript'
import { counted } from '../counts.js'
import type { FoundBy, Group } from '../groups.js'
import type { Report, ReportFinding } from '../schema.js'
import { isOfDomain, subjectWords } from '../subject-words.js'
import { isSuppressed, suppressionWords } from '../suppression.js'
import { docsUri } from './docs-uri.js'
import { apart, badge, type HtmlElement, proseNodes } from './html-words.js'
import { placesOf } from './places.js'

const WORDS = { error: 'Error', warning: 'Warning', info: 'Note' } as const

/** What a page tells of a finding besides: an id to link to, and terms with what they stand for. */
export interface Besides {
  idOf(found: FoundBy): string | undefined
  rows(found: FoundBy): readonly (readonly [label: string, content: readonly (HtmlElement | string)[]])[]
}

const NOTHING: Besides = { idOf: () => undefined, rows: () => [] }

/** A cause with its own words, and what follows from it folded below. */
export const groupCard = (group: Group, report: Report, besides = NOTHING): HtmlElement => {
  const { following, severity } = group
  return h(
    'article',
    { class: `card ${severity}`, ...anchor(group, besides) },
    badge(severity, WORDS[severity]),
    h('h3', proseNodes(group.finding.what)),
    facts(group, report, besides),
    ...(following.length === 0
      ? []
      : [
          h(
            'details',
            h(
              'summary',
              `${counted(following.length, 'more finding follows', 'more findings follow')} from this`,
            ),
            h('ul', { class: 'follows' }, ...following.map((each) => consequence(each, report, besides))),
          ),
        ]),
  )
}

/** A finding that was set aside. */
export const suppressedCard = (found: FoundBy, report: Report, besides = NOTHING): HtmlElement =>
  h(
    'article',
    { class: 'card mute', ...anchor(found, besides) },
    badge('mute', WORDS[found.finding.severity]),
    h('h3', proseNodes(found.finding.what)),
    facts(found, report, besides),
  )

const anchor = (found: FoundBy, { idOf }: Besides): { readonly id?: string; readonly tabIndex?: number } => {
  const id = idOf(found)
  return id === undefined ? {} : { id, tabIndex: -1 }
}

const consequence = (found: FoundBy, report: Report, besides: Besides): HtmlElement =>
  h(
    'li',
    { class: found.finding.severity, ...anchor(found, besides) },
    h(
      'p',
      badge(found.finding.severity, WORDS[found.finding.severity]),
      ' ',
      h('strong', proseNodes(found.finding.what)),
    ),
    facts(found, report, besides),
  )

const facts = (found: FoundBy, report: Report, besides: Besides): HtmlElement => {
  const { check, finding } = found
  const places = placesOf(finding, report.run.home)
  return h(
    'dl',
    ...(isSuppressed(finding) ? row('Suppressed', [apart(`by ${suppressionWords(finding)}`)]) : []),
    ...(finding.returned === undefined ? [] : row('Note', [apart(finding.returned.note)])),
    ...row('Why', proseNodes(finding.why)),
    ...(finding.next === null
      ? []
      : [h('dt', 'Next'), h('dd', h('div', { class: 'next' }, proseNodes(finding.next)))]),
    ...(places.length === 0
      ? []
      : row(
          'Where',
          places.flatMap((place, index) => (index === 0 ? [h('code', place)] : [', ', h('code', place)])),
        )),
    ...besides.rows(found).flatMap(([label, content]) => row(label, content)),
    ...row('Check', [checkName(check, finding)]),
  )
}

const row = (label: string, content: readonly (HtmlElement | string)[]): readonly HtmlElement[] => [
  h('dt', label),
  h('dd', ...content),
]

const checkName = (check: FoundBy['check'], finding: ReportFinding): HtmlElement => {
  const uri = docsUri(check)
  const id = h('code', `${check.id}!${finding.messageId}`)
  const about = isOfDomain(finding.subject, check.id) ? [] : [' ', apart(subjectWords(finding.subject))]
  return h('span', uri === null ? id : h('a', { href: uri, rel: 'noreferrer' }, id), ...about)
}
