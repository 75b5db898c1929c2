import { once } from './once.js'

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
const OCTAL = ['(?:[01][0-7]{2})', '(?:3[0-3][0-7])', '(?:34[0-7]|35[0-7])', '(?:36[0-7])', '(?:2[0-7]{2})']
const escaped = (): RegExp =>
  new RegExp(
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

/** Also JavaScript's old `escape`, and a byte of Latin-1. */
const percent = (): string => `${utf8('%', HEX)}|%u[\\da-f]{4}|%[89a-f][\\da-f]`

const percentDecoded = (match: string): string => {
  if (match === '+') return ' '
  if (/^%u/i.test(match)) return String.fromCharCode(Number.parseInt(match.slice(2), 16))
  // A failure takes a hundred times as long, and a long text may have nothing else.
  if (match.length === 3) return String.fromCharCode(Number.parseInt(match.slice(1), 16))
  try {
    return decodeURIComponent(match)
  } catch {
    return match
  }
}

/** What mail makes of it; a single byte is far more often an ordinary `name=12`. */
const QUOTED_PRINTABLE = /(?:=[\dA-F]{2}){2,}|=3D/g

const printableDecoded = (match: string): string => {
  const bytes = Buffer.from(match.replaceAll('=', ''), 'hex')
  const text = bytes.toString()
  return text.includes('\ufffd') ? bytes.toString('latin1') : text
}

const ENTITY = /&(?:[a-z]{2,6}\d{0,2}|#\d{1,7}|#x[\da-f]{1,6});/gi
/** Those of Latin-1, in order. */
const LATIN = `nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3
  acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig
  Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash
  Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc
  euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute
  thorn yuml`
const entities = once(
  (): ReadonlyMap<string, string> =>
    new Map([
      ['amp', '&'],
      ['lt', '<'],
      ['gt', '>'],
      ['quot', '"'],
      ['apos', "'"],
      ['euro', '€'],
      ...LATIN.split(/\s+/).map((name, index): [string, string] => [name, String.fromCharCode(0xa0 + index)]),
    ]),
)

const entityDecoded = (match: string): string => {
  const written = match.slice(1, -1)
  const name = written.toLowerCase()
  if (!name.startsWith('#')) return entities().get(written) ?? entities().get(name) ?? match
  const hex = name.startsWith('#x')
  const code = Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10)
  return code > 0x10ffff ? match : String.fromCodePoint(code)
}

/** A letter apart from its accent, and the wide letters of East Asian keyboards. Without `u`: plain texts cost nothing. */
const UNUSUAL = /[\s\S][\u0300-\u036f]+|[\uff01-\uff5e]/g

const composed = (match: string): string => {
  const usual = match.normalize('NFKC')
  return usual.length > match.length ? match : usual
}

/** JSON's and C's escapes, a shell's, an address's, a form's, HTML's or XML's, mail's, and what Unicode has twice. */
export const decoders = once((): readonly Decoder[] => [
  { marker: '\\', pattern: escaped(), decode: unescaped },
  { marker: '\\', pattern: SHELL, decode: shellUnescaped },
  { marker: `'"'"'`, pattern: SHELL, decode: shellUnescaped },
  { marker: '%', pattern: new RegExp(percent(), 'gi'), decode: percentDecoded },
  { marker: '+', pattern: new RegExp(`\\+|${percent()}`, 'gi'), decode: percentDecoded },
  { marker: '&', pattern: ENTITY, decode: entityDecoded },
  { marker: '=', pattern: QUOTED_PRINTABLE, decode: printableDecoded },
  { marker: '', pattern: UNUSUAL, decode: composed },
])

/**
 * In a text from which {@link squeeze} took what breaks lines, and that has no backslash: whether there may be anything to
 * undo. Where this does not match, none of the patterns above does.
 */
export const MAY_BE_ENCODED =
  /[\u0300-\u036f]|[\uff01-\uff5e]|\+|%[\da-fu]|&[#\w]+;|=3D|(?:=[\dA-F]{2}){2}|'"'"'/i
