import { printable, printableLine } from './printable.js'

/**
 * The same document with only what every text can hold: a file's name can have an escape sequence in it. Names of members
 * stay as they are.
 */
export const printableDocument = <T>(document: T): T => withTexts(document, printable)

/** The same, each text of it in one line: of what a stranger wrote, none is to start a line in a terminal. */
export const printableLines = <T>(document: T): T => withTexts(document, printableLine)

const withTexts = <T>(document: T, change: (text: string) => string): T =>
  JSON.parse(JSON.stringify(document), (_, value: unknown) =>
    typeof value === 'string' ? change(value) : value,
  )
