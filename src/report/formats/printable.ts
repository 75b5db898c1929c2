import { toUSVString } from 'node:util'

/**
 * What no document of text can hold or nobody can see: control characters but tab and line feed, the marks that turn
 * the order of the text after them, and the code points that are no characters.
 */
const UNPRINTABLE =
  /[^\P{Cc}\t\n]|[\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]|\p{Noncharacter_Code_Point}/gu

/** A text that every format can hold: well-formed Unicode, with lines ended by a line feed. */
export const printable = (text: string): string =>
  toUSVString(text).replaceAll(/\r\n?/g, '\n').replaceAll(UNPRINTABLE, '')

/** A text in one line, with nothing around it. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
