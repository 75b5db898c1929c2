/** Unit `i` of a view stands for the characters `from[i]` to `to[i]` (excluded) of the text. */
interface Places {
  readonly from: Uint32Array
  readonly to: Uint32Array
}

/** One way to read a text. */
export interface View {
  readonly units: string
  /** Worked out when it is first asked for: in most texts nothing is found. */
  readonly places: () => Places
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

const once = <T>(work: () => T): (() => T) => {
  let result: T | undefined
  return () => {
    result ??= work()
    return result
  }
}

const identity = (text: string): View => ({ units: text, places: once(() => ownPlaces(text)) })

const ownPlaces = (text: string): Places => {
  const from = new Uint32Array(text.length)
  const to = new Uint32Array(text.length)
  for (let index = 0; index < text.length; index += 1) {
    from[index] = index
    to[index] = index + 1
  }
  return { from, to }
}

/** Replaces what `pattern` finds; `decode` must not return more characters than it was given. */
const rewrite = (view: View, pattern: RegExp, decode: (match: string) => string): View => ({
  units: view.units.replace(pattern, decode),
  places: once(() => placesAfter(view, pattern, decode)),
})

const placesAfter = (view: View, pattern: RegExp, decode: (match: string) => string): Places => {
  const before = view.places()
  const from = new Uint32Array(view.units.length)
  const to = new Uint32Array(view.units.length)
  let size = 0
  let done = 0
  const keepUntil = (end: number): void => {
    for (; done < end; done += 1, size += 1) {
      from[size] = before.from[done] ?? 0
      to[size] = before.to[done] ?? 0
    }
  }
  for (const match of view.units.matchAll(pattern)) {
    keepUntil(match.index)
    const decoded = decode(match[0])
    const end = match.index + match[0].length
    from.fill(before.from[match.index] ?? 0, size, size + decoded.length)
    to.fill(before.to[end - 1] ?? 0, size, size + decoded.length)
    size += decoded.length
    done = end
  }
  keepUntil(view.units.length)
  return { from, to }
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
const squeezed = (view: View): View => {
  const units = squeeze(view.units)
  return units.length === view.units.length
    ? view
    : { units, places: once(() => placesAfter(view, BREAK, () => '')) }
}

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
