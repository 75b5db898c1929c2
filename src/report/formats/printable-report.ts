import type { Report } from '../schema.js'
import { printable } from './printable.js'

/** The same report with only what every document of text can hold: a file's name can have an escape sequence in it. */
export const printableReport = (report: Report): Report =>
  JSON.parse(JSON.stringify(report), (_, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  )
