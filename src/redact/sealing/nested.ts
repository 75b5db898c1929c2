import type { Span } from '../span.js'

/** What a wrap puts between two lines, itself escaped or not. */
const WRAP = '[ \\t│|]{0,8}(?:\\r?\\n|(?:\\\\r)?\\\\n)[ \\t│|]{0,16}'
const WRAPS = new RegExp(WRAP, 'g')
/** What stands between the bytes of a list, as JSON, a certificate's print or a debugger has it; also escaped. */
const BETWEEN = '(?:[\\s,:│|-]|\\\\[nr]){1,40}'
const DECIMAL_LIST = new RegExp(`(?<![\\w.])\\d{1,3}(?:${BETWEEN}\\d{1,3}){5,}(?![\\w.])`, 'g')
const HEX_LIST = new RegExp(
  `(?<![\\w.])(?:0x)?[\\da-f]{2}(?:${BETWEEN}(?:0x[\\da-f]{1,2}|[\\da-f]{2})){5,}(?![\\w.])`,
  'gi',
)
const DEEPEST = 3
/** The shortest secret that is looked for. */
const SHORTEST = 6
const CONTROL = /[\p{Cc}\p{Cn}\p{Co}\ufffd]/u

interface Encoding {
  readonly pattern: RegExp
  readonly bytesOf: (match: string) => Buffer
}

const listed = (pattern: RegExp, radix: number): Encoding => {
  const numbers = radix === 16 ? /(?:0x)?[\da-f]{1,2}/gi : /\d+/g
  return {
    pattern,
    bytesOf: (match) => Buffer.from((match.match(numbers) ?? []).map((each) => Number.parseInt(each, radix))),
  }
}

/** Lines of one encoded text, each of at least so many digits but for the last. */
const encodings = (digits: number): readonly Encoding[] => [
  {
    pattern: new RegExp(`(?<![\\da-f])[\\da-f]{${digits},}(?:${WRAP}[\\da-f]{2,})*(?![\\da-f])`, 'gi'),
    bytesOf: (match) => Buffer.from(match.replace(WRAPS, ''), 'hex'),
  },
  {
    pattern: new RegExp(`[A-Za-z0-9+/_-]{${digits},}(?:${WRAP}[A-Za-z0-9+/_-]{2,})*={0,2}`, 'g'),
    bytesOf: (match) => Buffer.from(match.replace(WRAPS, ''), 'base64'),
  },
  listed(DECIMAL_LIST, 10),
  listed(HEX_LIST, 16),
]
/** Nearly every word would be one if fewer digits were enough. */
const OUTERMOST = encodings(16)
const INNER = encodings(12)

/** The text that such bytes begin with, in either way that computers keep it; what follows may be another line's. */
const textOf = (bytes: Buffer): string => {
  const isLittle = bytes.length > 1 && bytes[1] === 0
  const isBig = bytes.length > 1 && bytes[0] === 0
  const text = isLittle ? bytes.toString('utf16le') : isBig ? bytes.toString('utf16le', 1) : bytes.toString()
  const end = text.replace(/[\r\n\t]/g, ' ').search(CONTROL)
  return end < 0 ? text : text.slice(0, end)
}

/**
 * Finds runs of base64 or hex, and lists of bytes, that are a text in which `find` finds something, itself encoded or
 * not: all of such a run is replaced by what would stand in place of the first thing found.
 */
export const findNested = (text: string, find: (text: string) => readonly Span[], depth = 1): Span[] =>
  (depth === 1 ? OUTERMOST : INNER).flatMap(({ pattern, bytesOf }) =>
    [...text.matchAll(pattern)].flatMap((match): Span[] => {
      const inner = textOf(bytesOf(match[0]))
      if (inner.length < SHORTEST) return []
      const [first] = [...find(inner), ...(depth < DEEPEST ? findNested(inner, find, depth + 1) : [])]
      if (first === undefined) return []
      const start = match.index
      return [{ ...first, start, end: start + match[0].length, whole: false }]
    }),
  )
