import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fingerprint } from '../../src/engine/fingerprint.js'

it('is the start of what Node hashes the same to, whatever the words', () => {
  const word = fc.string({ unit: 'binary' })
  fc.assert(
    fc.property(word, word, word, (...words) => {
      const whole = createHash('sha256').update(JSON.stringify(words)).digest('hex')
      expect(fingerprint(...words)).toBe(whole.slice(0, 16))
    }),
  )
})
