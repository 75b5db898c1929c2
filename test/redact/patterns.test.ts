import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PATTERNS } from '../../src/redact/patterns.js'
import { findShape } from '../../src/redact/shape.js'
import { knowing, noise, withRedactors } from './boundary.js'
import { FOUND, JWT } from './shaped-secrets.js'

const SHAPES = PATTERNS.flatMap(({ shapes }) => shapes())

describe('a secret nobody has told of', () => {
  for (const [id, before, secret, after] of FOUND) {
    it(`is taken out by ${id} after ${JSON.stringify(before)}`, () => {
      expect(withRedactors().redact(before + secret + after)).toBe(`${before}[redacted ${id}]${after}`)
    })
  }

  it('is looked for by patterns that each have a case here', () => {
    expect(new Set(FOUND.map(([id]) => id))).toEqual(new Set(SHAPES.map(({ id }) => id)))
  })

  it('is looked for wherever its hint stands, which no text that holds one lacks', () => {
    const pieces = FOUND.flatMap(([, before, secret, after]) => [before, secret, secret.slice(0, 12), after])
    const texts = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 8 })), {
      maxLength: 6,
    })
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('')
        for (const { hint, shapes } of PATTERNS)
          if (!hint.test(text))
            expect(
              shapes()
                .filter((shape) => findShape(shape, text, 0).length > 0)
                .map(({ id }) => id),
            ).toEqual([])
      }),
      { numRuns: 2_000 },
    )
  })

  it('is taken out whole where it begins like a known one', () => {
    const other = `${JWT.slice(0, -43)}${noise(43, 99)}`
    const redactor = knowing(JWT)
    expect(redactor.redact(other)).toBe('[redacted jwt]')
    expect(redactor.ledger()).toEqual([{ by: 'jwt', count: 1 }])
  })
})
