import { createSlots, KEY } from './slots.js'

/** A literal, and where it was found. */
export interface FoundLiteral {
  readonly literal: string
  readonly start: number
}

/** A growing set of texts to look for, literally. */
export interface Literals {
  add(literal: string): void
  /** Where they stand, from left to right. Of one literal no two overlap; different ones may. */
  findIn(text: string): readonly FoundLiteral[]
  isIn(text: string): boolean
}

type ByLength = Map<number, Set<string>>

const file = (byLength: ByLength, literal: string): void => {
  const same = byLength.get(literal.length) ?? new Set()
  byLength.set(literal.length, same.add(literal))
}

function* beginningAt(text: string, start: number, byLength: ByLength): Generator<FoundLiteral> {
  for (const [length, same] of byLength) {
    if (start + length > text.length) continue
    const literal = text.slice(start, start + length)
    if (same.has(literal)) yield { literal, start }
  }
}

/** In time proportional to the text and to how many lengths those have that begin alike, however many texts are looked for. */
export const createLiterals = (initial: Iterable<string> = []): Literals => {
  const short = new Map<number, ByLength>()
  const long = createSlots<ByLength>()

  const lengthsOf = (literal: string): ByLength => {
    if (literal.length >= KEY) return long.at(literal.slice(0, KEY), () => new Map())
    const first = literal.charCodeAt(0)
    const byLength: ByLength = short.get(first) ?? new Map()
    short.set(first, byLength)
    return byLength
  }
  const add = (literal: string): void => {
    if (literal !== '') file(lengthsOf(literal), literal)
  }

  function* occurrences(text: string): Generator<FoundLiteral> {
    for (const { start, filed } of long.findIn(text)) yield* beginningAt(text, start, filed)
    if (short.size === 0) return
    for (let start = 0; start < text.length; start += 1) {
      const byLength = short.get(text.charCodeAt(start))
      if (byLength !== undefined) yield* beginningAt(text, start, byLength)
    }
  }

  for (const literal of initial) add(literal)
  return {
    add,
    findIn: (text) => {
      const ends = new Map<string, number>()
      const found: FoundLiteral[] = []
      for (const each of occurrences(text)) {
        if (each.start < (ends.get(each.literal) ?? 0)) continue
        ends.set(each.literal, each.start + each.literal.length)
        found.push(each)
      }
      return found.sort((one, other) => one.start - other.start)
    },
    isIn: (text) => occurrences(text).next().done === false,
  }
}
