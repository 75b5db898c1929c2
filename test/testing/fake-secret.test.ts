import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { isSecret } from '../../src/contract/data-copy.js'
import { createSeal } from '../../src/ports/secret.js'
import { createFakeSeal } from '../../src/testing/index.js'

const TEXT = 'correct horse battery'

describe('a secret for tests', () => {
  it.each(['', ' ', 'x', TEXT, 'two\nlines', '🔑'])('describes %j as the real one does', (text) => {
    const describing = ({
      kind,
      length,
      blank,
      hasWhitespace,
    }: ReturnType<ReturnType<typeof createFakeSeal>>) => ({
      kind,
      length,
      blank,
      hasWhitespace,
    })
    const fake = createFakeSeal()(text, 'some-kind')
    const real = createSeal().seal(text, 'some-kind')
    expect(describing(fake)).toEqual(describing(real))
    expect(Object.keys(fake.toJSON().$secret)).toEqual(Object.keys(real.toJSON().$secret))
    expect([isSecret(fake), isSecret(real)]).toEqual([true, true])
  })

  it('equals another of the same text, whatever its kind or seal, and no other', () => {
    const seal = createFakeSeal()
    const secret = seal(TEXT)
    expect(secret.equals(secret)).toBe(true)
    expect(secret.equals(seal(TEXT, 'some-kind'))).toBe(true)
    expect(secret.equals(createFakeSeal()(TEXT))).toBe(true)
    expect(secret.equals(seal('other'))).toBe(false)
    expect(secret.equals(createFakeSeal()('other'))).toBe(false)
  })

  it('has one pseudonym for a text, numbered as texts are met', () => {
    const seal = createFakeSeal()
    const pseudonyms = [seal('a'), seal('b', 'token'), seal('a'), seal('a', 'token'), seal('c')].map(String)
    expect(pseudonyms).toEqual(['[opaque 1]', '[token 2]', '[opaque 1]', '[opaque 1]', '[opaque 3]'])
    expect(seal('a').pseudonym).toBe('[opaque 1]')
  })

  it('never shows its text', () => {
    const secret = createFakeSeal()(TEXT)
    const shown = [
      String(secret),
      `${secret}`,
      JSON.stringify({ secret }),
      inspect(secret, { depth: 9, showHidden: true }),
    ]
    for (const text of shown) expect(text).not.toContain('horse')
    expect(JSON.stringify(secret)).toContain('"$secret"')
  })
})
