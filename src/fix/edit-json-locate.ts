import { parse } from '@humanwhocodes/momoa'
import JSON5 from 'json5'

export type Dialect = 'json' | 'json5'

/** Where and why a text does not parse. Both count from 1, columns in UTF-16 units. */
export interface ParseErrorPlace {
  readonly line: number
  readonly column: number
  /** Never quotes the text. */
  readonly reason: string
}

/** A text that is not valid in its dialect. */
export class ParseError extends Error implements ParseErrorPlace {
  override readonly name = 'ParseError'
  readonly line: number
  readonly column: number
  readonly reason: string

  constructor({ line, column, reason }: ParseErrorPlace) {
    super(`${reason} (line ${line}, column ${column})`)
    this.line = line
    this.column = column
    this.reason = reason
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ',': 'unexpected comma',
  ':': 'unexpected colon',
  '{': 'unexpected opening brace',
  '}': 'unexpected closing brace',
  '[': 'unexpected opening bracket',
  ']': 'unexpected closing bracket',
  '"': 'unexpected string',
  '\n': 'unexpected end of line',
  '\r': 'unexpected end of line',
}

const JSON_REASONS: Readonly<Record<string, string>> = {
  '/': 'unexpected comment',
  "'": 'unexpected single quote',
  '\t': 'unescaped tab in a string',
}

const describe = (text: string, dialect: Dialect, offset: number): ParseErrorPlace => {
  const lines = text.slice(0, offset).split(/\r\n|\n|\r/)
  const found = text.charAt(offset)
  const known = REASONS[found] ?? (dialect === 'json' ? JSON_REASONS[found] : undefined)
  return {
    line: lines.length,
    column: (lines.at(-1)?.length ?? 0) + 1,
    reason: offset >= text.length ? 'the file ends too early' : (known ?? 'unexpected character'),
  }
}

const numberAt = (error: unknown, key: string): number => {
  const value: unknown = error instanceof Error ? Reflect.get(error, key) : undefined
  return typeof value === 'number' ? value : 0
}

/** Momoa lets these through, JSON does not. */
const rawControlInString = (text: string): number => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  for (const match of text.matchAll(/"(?:[^"\\\u0000-\u001f]|\\.)*(["\u0000-\u001f])?/g)) {
    if (match[1] !== undefined && match[1] !== '"') return match.index + match[0].length - 1
  }
  return text.length
}

function offsetInJson(text: string): number {
  try {
    // What is appended belongs nowhere, so that a text that ends too early is told from a misplaced last token.
    parse(`${text}\n\u0001`, { mode: 'json' })
  } catch (error) {
    const offset = error instanceof RangeError ? 0 : numberAt(error, 'offset')
    return Math.min(offset, rawControlInString(text), text.length)
  }
  return text.length
}

/** JSON5 counts a line at each `\n` alone, and gives column 0 for that character itself. */
const offsetInJson5 = (text: string, error: unknown): number => {
  const before = text.split('\n').slice(0, numberAt(error, 'lineNumber') - 1)
  return before.reduce((sum, line) => sum + line.length + 1, 0) + numberAt(error, 'columnNumber') - 1
}

/** The value of a text as the programs that use it read it. Throws what the parser throws. */
export const readData = (text: string, dialect: Dialect): unknown =>
  dialect === 'json' ? JSON.parse(text) : JSON5.parse(text)

/** The place of the first error in a text, or null where it parses. */
export function locateParseError(text: string, dialect: Dialect): ParseErrorPlace | null {
  const marked = text.startsWith('\uFEFF')
  if (dialect === 'json' && marked) {
    return { line: 1, column: 1, reason: 'a byte-order mark before the first character' }
  }
  if (text.trim() === '') return { line: 1, column: 1, reason: 'the file is empty' }
  try {
    readData(text, dialect)
    return null
  } catch (error) {
    return describe(text, dialect, dialect === 'json' ? offsetInJson(text) : offsetInJson5(text, error))
  }
}
