import { expect, it } from 'vitest'
import { randomKey } from '../../src/ports/random-key.js'

it('is 32 bytes, and others each time', () => {
  const keys = Array.from({ length: 100 }, randomKey)
  expect(keys.every((key) => key.length === 32)).toBe(true)
  expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(100)
})
