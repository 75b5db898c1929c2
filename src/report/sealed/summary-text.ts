import { printableLine } from '../formats/printable.js'
import { paint, type Style } from '../style.js'
import { wrap } from '../wrap.js'
import type { ReportSummary } from './summary-schema.js'
import { type SummaryTable, summaryTables, summaryWords } from './summary-tables.js'

/** For a person: the counts stand first, so that what they count may be as long as the terminal is wide. */
export const summaryText = (summary: ReportSummary, style: Style): string => {
  const tables = summaryTables(summary).map((table) => tableText(table, style))
  return `${[wrap(summaryWords(summary), style.width, ''), ...tables].join('\n\n')}\n`
}

const tableText = ({ title, columns, rows, note }: SummaryTable, style: Style): string => {
  const told = columns.map((_, index) => index).filter((index) => index > 0 && isCounted(rows, index))
  const words = columns.map((_, index) => index).filter((index) => !told.includes(index))
  const widths = told.map((index) =>
    rows.reduce((width, row) => Math.max(width, String(row[index]).length), columns[index]?.length ?? 0),
  )
  const before = widths.reduce((sum, width) => sum + width + 2, 2)
  const counts = (row: readonly (string | number)[]): string =>
    told.map((index, at) => String(row[index]).padStart(widths[at] ?? 0)).join('  ')
  const head = `  ${[counts(columns), columns[0] ?? ''].filter((part) => part !== '').join('  ')}`
  return [
    paint(style, 'bold', title),
    ...(told.length === 0 ? [] : [paint(style, 'dim', head)]),
    ...rows.map((row) => {
      const indent = told.length === 0 ? '' : '  '
      const line = words
        .map((index) => wordsIn(columns[index] ?? '', row[index] ?? '', index))
        .filter((part) => part !== '')
        .join(', ')
      return `  ${counts(row)}${indent}${wrap(printableLine(line), style.width, ' '.repeat(before), before)}`
    }),
    ...(note === '' ? [] : [`  ${note}`]),
  ].join('\n')
}

const isCounted = (rows: SummaryTable['rows'], index: number): boolean =>
  rows.every((row) => typeof row[index] === 'number')

const wordsIn = (column: string, value: string | number, index: number): string =>
  value === '' ? '' : index === 0 || !['has', 'lacks'].includes(column) ? String(value) : `${column} ${value}`
