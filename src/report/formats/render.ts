import type { Report } from '../schema.js'
import type { TextOptions } from '../text-options.js'
import type { Format } from './format.js'

/** Writes the report in a format; what a format needs is loaded only for it. The same report gives the same text. */
export const renderReport = async (report: Report, format: Format, options: TextOptions): Promise<string> => {
  switch (format) {
    case 'text':
      return (await import('../text.js')).renderText(report, options)
    case 'json':
      return `${JSON.stringify(report, null, 2)}\n`
    case 'markdown':
      return (await import('./markdown.js')).renderMarkdown(report)
    case 'html':
      return (await import('./html.js')).renderHtml(report)
    case 'sarif':
      return (await import('./sarif.js')).renderSarif(report)
    case 'junit':
      return (await import('./junit.js')).renderJunit(report)
    case 'openmetrics':
      return (await import('./openmetrics.js')).renderOpenmetrics(report)
    case 'nagios':
      return (await import('./nagios.js')).renderNagios(report)
  }
}
