import { printable } from '../formats/printable.js'
import type { ReportSummary } from './summary-schema.js'
import { summaryTables } from './summary-tables.js'

const COLUMNS = ['kind', 'name', 'reports', 'machines', 'findings', 'healthy', 'attention', 'broken'] as const
const WORDS = ['not judged', 'severity', 'case', 'has', 'lacks', 'reason'] as const
const ALL = [...COLUMNS, ...WORDS] as const

/**
 * One table for a spreadsheet, in which `kind` says what a line counts; as in RFC 4180, with lines ended by CRLF. No cell
 * is taken for a formula, whatever a report calls its machine.
 */
export const summaryCsv = (summary: ReportSummary): string => {
  const lines = summaryTables(summary).flatMap(({ kind, columns, rows }) =>
    rows.map((row) => {
      const cells = new Map<string, string | number>(
        row.map((value, index) => [index === 0 ? 'name' : (columns[index] ?? ''), value]),
      )
      return [kind, ...ALL.slice(1).map((column) => cells.get(column) ?? '')]
    }),
  )
  return [ALL, ...lines].map((line) => `${line.map(cell).join(',')}\r\n`).join('')
}

/** What spreadsheets take for the beginning of a formula. */
const FORMULA = /^[\s\p{Cf}]*[=+\-@|%\uFF0B\uFF0D\uFF1D\uFF20]|^[\t\r\n]/u

const cell = (value: string | number): string => {
  if (typeof value === 'number') return String(value)
  const text = printable(value)
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n;\t']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
