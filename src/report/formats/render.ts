import type { Report } from '../schema.js'
import type { TextOptions } from '../text-options.js'
import { type Format, isJsonFormat } from './format.js'
import { printableDocument } from './printable-report.js'

/** Writes the report in a format; what a format needs is loaded only for it. The same report gives the same text. */
export const renderReport = async (report: Report, format: Format, options: TextOptions): Promise<string> => {
  const plain = isJsonFormat(format) ? report : printableDocument(report)
  switch (format) {
    case 'text':
      return (await import('../text.js')).renderText(plain, options)
    case 'json':
      return `${JSON.stringify(plain, null, 2)}\n`
    case 'markdown':
      return (await import('./markdown.js')).renderMarkdown(plain)
    case 'html':
      return (await import('./html.js')).renderHtml(plain)
    case 'sarif':
      return (await import('./sarif.js')).renderSarif(plain)
    case 'junit':
      return (await import('./junit.js')).renderJunit(plain)
    case 'openmetrics':
      return (await import('./openmetrics.js')).renderOpenmetrics(plain)
    case 'nagios':
      return (await import('./nagios.js')).renderNagios(plain)
  }
}
