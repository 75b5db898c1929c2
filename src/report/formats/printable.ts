import { toUSVString } from 'node:util'

const PLAIN = /^[\t\n -~]*$/

/** A text that every format can hold: well-formed Unicode, with lines ended by a line feed. */
export const printable = (text: string): string =>
  PLAIN.test(text) ? text : withoutUnprintable(toUSVString(text).replaceAll(/\r\n?/g, '\n'))

/**
 * Takes away what no document of text can hold or nobody can see: control characters but tab and line feed, separators of
 * lines, marks that hide or turn around what stands beside them, and the code points that are no characters. The marks
 * around numbers in Arabic and Syriac can be seen, and stay. The expression stands here because Node takes 0.5 ms to read
 * it, which a run that shows nothing but ASCII does without.
 */
const withoutUnprintable = (text: string): string =>
  text.replaceAll(
    /[^\P{Cc}\t\n]|[\p{Zl}\p{Zp}]|[^\P{Cf}\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]|\p{Noncharacter_Code_Point}/gu,
    '',
  )

/** A text of somebody else's as it may stand in one line of ours: what follows a line feed could pass for our words. */
export const printableLine = (text: string): string => printable(text).replaceAll(/\n+/g, ' ')

/** A text in one line, with nothing around it. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim()
