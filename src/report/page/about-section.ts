import { h } from 'hastscript'
import { counted } from '../counts.js'
import { aboutList } from '../formats/html-tables.js'
import { apart, type HtmlElement } from '../formats/html-words.js'
import type { Redactions } from '../sealed/redactions-schema.js'
import type { SealedReport } from '../sealed/schema.js'

/** What was taken out before anybody saw this page, by rule. Nothing of what was removed is known here. */
export const removedSection = ({ removals }: Redactions): readonly HtmlElement[] => {
  const rules = [...new Set(removals.map(({ rule }) => rule))].sort()
  const rows = rules.map((rule) => {
    const same = removals.filter((removal) => removal.rule === rule)
    const sum = (of: (removal: Redactions['removals'][number]) => number): number =>
      same.reduce((total, removal) => total + of(removal), 0)
    const names = new Set(same.map(({ name }) => name)).size
    return h(
      'tr',
      h('th', { scope: 'row' }, h('code', rule)),
      h('td', { class: 'number' }, String(names)),
      h('td', { class: 'number' }, String(sum(({ count }) => count))),
      h('td', { class: 'number' }, String(sum(({ bytes }) => bytes))),
    )
  })
  if (rows.length === 0) return [h('p', { class: 'empty' }, 'Nothing had to be removed.')]
  return [
    h(
      'p',
      'A name stands in the place of each thing that was removed. The same thing has the same name throughout the case.',
    ),
    h(
      'div',
      { class: 'sheet' },
      h(
        'table',
        h(
          'thead',
          h(
            'tr',
            h('th', { scope: 'col' }, 'Rule'),
            ...['Values', 'Places', 'Bytes'].map((label) =>
              h('th', { scope: 'col', class: 'number' }, label),
            ),
          ),
        ),
        h('tbody', ...rows),
      ),
    ),
  ]
}

/** Files that were put beside the report. */
export const includedSection = ({ included }: SealedReport): HtmlElement =>
  h(
    'ul',
    { class: 'plain sheet' },
    ...included.map(({ name, path, bytes, cut }) =>
      h(
        'li',
        h('code', name),
        ' from ',
        h('code', path),
        `, ${counted(bytes, 'byte')}${cut ? '; only its end is in the archive' : ''}`,
      ),
    ),
  )

/** What the report is about, and all that took part in making it. */
export const aboutSection = (sealed: SealedReport): readonly HtmlElement[] => [
  h(
    'div',
    { class: 'sheet padded' },
    h(
      'dl',
      { class: 'about' },
      h('dt', 'Case'),
      h('dd', apart(sealed.case.id)),
      h('dt', 'Host'),
      h('dd', apart(sealed.host)),
    ),
    aboutList(sealed.report),
    h(
      'dl',
      { class: 'about' },
      h('dt', 'Plugins'),
      h(
        'dd',
        apart(
          sealed.plugins.map(({ id, version }) => (version === null ? id : `${id} ${version}`)).join(', '),
        ),
      ),
    ),
  ),
]
