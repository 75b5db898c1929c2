import type { PlaceKind } from './pseudonyms.js'
import { isDistinctive } from './well-known.js'

/** A name that was given, and what it stands for: only for who made the report. */
export interface GivenName {
  readonly name: string
  readonly kind: PlaceKind
  readonly original: string
}

const WORD = /[\p{L}\p{N}]+/gu
const LONGEST_LEAD = 4
const SHORTEST = 5
const SHORTEST_WORD = 8
const SHORTEST_NUMBER = 7

/** False for what may well stand for something else: a word, a short number. */
const isOdd = (original: string): boolean => {
  if (!isDistinctive(original)) return /^[+-]?\d+$/.test(original) && original.length >= SHORTEST_NUMBER
  return original.length >= (/^\p{L}+$/u.test(original) ? SHORTEST_WORD : SHORTEST)
}

interface NamedText {
  readonly given: GivenName
  /** Where its first word begins. */
  readonly lead: number
}

/** Those who were named, to be found where nothing around them tells that they are people. */
export interface NamedTexts {
  add(given: GivenName): void
  find(text: string): { start: number; end: number; given: GivenName }[]
}

/** Looks at each word of a text once, however many were named. */
export const createNamedTexts = (): NamedTexts => {
  const byWord = new Map<string, NamedText[]>()
  const seen = new Set<string>()
  return {
    add: (given) => {
      const { kind, original } = given
      if (!['chat', 'user', 'personal', 'phone'].includes(kind) || seen.has(original) || !isOdd(original))
        return
      seen.add(original)
      const first = [...original.matchAll(WORD)][0]
      if (first === undefined || first.index > LONGEST_LEAD) return
      const same = byWord.get(first[0]) ?? []
      same.push({ given, lead: first.index })
      same.sort((one, other) => other.given.original.length - one.given.original.length)
      byWord.set(first[0], same)
    },
    find: (text) => {
      if (byWord.size === 0) return []
      return [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
        const found = byWord
          .get(word)
          ?.find(
            ({ given: { original }, lead }) =>
              text.startsWith(original, index - lead) &&
              !/[\p{L}\p{N}]/u.test(text.charAt(index - lead + original.length)),
          )
        if (found === undefined) return []
        const start = index - found.lead
        return [{ start, end: start + found.given.original.length, given: found.given }]
      })
    },
  }
}
