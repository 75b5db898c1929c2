import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { denseJson } from '../../../src/report/page/dense-json.js'
import type { SealedFact } from '../../../src/report/sealed/schema.js'

/** As it is once it has been JSON, which knows no negative zero. */
const value = fc.json({ noUnicodeString: true }).map((json): SealedFact['value'] => JSON.parse(json))

describe('dense JSON', () => {
  it('is JSON of the same value', () => {
    fc.assert(
      fc.property(value, (json) => {
        expect(JSON.parse(denseJson(json))).toEqual(json)
      }),
    )
  })

  it('puts on one line what fits there, and breaks the rest', () => {
    expect(denseJson({ a: [1, 2], b: null })).toBe('{ "a": [1, 2], "b": null }')
    expect(denseJson({ long: 'x'.repeat(100), list: [1, { two: 2 }] })).toBe(
      `{\n  "long": "${'x'.repeat(100)}",\n  "list": [1, { "two": 2 }]\n}`,
    )
  })

  it('tells of a secret what is known of it', () => {
    const $secret = {
      pseudonym: '[opaque 12ab]',
      kind: 'opaque',
      length: 12,
      blank: false,
      hasWhitespace: true,
    }
    expect(denseJson({ token: { $secret } })).toBe(
      '{ "token": [opaque 12ab] (12 characters, with white space) }',
    )
  })

  it('says in words what moment a number under such a name is', () => {
    expect(denseJson({ expiresAt: 1_768_478_400_000, size: 1_768_478_400_000, leftMs: 5000 })).toBe(
      '{ "expiresAt": 1768478400000 (2026-01-15 12:00 UTC), "size": 1768478400000, "leftMs": 5000 }',
    )
  })

  it('leaves out what turns the text around that follows', () => {
    expect(denseJson({ '\u202ename': '\u2066x' })).toBe('{ "name": "x" }')
  })
})
