/** One way to undo an escape. */
export interface Decoder {
  /** What a text must have in it for there to be anything to undo. */
  readonly marker: string
  readonly pattern: RegExp
  /** Never longer than what it is given. */
  readonly decode: (match: string) => string
}

/** UTF-8 written byte by byte: what begins a byte, and its digits by what it stands for. */
const utf8 = (byte: string, [ascii, two, three, four, after]: readonly string[]): string => {
  const trailing = `${byte}${after}`
  return [
    `${byte}${ascii}`,
    `${byte}${two}${trailing}`,
    `${byte}${three}(?:${trailing}){2}`,
    `${byte}${four}(?:${trailing}){3}`,
  ].join('|')
}

const HEX = ['[0-7][\\da-f]', '[cd][\\da-f]', 'e[\\da-f]', 'f[0-7]', '[89ab][\\da-f]']
const OCTAL = ['[01][0-7]{2}', '3[0-3][0-7]', '34[0-7]|35[0-7]', '36[0-7]', '2[0-7]{2}'].map(
  (digits) => `(?:${digits})`,
)
const ESCAPED = new RegExp(
  `${utf8('\\\\x', HEX)}|${utf8('\\\\', OCTAL)}|\\\\(?:["'\\\\/bfnrt]|u[\\da-f]{4}|u\\{[\\da-f]{1,6}\\}|x[\\da-f]{2})`,
  'gi',
)
const LETTERED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

const bytesOf = (digits: readonly string[], radix: number): string =>
  Buffer.from(digits.map((each) => Number.parseInt(each, radix))).toString()

const unescaped = (match: string): string => {
  const kind = match.charAt(1)
  if (match.length === 2) return LETTERED[kind] ?? kind
  if (/\d/.test(kind)) return bytesOf(match.slice(1).split('\\'), 8)
  if (/x/i.test(kind) && match.length > 4) return bytesOf(match.slice(2).split(/\\x/i), 16)
  const code = Number.parseInt(match.replace(/[^\da-f]/gi, ''), 16)
  return code > 0x10ffff ? match : String.fromCodePoint(code)
}

const SHELL = /'\\''|'"'"'|\\(?:\r?\n|[^\w\r\n])/g

const shellUnescaped = (match: string): string => (match.length > 2 ? "'" : match.slice(1))

const PERCENT = utf8('%', HEX)
const URI = new RegExp(PERCENT, 'gi')
const FORM = new RegExp(`\\+|${PERCENT}`, 'gi')

const percentDecoded = (match: string): string => {
  if (match === '+') return ' '
  try {
    return decodeURIComponent(match)
  } catch {
    return match
  }
}

const ENTITY = /&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});/gi
const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
}

const entityDecoded = (match: string): string => {
  const name = match.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return ENTITIES[name] ?? match
  const hex = name.startsWith('#x')
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  return code > 0x10ffff ? match : String.fromCodePoint(code)
}

/** JSON's and C's escapes, a shell's, an address's, a form's, and HTML's or XML's. */
export const DECODERS: readonly Decoder[] = [
  { marker: '\\', pattern: ESCAPED, decode: unescaped },
  { marker: '\\', pattern: SHELL, decode: shellUnescaped },
  { marker: `'"'"'`, pattern: SHELL, decode: shellUnescaped },
  { marker: '%', pattern: URI, decode: percentDecoded },
  { marker: '+', pattern: FORM, decode: percentDecoded },
  { marker: '&', pattern: ENTITY, decode: entityDecoded },
]
