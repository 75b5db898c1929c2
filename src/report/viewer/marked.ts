import { element } from './element.js'

/** A text with these words marked; they are in lower case. */
export const marked = (text: string, words: readonly string[]): readonly (Node | string)[] => {
  const lower = text.toLowerCase()
  // A letter whose lower case is longer would move every place after it.
  if (lower.length !== text.length) return [text]
  const parts: (Node | string)[] = []
  let end = 0
  for (let at = nearest(lower, words, 0); at !== null; at = nearest(lower, words, end)) {
    parts.push(text.slice(end, at.start), element('mark', '', text.slice(at.start, at.end)))
    end = at.end
  }
  return [...parts, text.slice(end)]
}

const nearest = (
  text: string,
  words: readonly string[],
  from: number,
): { readonly start: number; readonly end: number } | null => {
  const hits = words
    .map((word) => ({ start: text.indexOf(word, from), end: text.indexOf(word, from) + word.length }))
    .filter(({ start }) => start >= 0)
    .sort((one, other) => one.start - other.start || other.end - one.end)
  return hits[0] ?? null
}
