import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFiling } from '../../src/redact/filing.js'
import { formsOf, isSearchable } from '../../src/redact/forms.js'
import { createRedactor } from '../../src/redact/index.js'
import { giveKeys, headKeyAt, keyAt, tailKeyAt } from '../../src/redact/keys.js'
import { noise } from './boundary.js'

const text = fc.oneof(
  fc.string({ minLength: 6, maxLength: 60 }),
  fc.string({ unit: 'binary', minLength: 6, maxLength: 60 }),
  fc
    .tuple(fc.constantFrom('sk-', 'ghp_', 'my-api-key-', 'Bearer '), fc.base64String({ minLength: 16 }))
    .map((parts) => parts.join('')),
)

describe('the keys of a secret', () => {
  it('are those of every form it is looked for in, and of itself', () => {
    fc.assert(
      fc.property(text.filter(isSearchable), (secret) => {
        const keys = new Set<number>()
        giveKeys(secret, (key) => keys.add(key))
        expect(keys).toContain(keyAt(secret, secret.length - 6))
        for (const form of formsOf(secret))
          for (const at of [headKeyAt(form), tailKeyAt(form)]) expect(keys).toContain(keyAt(form.units, at))
      }),
    )
  })
})

describe('what is filed', () => {
  it('is found under its key and no other, however much there is', () => {
    const filed = fc.array(
      fc.tuple(
        fc.integer({ min: -9, max: 9 }).map((key) => key * 2 ** 20),
        fc.nat(),
      ),
      {
        maxLength: 3_000,
        size: 'max',
      },
    )
    fc.assert(
      fc.property(filed, (entries) => {
        const filing = createFiling()
        for (const [key, value] of entries) filing.file(key, value)
        for (let key = -10; key <= 10; key += 1) {
          const expected = entries.filter((entry) => entry[0] === key * 2 ** 20).map((entry) => entry[1])
          expect([...filing.under(key * 2 ** 20)].sort()).toEqual(expected.sort())
        }
      }),
      { numRuns: 20 },
    )
  })
})

describe('a doctor that knows a thousand secrets', () => {
  const named: string[] = []
  const known = Array.from({ length: 1_000 }, (_, index) => ({
    text: `sk-ant-oat01-${noise(95, index + 1)}`,
    secret: {
      get pseudonym() {
        named.push(`[opaque ${index}]`)
        return `[opaque ${index}]`
      },
    },
  }))
  const [met] = known

  it('gives a name to those alone that it meets', () => {
    const { redact, redactJson } = createRedactor({ known: () => known, named: () => named, redactors: [] })
    expect(redactJson({ note: 'The token has expired.', ids: ['3f9a1c', 'anthropic:p1'] })).toEqual({
      note: 'The token has expired.',
      ids: ['3f9a1c', 'anthropic:p1'],
    })
    expect(named).toEqual([])
    expect(redact(`the ${met?.text} it`)).toBe('the [opaque 0] it')
    expect([...new Set(named)]).toEqual(['[opaque 0]'])
  })
})
