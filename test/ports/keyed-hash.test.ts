import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { keyedHash } from '../../src/ports/keyed-hash.js'

it('is what Node makes of the same, whatever the key and the text', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), fc.string({ unit: 'binary' }), (key, text) => {
      const node = createHmac('sha256', key).update(text, 'utf16le').digest('hex')
      expect(keyedHash(key, text)).toBe(node)
    }),
  )
})

it('tells apart texts that UTF-8 does not', () => {
  const key = new Uint8Array(32)
  expect(keyedHash(key, '\ud800')).not.toBe(keyedHash(key, '\ud801'))
})
