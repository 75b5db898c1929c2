import { code, type Phrasing, text } from '../formats/markdown-nodes.js'
import { proseParts } from '../formats/prose.js'

/** What GitHub makes a link of, wherever it stands in words: people, issues, commits, addresses. */
const LINKED =
  /https?:\/\/[^\s<>]+|www\.[^\s<>]+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|@[\w/-]+|(?:[\w.-]+\/[\w.-]+)?#\d+|\bGH-\d+|(?:[\w.-]+\/[\w.-]+)?@[0-9a-f]{7,40}\b|\b[0-9a-f]{7,40}\b/gi

/** A message in one line; commands, and whatever GitHub would make a link of, are code, in which it does not. */
export const inertProse = (message: string): readonly Phrasing[] =>
  proseParts(message).flatMap((part) => (part.code ? [code(part.text)] : inertWords(part.text)))

const inertWords = (words: string): readonly Phrasing[] => {
  const parts: Phrasing[] = []
  let end = 0
  for (const { 0: found, index } of words.matchAll(LINKED)) {
    if (index > end) parts.push(text(words.slice(end, index)))
    parts.push(code(found))
    end = index + found.length
  }
  if (end < words.length) parts.push(text(words.slice(end)))
  return parts
}
