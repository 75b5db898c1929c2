import { format, inspect } from 'node:util'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createSeal, reveal } from '../../src/ports/secret.js'

describe('a sealed secret', () => {
  const text = `made-up-${'x'.repeat(40)}-end`
  const { seal } = createSeal()
  const secret = seal(text, 'api-key')

  it.each<[string, () => string]>([
    ['a template string', () => `${secret}`],
    ['concatenation', () => `a${String(secret)}`],
    ['JSON.stringify', () => JSON.stringify({ secret })],
    ['util.inspect', () => inspect({ secret }, { depth: 9 })],
    [
      'util.inspect of all there is',
      () => inspect(secret, { showHidden: true, customInspect: false, depth: 9 }),
    ],
    ['util.format', () => format('%s %o %O %j', secret, secret, secret, secret)],
    [
      'its own properties',
      () => JSON.stringify([Object.entries(secret), Object.getOwnPropertyNames(secret)]),
    ],
    ['a structured clone', () => inspect(structuredClone({ secret }), { showHidden: true })],
    ['an error message', () => inspect(new Error(`cannot use ${secret}`, { cause: secret }))],
    ['the seal itself', () => inspect(seal, { showHidden: true })],
  ])('does not show its text in %s', (_, print) => {
    expect(print()).not.toContain('xxxx')
    expect(print()).not.toContain('made-up')
  })

  it('describes itself when serialised', () => {
    expect(JSON.parse(JSON.stringify(seal(' a b ', 'api-key')))).toEqual({
      $secret: {
        pseudonym: expect.stringMatching(/^\[api-key [0-9a-f]{6}\]$/),
        kind: 'api-key',
        length: 5,
        blank: false,
        hasWhitespace: true,
      },
    })
  })

  it('cannot be changed', () => {
    expect(Object.isFrozen(secret)).toBe(true)
  })

  it('is revealed to ports', () => {
    expect(reveal(secret)).toBe(text)
  })

  it.each([{ ...secret }, Object.create(secret), JSON.parse(JSON.stringify(secret)), new Proxy(secret, {})])(
    'cannot be imitated to be revealed',
    (imitation) => {
      expect(() => reveal(imitation)).toThrow(TypeError)
    },
  )
})

describe('a seal', () => {
  it('gives secrets that are equal, and called the same, exactly where their texts are', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 2, unit: 'binary' }), { minLength: 2 }), (texts) => {
        const { seal } = createSeal()
        for (const a of texts) {
          for (const b of texts) {
            expect(seal(a).equals(seal(b))).toBe(a === b)
            expect(seal(a).pseudonym === seal(b, 'other').pseudonym).toBe(a === b)
          }
        }
      }),
    )
  })

  it('uses longer names rather than one name for two texts', () => {
    const { seal } = createSeal()
    const names = Array.from({ length: 30_000 }, (_, index) => seal(`text ${index}`, 'k').pseudonym)
    expect(new Set(names).size).toBe(names.length)
    expect(names.some((name) => name.length > '[k 123456]'.length)).toBe(true)
  })

  it('calls a text differently in every run', () => {
    expect(createSeal().seal('same').pseudonym).not.toBe(createSeal().seal('same').pseudonym)
  })

  it('compares with a secret that was read back from its own report by name', () => {
    const { seal } = createSeal()
    const secret = seal('text')
    const readBack = {
      ...secret.toJSON().$secret,
      equals: () => false,
      toString: String,
      toJSON: secret.toJSON,
    }
    expect(secret.equals(readBack)).toBe(true)
    expect(seal('other').equals(readBack)).toBe(false)
  })

  it('knows every text it sealed once, but no blank one', () => {
    const { seal, known } = createSeal()
    seal('one', 'a')
    seal('one', 'b')
    seal(' \n')
    seal('')
    const two = seal('two')
    expect([...known()].map(({ text }) => text)).toEqual(['one', 'two'])
    expect([...known()][1]?.secret).toBe(two)
  })

  it.each([
    ['', true, false],
    [' \t\n', true, true],
    ['a\u00a0b', false, true],
    ['ab', false, false],
  ])('tells of %j whether it is blank and has white space', (text, blank, hasWhitespace) => {
    expect(createSeal().seal(text)).toMatchObject({
      blank,
      hasWhitespace,
      length: text.length,
      kind: 'opaque',
    })
  })
})
