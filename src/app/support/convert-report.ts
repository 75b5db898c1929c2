import { resolve } from 'node:path'
import { createWriter } from '../../ports/write-fs.js'
import type { Format } from '../../report/formats/format.js'
import { renderReport } from '../../report/formats/render.js'
import type { SealedReport } from '../../report/sealed/schema.js'
import type { TextOptions } from '../../report/text-options.js'
import { redactDocument } from '../output.js'
import { expectWritable } from '../report-files.js'
import type { LoadedReport } from './load-report.js'

/** A support report in another format; as HTML its whole page, otherwise what the doctor found in it. */
export const convertReport = async (
  { sealed, redactions }: LoadedReport,
  format: Format,
  options: TextOptions,
): Promise<string> => {
  if (format !== 'html') return redactDocument(format, await renderReport(sealed.report, format, options))
  const [{ renderPage }, { pageAssets }] = await Promise.all([
    import('../../report/page/render-page.js'),
    import('./page-assets.js'),
  ])
  const shown: SealedReport = JSON.parse(redactDocument('json', JSON.stringify(sealed)))
  return renderPage(shown, await pageAssets(), redactions === null ? {} : { redactions })
}

/** Settles that a file can be written, and returns what writes it. Throws a {@link Refusal} where it cannot be. */
export const convertedFile = async (
  name: string,
  format: Format,
): Promise<(text: string) => Promise<void>> => {
  const path = resolve(name)
  await expectWritable([{ format, name, path }])
  return async (text) => void (await createWriter().replace(path, [text]))
}
