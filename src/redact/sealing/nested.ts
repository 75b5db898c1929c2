import type { Span } from '../span.js'

/** Lines of one base64 text, each of at least 24 digits but for the last; or hex, two digits for each byte. */
const BASE64 = /[A-Za-z0-9+/_-]{24,}(?:(?:\r?\n|\\n)[ \t]{0,16}[A-Za-z0-9+/_-]{4,})*={0,2}/g
const HEX = /(?<![\da-f])(?:[\da-f]{2}){12,}(?![\da-f])/gi
const DEEPEST = 3
const CONTROL = /[\p{Cc}\p{Cn}\p{Co}\ufffd]/u

const ascii = (run: string): string => run.replace(/\\n|\s/g, '')

const readings = [
  { pattern: HEX, decode: (run: string) => Buffer.from(run, 'hex') },
  { pattern: BASE64, decode: (run: string) => Buffer.from(ascii(run), 'base64') },
]

/** A text as people write it, in either way that computers keep it; undefined where it is something else. */
const textOf = (bytes: Buffer): string | undefined => {
  const wide = bytes.length > 1 && bytes[1] === 0 ? bytes.toString('utf16le') : bytes.toString()
  return CONTROL.test(wide.replace(/[\r\n\t]/g, '')) ? undefined : wide
}

/**
 * Finds runs of base64 or hex that are a text in which `find` finds something, itself encoded or not: all of such a run
 * is replaced by what would stand in place of the first thing found.
 */
export const findNested = (text: string, find: (text: string) => readonly Span[], depth = 1): Span[] =>
  readings.flatMap(({ pattern, decode }) =>
    [...text.matchAll(pattern)].flatMap((match): Span[] => {
      const inner = textOf(decode(match[0]))
      if (inner === undefined) return []
      const [first] = [...find(inner), ...(depth < DEEPEST ? findNested(inner, find, depth + 1) : [])]
      if (first === undefined) return []
      const start = match.index
      return [{ ...first, start, end: start + match[0].length, whole: false }]
    }),
  )
