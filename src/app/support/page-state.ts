import { readJson } from '../../archive/index.js'
import { renderPage } from '../../report/page/render-page.js'
import type { Redactions } from '../../report/sealed/redactions-schema.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import type { VerifyDocument } from '../../report/verify-schema.js'
import { version } from '../package-root.js'
import { LEDGER, PAGE, REPORT } from './assemble.js'
import type { LoadedReport } from './load-report.js'
import { pageAssets } from './page-assets.js'

/** Whether the page of a report is the one that is made of it. Throws a {@link Refusal} where nothing can be made. */
export const pageState = async ({ sealed, entries }: LoadedReport): Promise<VerifyDocument['page']> => {
  const [page, report, ledger] = [PAGE, REPORT, LEDGER].map((name) => entries.get(name))
  if (page === undefined || report === undefined || ledger === undefined) return null
  if (sealed.report.tool.version !== version) return 'not compared'
  // As they were written: what a schema gives has its fields in another order, and so has the page made of that.
  const redactions = readJson(ledger, LEDGER) as Redactions
  const made = renderPage(readJson(report, REPORT) as SealedReport, await pageAssets(), { redactions })
  return Buffer.from(made).equals(page) ? 'same' : 'other'
}
