import { createHash } from 'node:crypto'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { STYLE } from '../formats/html-style.js'
import { apart, type HtmlElement } from '../formats/html-words.js'
import { printableDocument } from '../formats/printable-report.js'
import type { ReportSummary } from './summary-schema.js'
import { type SummaryTable, summaryTables, summaryWords } from './summary-tables.js'

/** One page that needs nothing else: no script, and nothing is fetched. */
export const summaryHtml = (summary: ReportSummary): string => {
  const shown = printableDocument(summary)
  const title = 'Summary of support reports'
  return `${toHtml({
    type: 'root',
    children: [
      { type: 'doctype' },
      h(
        'html',
        { lang: 'en' },
        h(
          'head',
          h('meta', { charSet: 'utf-8' }),
          h('meta', { httpEquiv: 'Content-Security-Policy', content: POLICY }),
          h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
          h('meta', { name: 'color-scheme', content: 'light dark' }),
          h('meta', { name: 'referrer', content: 'no-referrer' }),
          h('title', title),
          h('style', STYLE),
        ),
        h(
          'body',
          h(
            'main',
            h('header', { class: 'hero' }, h('h1', title), h('p', { class: 'lead' }, summaryWords(shown))),
            ...summaryTables(shown).map(tableSection),
          ),
        ),
      ),
    ],
  })}\n`
}

/** Only this very style sheet is allowed to act. */
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; base-uri 'none'; form-action 'none'`

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
