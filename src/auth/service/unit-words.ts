const SIMPLE: Readonly<Record<string, string>> = {
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
}

/** `\x41`, `\101`, `\u0041`, `\U00000041`, tried at a backslash. */
const CODED = /^\\(?:x(?<hex>[0-9a-f]{2})|(?<octal>[0-7]{3})|u(?<short>[0-9a-f]{4})|U(?<long>[0-9a-f]{8}))/i

interface Unescaped {
  readonly text: string
  readonly length: number
}

/** What a backslash and what follows it stand for; an escape that systemd does not know stays as it is written. */
const unescapeAt = (text: string, at: number): Unescaped => {
  const next = text.charAt(at + 1)
  const simple = SIMPLE[next]
  if (simple !== undefined) return { text: simple, length: 2 }
  const coded = CODED.exec(text.slice(at, at + 10))
  const { hex, octal, short, long } = coded?.groups ?? {}
  const digits = hex ?? short ?? long
  const point = digits === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(digits, 16)
  if (coded === null || !(point > 0 && point <= 0x10ffff)) return { text: `\\${next}`, length: 2 }
  return { text: String.fromCodePoint(point), length: coded[0].length }
}

/**
 * The words of a value that systemd splits at white space: single and double quotes are taken away, wherever in a
 * word they stand, and C escapes are resolved. A quote that is not closed reaches to the end.
 */
export const unitWords = (text: string): readonly string[] => {
  const words: string[] = []
  let word: string | null = null
  let quote: string | null = null
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at)
    let length = 1
    if (char === '\\' && at + 1 < text.length) {
      const unescaped = unescapeAt(text, at)
      word = (word ?? '') + unescaped.text
      length = unescaped.length
    } else if (quote !== null) {
      if (char === quote) quote = null
      else word = (word ?? '') + char
    } else if (char === '"' || char === "'") {
      quote = char
      word = word ?? ''
    } else if (/\s/.test(char)) {
      if (word !== null) words.push(word)
      word = null
    } else word = (word ?? '') + char
    at += length
  }
  return word === null ? words : [...words, word]
}

/** A word as it has to be written in a unit so that systemd reads just it; `%` is doubled. */
export const quoteUnitWord = (word: string): string => {
  const escaped = word
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replaceAll('%', '%%')
    .replaceAll('\n', '\\n')
  return `"${escaped}"`
}
