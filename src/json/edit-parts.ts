import type { JsonEdit } from './data.js'

/** Where the value of a member of the root object stands in the text. */
interface Span {
  readonly key: string
  readonly start: number
  readonly end: number
}

/**
 * Edits a large JSON text member by member of its root, each as a document of its own: a syntax tree of all of it would
 * take a hundred times its memory. Null where that would not give what editing the whole would: only removals from
 * within an object that stands in the root can be made so. The text must parse.
 */
export const editParts = (
  text: string,
  edits: readonly JsonEdit[],
  editPart: (part: string, edits: readonly JsonEdit[]) => string,
): string | null => {
  const byKey = new Map<string, JsonEdit[]>()
  for (const edit of edits) {
    const [key, ...at] = edit.at
    if (key === undefined || at.length === 0 || 'set' in edit) return null
    byKey.set(key, [...(byKey.get(key) ?? []), { at, remove: true }])
  }
  const spans = new Map<string, Span>()
  // Of a repeated key the last one counts.
  for (const span of rootMembers(text)) if (byKey.has(span.key)) spans.set(span.key, span)
  const parts: string[] = []
  let at = 0
  for (const { key, start, end } of [...spans.values()].sort((a, b) => a.start - b.start)) {
    if (text[start] !== '{') return null
    parts.push(text.slice(at, start), editPart(text.slice(start, end), byKey.get(key) ?? []))
    at = end
  }
  return [...parts, text.slice(at)].join('')
}

/** The members of the root object of a text that parses, in its order; none where the root is no object. */
function* rootMembers(text: string): Generator<Span> {
  let at = skipSpace(text, 0)
  if (text[at] !== '{') return
  at = skipSpace(text, at + 1)
  while (text[at] === '"') {
    const keyEnd = endOfString(text, at)
    const key: unknown = JSON.parse(text.slice(at, keyEnd))
    const start = skipSpace(text, skipSpace(text, keyEnd) + 1)
    const end = endOfValue(text, start)
    yield { key: String(key), start, end }
    at = skipSpace(text, end)
    if (text[at] === ',') at = skipSpace(text, at + 1)
  }
}

const SPACE = /[ \t\r\n]*/y
const PRIMITIVE = /[^,\]}\s]*/y
/** Up to the next thing that opens or closes something. */
const PLAIN = /[^"{}[\]]*/y

const endOfMatch = (pattern: RegExp, text: string, at: number): number => {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}

const skipSpace = (text: string, at: number): number => endOfMatch(SPACE, text, at)

/** Not by a pattern: the stack of one is not deep enough for a long string. */
const endOfString = (text: string, at: number): number => {
  let quote = text.indexOf('"', at + 1)
  while (quote !== -1 && isEscaped(text, quote)) quote = text.indexOf('"', quote + 1)
  return quote + 1
}

const isEscaped = (text: string, at: number): boolean => {
  let first = at
  while (text[first - 1] === '\\') first -= 1
  return (at - first) % 2 === 1
}

const endOfValue = (text: string, start: number): number => {
  if (text[start] === '"') return endOfString(text, start)
  if (text[start] !== '{' && text[start] !== '[') return endOfMatch(PRIMITIVE, text, start)
  let depth = 0
  let at = start
  do {
    const mark = text[at]
    if (mark === '"') at = endOfString(text, at)
    else {
      depth += mark === '{' || mark === '[' ? 1 : -1
      at += 1
    }
    if (depth > 0) at = endOfMatch(PLAIN, text, at)
  } while (depth > 0 && at < text.length)
  return at
}
