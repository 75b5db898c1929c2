import type { Span } from '../span.js'

/** What a wrap puts between two lines, itself escaped or not. */
const WRAP = '[ \\t│|]{0,8}(?:\\r?\\n|(?:\\\\r)?\\\\n)[ \\t│|]{0,16}'
/** Lines of one encoded text, each of at least 24 digits but for the last. */
const BASE64 = new RegExp(`[A-Za-z0-9+/_-]{24,}(?:${WRAP}[A-Za-z0-9+/_-]{2,})*={0,2}`, 'g')
const HEX = new RegExp(`(?<![\\da-f])[\\da-f]{24,}(?:${WRAP}[\\da-f]{2,})*(?![\\da-f])`, 'gi')
const WRAPS = new RegExp(WRAP, 'g')
const DEEPEST = 3
const SHORTEST = 8
const CONTROL = /[\p{Cc}\p{Cn}\p{Co}\ufffd]/u

const readings = [
  { pattern: HEX, encoding: 'hex' },
  { pattern: BASE64, encoding: 'base64' },
] as const

/** The text that such bytes begin with, in either way that computers keep it; what follows may be another line's. */
const textOf = (bytes: Buffer): string => {
  const isLittle = bytes.length > 1 && bytes[1] === 0
  const isBig = bytes.length > 1 && bytes[0] === 0
  const text = isLittle ? bytes.toString('utf16le') : isBig ? bytes.toString('utf16le', 1) : bytes.toString()
  const end = text.replace(/[\r\n\t]/g, ' ').search(CONTROL)
  return end < 0 ? text : text.slice(0, end)
}

/**
 * Finds runs of base64 or hex that are a text in which `find` finds something, itself encoded or not: all of such a run
 * is replaced by what would stand in place of the first thing found.
 */
export const findNested = (text: string, find: (text: string) => readonly Span[], depth = 1): Span[] =>
  readings.flatMap(({ pattern, encoding }) =>
    [...text.matchAll(pattern)].flatMap((match): Span[] => {
      const inner = textOf(Buffer.from(match[0].replace(WRAPS, ''), encoding))
      if (inner.length < SHORTEST) return []
      const [first] = [...find(inner), ...(depth < DEEPEST ? findNested(inner, find, depth + 1) : [])]
      if (first === undefined) return []
      const start = match.index
      return [{ ...first, start, end: start + match[0].length, whole: false }]
    }),
  )
