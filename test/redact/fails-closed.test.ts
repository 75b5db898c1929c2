import { describe, expect, it } from 'vitest'
import type { Redactor } from '../../src/contract/index.js'
import { createRedactor, WITHHELD } from '../../src/redact/index.js'
import { noise, withRedactors } from './boundary.js'

const failing: readonly (readonly [string, () => Redactor])[] = [
  ['no pattern', () => ({ id: 'bad', pattern: undefined as unknown as RegExp })],
  ['a string for a pattern', () => ({ id: 'bad', pattern: 'x' as unknown as RegExp })],
  [
    'a pattern that throws when it is read',
    () => {
      const pattern = /x/g
      Object.defineProperty(pattern, 'source', {
        get: () => {
          throw new Error('no')
        },
      })
      return { id: 'bad', pattern }
    },
  ],
]

describe('an output that cannot be redacted', () => {
  for (const [what, redactor] of failing) {
    it(`is withheld, and the ledger says by whom: ${what}`, () => {
      const boundary = withRedactors({ id: 'good', pattern: /good-\d+/g }, redactor())
      expect(boundary.redact('good-1 text')).toBe(WITHHELD)
      expect(boundary.redactJson({ a: 'good-1' })).toBe(WITHHELD)
      expect(boundary.ledger()).toEqual([{ by: 'withheld: bad', count: 2 }])
    })
  }

  it('is withheld when the known secrets cannot be told, or one of them is no text', () => {
    const broken = (known: () => never): string => createRedactor({ known, redactors: [] }).redact('text')
    expect(
      broken(() => {
        throw new Error('no')
      }),
    ).toBe(WITHHELD)
    expect(broken(() => [{ text: null, secret: { pseudonym: 'p' } }] as never)).toBe(WITHHELD)
    expect(withRedactors().redact(undefined as unknown as string)).toBe(WITHHELD)
  })

  it('is withheld when a known secret cannot be told at the second call only', () => {
    let calls = 0
    const boundary = createRedactor({
      known: () => {
        calls += 1
        if (calls === 2) throw new Error('no')
        return []
      },
      redactors: [],
    })
    expect([1, 2, 3].map(() => boundary.redact('text'))).toEqual(['text', WITHHELD, 'text'])
    expect(boundary.ledger()).toEqual([{ by: 'withheld', count: 1 }])
  })

  it('does not say why, and stays what it is when redacted again', () => {
    expect(withRedactors({ id: 'r', pattern: /redaction|output/g }).redact(WITHHELD)).toBe(WITHHELD)
  })
})

describe("a plugin's redactor", () => {
  it('takes out every whole match, with g or without, whatever its groups and its state', () => {
    const used = /(?<lead>plug-)\d+/g
    used.lastIndex = 5
    for (const pattern of [/plug-\d+/, used, /plug-\d+/y, /(?<lead>plug-)\d+/dgy]) {
      expect(withRedactors({ id: 'plug', pattern }).redact('a plug-1 plug-2')).toBe(
        'a [redacted plug] [redacted plug]',
      )
    }
    expect(used.lastIndex).toBe(5)
  })

  it('cannot be kept from working by a method of its own object', () => {
    const pattern = Object.assign(/plug-\d+/g, {
      exec: () => {
        throw new Error('no')
      },
      [Symbol.matchAll]: () => [][Symbol.iterator](),
    })
    expect(withRedactors({ id: 'plug', pattern }).redact('plug-1')).toBe('[redacted plug]')
  })

  it('keeps its flags', () => {
    expect(withRedactors({ id: 'p', pattern: /^\p{Lu}x$/imu }).redact('a\nÉX\nb')).toBe('a\n[redacted p]\nb')
  })

  it('does nothing where it matches nothing at all', () => {
    expect(withRedactors({ id: 'p', pattern: /z*/g }).redact('abc')).toBe('abc')
  })

  it('settles even if it matches every character', () => {
    const boundary = withRedactors({ id: 'all', pattern: /./g })
    const once = boundary.redact('ab')
    expect(once).toBe('[redacted all][redacted all]')
    expect(boundary.redact(once)).toBe(once)
  })

  it('works beside a known secret, of which nothing comes back', () => {
    const secret = noise(30, 31)
    const boundary = createRedactor({
      known: () => [{ text: secret, secret: { pseudonym: '[opaque 1]' } }],
      redactors: [{ id: 'pair', pattern: /pair=\S+/g }],
    })
    expect(boundary.redact(`pair=${secret}x9`)).toBe('[redacted pair][opaque 1][redacted pair]')
    expect(boundary.redact(`a pair="${secret}" b`)).toBe('a [redacted pair][opaque 1]" b')
  })
})
