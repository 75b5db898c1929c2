import { createHash } from 'node:crypto'
import { toHtml } from 'hast-util-to-html'
import { h } from 'hastscript'
import { STYLE } from '../formats/html-style.js'
import type { HtmlElement } from '../formats/html-words.js'
import { printableDocument } from '../formats/printable-report.js'
import { STATUS_WORDS } from '../formats/status-words.js'
import type { Redactions } from '../sealed/redactions-schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { dataBlock } from './data-block.js'
import { bodyOf } from './page-body.js'

/** What the page is besides its data: `dist/viewer/page.js` and `page.css`. */
export interface PageAssets {
  readonly script: string
  readonly style: string
}

export interface PageOptions {
  /** The ledger of what was removed; without it the page says nothing of that. */
  readonly redactions?: Redactions
  /** The moment around which lives are drawn, in Unix milliseconds; that of the report where it is left out. */
  readonly nowMs?: number
}

/**
 * A support report as one page that needs nothing else: it fetches nothing, and only its own style and script act. All
 * that matters can be read without the script. The same report gives the same bytes. Throws a `TypeError` where the
 * script could end the element that it stands in.
 */
export const renderPage = (sealed: SealedReport, assets: PageAssets, options: PageOptions = {}): string => {
  const style = `${STYLE}${assets.style}`
  const script = safeScript(assets.script)
  const shown = printableDocument(sealed)
  const redactions = options.redactions === undefined ? null : printableDocument(options.redactions)
  const now = options.nowMs ?? Date.parse(sealed.createdAt)
  return `${toHtml({
    type: 'root',
    children: [
      { type: 'doctype' },
      h(
        'html',
        { lang: 'en' },
        h('head', ...meta(policyOf(style, script)), h('title', titleOf(shown)), h('style', style)),
        h('body', ...bodyOf(shown, redactions, now), dataBlock('report-data', sealed), h('script', script)),
      ),
    ],
  })}\n`
}

const meta = (policy: string): readonly HtmlElement[] => [
  h('meta', { charSet: 'utf-8' }),
  h('meta', { httpEquiv: 'Content-Security-Policy', content: policy }),
  h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
  h('meta', { name: 'color-scheme', content: 'light dark' }),
  h('meta', { name: 'referrer', content: 'no-referrer' }),
  h('meta', { name: 'robots', content: 'noindex' }),
]

/** Only this very style sheet and this very script act; the script cannot make markup of any text. */
const policyOf = (style: string, script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(script)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64')

const safeScript = (script: string): string => {
  if (/<\/script|<!--/i.test(script)) throw new TypeError("the page's script would end its own element")
  return script
}

const titleOf = ({ report, host }: SealedReport): string =>
  `Support report of ${host}: ${STATUS_WORDS[report.summary.status]}`
