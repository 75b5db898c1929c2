import { h } from 'hastscript'
import type { HtmlElement } from '../formats/html-words.js'

/** Where another report is compared with this one; empty until the page's script fills it. */
export const compareSection = (): readonly HtmlElement[] => [
  h(
    'div',
    { class: 'drop', id: 'drop', hidden: true },
    h(
      'p',
      h('label', { for: 'other' }, 'Choose another report'),
      ", or drop one anywhere on this page: a report's .tar.gz, report.json or report.html. It stays on this machine.",
    ),
    h('input', { type: 'file', id: 'other', accept: '.gz,.tgz,.json,.html' }),
    h('p', { class: 'small', id: 'compare-said', role: 'status' }),
  ),
  h('div', { id: 'comparison', tabIndex: -1 }),
  h(
    'p',
    { class: 'empty', id: 'compare-off' },
    'To compare reports here, the page needs JavaScript. ',
    h('code', 'clawdbot-doctor report diff A B'),
    ' does the same.',
  ),
]
