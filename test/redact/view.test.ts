import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readingsOf, squeeze } from '../../src/redact/view.js'
import { textWith } from './any-text.js'

describe('a reading of a text', () => {
  it('is the same whether or not it is told where its units come from', () => {
    const texts = fc.oneof(
      textWith([]),
      fc.string({ unit: fc.constantFrom(...'ab |\\\n\r\t\u00ad–▲│é'), maxLength: 12 }),
    )
    fc.assert(
      fc.property(texts, (text) => {
        for (const { units, view } of readingsOf(text)) expect(view().units).toBe(units)
      }),
      { numRuns: 2_000 },
    )
  })

  it('has no white space, nothing invisible and no part of a frame, of all that one sign can be', () => {
    const leftOut = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (sign) => squeeze(sign) === '',
    )
    expect(leftOut.join('')).toMatch(/^[\s\p{Cc}\p{Cf}\u2500-\u257f|]+$/u)
    const all = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code))
    expect(leftOut).toEqual(all.filter((sign) => /[\s\p{Cc}\p{Cf}\u2500-\u257f|]/u.test(sign)))
  })
})
