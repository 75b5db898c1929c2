import fc from 'fast-check'
import { expect, it } from 'vitest'
import { bySecret } from '../../src/auth/copies/by-secret.js'
import { createSeal } from '../../src/ports/secret.js'

it('puts together what has the same text, few or many, in the order in which each came first', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 80 }), (texts) => {
      const { seal } = createSeal()
      const items = texts.map((text, index) => ({ text, secret: seal(`token-${text}`, `kind-${index % 2}`) }))
      const groups = bySecret(items, ({ secret }) => secret).map((group) => group.map(({ text }) => text))
      const expected = [...new Set(texts)].map((text) => texts.filter((each) => each === text))
      expect(groups).toEqual(expected)
    }),
  )
})
