import { printable } from './printable.js'

/**
 * The same document with only what every text can hold: a file's name can have an escape sequence in it. Names of members
 * stay as they are.
 */
export const printableDocument = <T>(document: T): T =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? printable(value) : value,
  )
