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

/** In time proportional to the text and to how many different lengths there are, however many texts are looked for. */
export const createLiterals = (initial: Iterable<string> = []): Literals => {
  const byFirst = new Map<number, ByLength>()

  const add = (literal: string): void => {
    if (literal === '') return
    const first = literal.charCodeAt(0)
    const byLength: ByLength = byFirst.get(first) ?? new Map()
    const same = byLength.get(literal.length) ?? new Set()
    byFirst.set(first, byLength.set(literal.length, same.add(literal)))
  }

  function* occurrences(text: string): Generator<FoundLiteral> {
    for (let start = 0; start < text.length; start += 1) {
      const byLength = byFirst.get(text.charCodeAt(start))
      if (byLength === undefined) continue
      for (const [length, same] of byLength) {
        if (start + length > text.length) continue
        const literal = text.slice(start, start + length)
        if (same.has(literal)) yield { literal, start }
      }
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
      return found
    },
    isIn: (text) => occurrences(text).next().done === false,
  }
}
