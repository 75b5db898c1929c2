import { h } from 'hastscript'
import { htmlPage, sourceOf } from '../formats/html-page.js'
import { STYLE } from '../formats/html-style.js'
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
  return htmlPage({
    title: titleOf(shown),
    style,
    policy: policyOf(script),
    robots: 'noindex',
    body: [...bodyOf(shown, redactions, now), dataBlock('report-data', sealed), h('script', script)],
  })
}

/** Of scripts, only this very one acts, and it cannot make markup of any text. */
const policyOf = (script: string): readonly string[] => [
  `script-src '${sourceOf(script)}'`,
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
]

const safeScript = (script: string): string => {
  if (/<\/script|<!--/i.test(script)) throw new TypeError("the page's script would end its own element")
  return script
}

const titleOf = ({ report, host }: SealedReport): string =>
  `Support report of ${host}: ${STATUS_WORDS[report.summary.status]}`
