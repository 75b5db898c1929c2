/** Encodings as other programs make them, written without a look at how this one finds them. */

const bytesOf = (text: string): number[] => [...new TextEncoder().encode(text)]
const hexOf = (byte: number): string => byte.toString(16).padStart(2, '0')
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

const base64OfBytes = (bytes: readonly number[]): string => {
  let out = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b, c] = [bytes[at], bytes[at + 1], bytes[at + 2]]
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0)
    const digits = [18, 12, 6, 0].map((shift) => ALPHABET.charAt((word >> shift) & 63))
    out += digits.slice(0, c !== undefined ? 4 : b !== undefined ? 3 : 2).join('')
    out += c !== undefined ? '' : b !== undefined ? '=' : '=='
  }
  return out
}

const base64 = (text: string): string => base64OfBytes(bytesOf(text))
const urlSafe = (text: string): string => text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')

const utf16 = (text: string, big: boolean): number[] =>
  text.split('').flatMap((unit) => {
    const code = unit.charCodeAt(0)
    return big ? [code >> 8, code & 255] : [code & 255, code >> 8]
  })

const json = (text: string): string => JSON.stringify(text).slice(1, -1)
const percent = (text: string): string =>
  bytesOf(text)
    .map((byte) =>
      /[\w.~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${hexOf(byte)}`,
    )
    .join('')

/** What turns a text into another that gives it away. */
export const ENCODERS: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json,
  'json twice': (text) => json(json(text)),
  'json in ascii': (text) =>
    json(text).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
  base64,
  base64url: (text) => urlSafe(base64(text)),
  'base64 after a name': (text) => base64(`user:${text}`),
  'base64 in json': (text) => base64(JSON.stringify({ a: text, b: 1 })),
  'powershell base64': (text) => base64OfBytes(utf16(text, false)),
  'powershell base64, big end first': (text) => base64OfBytes(utf16(text, true)),
  hex: (text) => bytesOf(text).map(hexOf).join(''),
  HEX: (text) => bytesOf(text).map(hexOf).join('').toUpperCase(),
  percent: (text) => percent(text).replace(/%../g, (triple) => triple.toUpperCase()),
  'percent in lower case': percent,
  'percent of each byte': (text) =>
    bytesOf(text)
      .map((byte) => `%${hexOf(byte)}`)
      .join(''),
  form: (text) => percent(text).replaceAll('%20', '+'),
  'html names': (text) =>
    text.replace(
      /[&<>"']/g,
      (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign] ?? '&#39;',
    ),
  'html numbers': (text) => [...text].map((sign) => `&#${sign.codePointAt(0)};`).join(''),
  'html hex': (text) => [...text].map((sign) => `&#x${sign.codePointAt(0)?.toString(16)};`).join(''),
  'shell quotes': (text) => text.replaceAll("'", `'\\''`),
  'shell backslashes': (text) => text.replace(/[^\w\n\r]/g, '\\$&'),
  'shell dollar': (text) =>
    text.replace(/[\\']/g, '\\$&').replace(/[^ -~]/gu, (sign) =>
      bytesOf(sign)
        .map((byte) => `\\${byte.toString(8).padStart(3, '0')}`)
        .join(''),
    ),
  'c bytes': (text) =>
    bytesOf(text)
      .map((byte) => `\\x${hexOf(byte)}`)
      .join(''),
  reversed: (text) => [...text].reverse().join(''),
}

/** Those that may be made of what another has made: a text in a text. */
export const OUTER = [
  'json',
  'base64',
  'base64url',
  'base64 in json',
  'hex',
  'percent',
  'html names',
  'powershell base64',
]

const cut = (text: string, width: number, between: string): string =>
  text.match(new RegExp(`[^]{1,${width}}`, 'g'))?.join(between) ?? ''

export const WRAPPINGS: readonly ((text: string, width: number) => string)[] = [
  (text) => text,
  (text) => text,
  (text, width) => cut(text, width, '\n'),
  (text, width) => cut(text, width, '\r\n    '),
  (text, width) => cut(text, width, ' │\n│ '),
]
