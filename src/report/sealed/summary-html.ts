import { h } from 'hastscript'
import { htmlPage } from '../formats/html-page.js'
import { STYLE } from '../formats/html-style.js'
import { apart, type HtmlElement } from '../formats/html-words.js'
import { printableDocument } from '../formats/printable-report.js'
import type { ReportSummary } from './summary-schema.js'
import { type SummaryTable, summaryTables, summaryWords } from './summary-tables.js'

/** One page that needs nothing else: no script, and nothing is fetched. */
export const summaryHtml = (summary: ReportSummary): string => {
  const shown = printableDocument(summary)
  const title = 'Summary of support reports'
  const head = h('header', { class: 'hero' }, h('h1', title), h('p', { class: 'lead' }, summaryWords(shown)))
  return htmlPage({
    title,
    style: STYLE,
    body: [h('main', head, ...summaryTables(shown).map(tableSection))],
  })
}

const tableSection = ({ title, columns, rows, note }: SummaryTable): HtmlElement =>
  h(
    'section',
    h('h2', title),
    h(
      'div',
      { class: 'sheet' },
      h(
        'table',
        h('thead', h('tr', ...columns.map((column) => h('th', { scope: 'col' }, column)))),
        h('tbody', ...rows.map(rowOf)),
      ),
    ),
    ...(note === '' ? [] : [h('p', { class: 'small' }, note)]),
  )

const rowOf = ([name = '', ...others]: SummaryTable['rows'][number]): HtmlElement =>
  h(
    'tr',
    h('th', { scope: 'row' }, h('code', apart(String(name)))),
    ...others.map((value) =>
      typeof value === 'number' ? h('td', { class: 'number' }, String(value)) : h('td', apart(value)),
    ),
  )
