/** One way to read a text. Unit `i` of `units` stands for the characters `from[i]` to `to[i]` (excluded) of it. */
export interface View {
  readonly units: string
  readonly from: Uint32Array
  readonly to: Uint32Array
}

const ESC = String.fromCharCode(27)

/** What a terminal, an editor or a note in a frame puts inside a long line: never a part of a token itself. */
const BREAK = new RegExp(
  `(?:${ESC}\\[[0-9;:?]*[A-Za-z]?|\\\\(?=\\r?\\n)|[\\s\\p{Cc}\\p{Cf}\\u2500-\\u257f|])+`,
  'gu',
)
const BACKSLASHED = /\\(?:["'\\/bfnrt]|u[\da-f]{4}|x[\da-f]{2})/gi
const TRAILING = '%[89ab][\\da-f]'
const PERCENT = `%[0-7][\\da-f]|%[cd][\\da-f]${TRAILING}|%e[\\da-f](?:${TRAILING}){2}|%f[0-7](?:${TRAILING}){3}`
const URI = new RegExp(PERCENT, 'gi')
const FORM = new RegExp(`\\+|${PERCENT}`, 'gi')
const ENTITY = /&(?:amp|lt|gt|quot|apos|#\d{1,6}|#x[\da-f]{1,5});/gi
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const identity = (text: string): View => {
  const from = new Uint32Array(text.length)
  const to = new Uint32Array(text.length)
  for (let index = 0; index < text.length; index += 1) {
    from[index] = index
    to[index] = index + 1
  }
  return { units: text, from, to }
}

/** Replaces what `pattern` finds; `decode` must not return more characters than it was given. */
const rewrite = (view: View, pattern: RegExp, decode: (match: string) => string): View => {
  const pieces: string[] = []
  const from = new Uint32Array(view.units.length)
  const to = new Uint32Array(view.units.length)
  let size = 0
  let done = 0
  const keepUntil = (end: number): void => {
    pieces.push(view.units.slice(done, end))
    for (; done < end; done += 1, size += 1) {
      from[size] = view.from[done] ?? 0
      to[size] = view.to[done] ?? 0
    }
  }
  for (const match of view.units.matchAll(pattern)) {
    keepUntil(match.index)
    const decoded = decode(match[0])
    const end = match.index + match[0].length
    pieces.push(decoded)
    from.fill(view.from[match.index] ?? 0, size, size + decoded.length)
    to.fill(view.to[end - 1] ?? 0, size, size + decoded.length)
    size += decoded.length
    done = end
  }
  keepUntil(view.units.length)
  return { units: pieces.join(''), from, to }
}

const LETTERED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }

const unescaped = (match: string): string =>
  match.length > 2
    ? String.fromCharCode(Number.parseInt(match.slice(2), 16))
    : (LETTERED[match.charAt(1)] ?? match.charAt(1))

const percentDecoded = (match: string): string => {
  if (match === '+') return ' '
  try {
    return decodeURIComponent(match)
  } catch {
    return match
  }
}

const entityDecoded = (match: string): string => {
  const name = match.slice(1, -1).toLowerCase()
  if (!name.startsWith('#')) return ENTITIES[name] ?? match
  const hex = name.startsWith('#x')
  return String.fromCodePoint(Number.parseInt(name.slice(hex ? 2 : 1), hex ? 16 : 10))
}

/** Without white space, line breaks, frames, colours and invisible characters. */
const squeezed = (view: View): View => rewrite(view, BREAK, () => '')

/** A text without anything a line wrap may have put into it. */
export const squeeze = (text: string): string => text.replace(BREAK, '')

/**
 * Every reading of a text in which a secret could stand: as it is, JSON-escaped once or twice, URL-encoded,
 * form-encoded, and with HTML or XML entities; each of them also broken by line wraps.
 */
export function* viewsOf(text: string): Generator<View> {
  const plain = identity(text)
  yield squeezed(plain)
  if (text.includes('\\')) {
    const once = rewrite(plain, BACKSLASHED, unescaped)
    yield squeezed(once)
    if (once.units.includes('\\')) yield squeezed(rewrite(once, BACKSLASHED, unescaped))
  }
  if (text.includes('%')) yield squeezed(rewrite(plain, URI, percentDecoded))
  if (text.includes('+')) yield squeezed(rewrite(plain, FORM, percentDecoded))
  if (text.includes('&')) yield squeezed(rewrite(plain, ENTITY, entityDecoded))
}
