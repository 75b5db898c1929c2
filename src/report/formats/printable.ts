import { toUSVString } from 'node:util'

/**
 * What no document of text can hold or nobody can see: control characters but tab and line feed, the marks that turn
 * the order of the text after them, and the two code points that are no characters.
 */
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/g

/** A text that every format can hold: well-formed Unicode, with lines ended by a line feed. */
export const printable = (text: string): string =>
  toUSVString(text).replaceAll(/\r\n?/g, '\n').replaceAll(UNPRINTABLE, '')

/** The same in one line, with nothing around it. */
export const oneLine = (text: string): string => printable(text).replaceAll(/\s+/g, ' ').trim()
