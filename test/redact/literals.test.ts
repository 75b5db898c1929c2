import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createLiterals } from '../../src/redact/literals.js'

/** The same, one literal after the other. */
const oneByOne = (text: string, literal: string): number[] => {
  const starts: number[] = []
  for (let at = text.indexOf(literal); at !== -1; at = text.indexOf(literal, at + literal.length))
    starts.push(at)
  return starts
}

const short = fc.string({ unit: fc.constantFrom('a', 'b', '[', ']', '🦞'), maxLength: 5 })
const long = fc.string({ unit: fc.constantFrom('a', 'b', '[', ']', '🦞'), maxLength: 60 })

describe('literals', () => {
  it('are found where a search for each of them finds them', () => {
    fc.assert(
      fc.property(fc.uniqueArray(short), long, (literals, text) => {
        const found = createLiterals(literals).findIn(text)
        for (const literal of literals.filter((each) => each !== ''))
          expect(found.filter((each) => each.literal === literal).map(({ start }) => start)).toEqual(
            oneByOne(text, literal),
          )
        expect(found.map(({ start }) => start)).toEqual(found.map(({ start }) => start).sort((a, b) => a - b))
      }),
    )
  })

  it('are in a text exactly where one of them is', () => {
    fc.assert(
      fc.property(fc.array(short), long, (literals, text) => {
        const some = createLiterals()
        for (const literal of literals) some.add(literal)
        expect(some.isIn(text)).toBe(literals.some((each) => each !== '' && text.includes(each)))
      }),
    )
  })
})
