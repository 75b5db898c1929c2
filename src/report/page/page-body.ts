import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'
import { foundBy } from '../groups.js'
import type { Redactions } from '../sealed/redactions-schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { isSuppressed } from '../suppression.js'
import { anchorsOf } from './anchors.js'
import { type Section, sectionsOf } from './page-sections.js'
import { verdictOf } from './verdict.js'
import { verdictSection } from './verdict-section.js'

/** All that is seen: a way to the report, its verdict, the list of its sections, and these. `now` is in Unix milliseconds. */
export const bodyOf = (
  sealed: SealedReport,
  redactions: Redactions | null,
  now: number,
): readonly HtmlElement[] => {
  const verdict = verdictOf(sealed.report)
  const suppressed = foundBy(sealed.report).filter(({ finding }) => isSuppressed(finding))
  const told = [...verdict.groups.flatMap((group) => [group, ...group.following]), ...suppressed]
  const anchors = anchorsOf(sealed, told)
  const sections = sectionsOf({ sealed, redactions, verdict, suppressed, anchors, now })
  return [
    h('a', { class: 'skip', href: '#findings' }, 'Skip to the findings'),
    h(
      'main',
      { id: 'report', tabIndex: -1 },
      verdictSection(sealed, verdict, anchors, now),
      contents(sections),
      ...sections.map(block),
    ),
  ]
}

const block = ({ id, title, content }: Section): HtmlElement =>
  h('section', { id, ariaLabelledBy: `${id}-title` }, h('h2', { id: `${id}-title` }, title), ...content)

const contents = (sections: readonly Section[]): HtmlElement =>
  h('nav', { class: 'contents', ariaLabel: 'Sections' }, h('ul', ...sections.map(contentsLine)))

const contentsLine = ({ id, title, label = title, count }: Section): HtmlElement =>
  h(
    'li',
    h(
      'a',
      { href: `#${id}` },
      label,
      ...(count === undefined ? [] : [' ', h('span', { class: 'count' }, String(count))]),
    ),
  )
