import type { SealedReport } from '../sealed/schema.js'

/** The report that this page was made of. It was checked when the page was made. */
export const reportOfThisPage = (): SealedReport | null => {
  const text = document.getElementById('report-data')?.textContent
  return text ? (JSON.parse(text) as SealedReport) : null
}
