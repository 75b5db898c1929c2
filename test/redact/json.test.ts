import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { WITHHELD } from '../../src/redact/index.js'
import { knowing, noise, PSEUDONYM, withRedactors } from './boundary.js'

const AWKWARD = [
  `"${noise(20, 41)}"`,
  `${noise(10, 42)}\\${noise(9, 43)}\\`,
  `a\nb\r${noise(20, 44)}`,
].concat(`\u2028${noise(10, 45)}\u2029${noise(10, 46)}`, `{"k":"${noise(20, 47)}"}`)

describe('a JSON document', () => {
  for (const secret of AWKWARD) {
    it(`stays one when it held ${JSON.stringify(secret).slice(0, 8)}…`, () => {
      const document = { a: [secret, 1], [secret]: { b: `x${secret}y` }, nested: JSON.stringify({ secret }) }
      const text = JSON.stringify(knowing(secret).redactJson(document))
      expect(text).not.toContain(JSON.stringify(secret).slice(1, -1))
      expect(JSON.parse(text)).toMatchObject({ a: [expect.stringContaining(PSEUDONYM), 1] })
      expect(text.split(PSEUDONYM).length - 1).toBe(4)
    })
  }

  it('keeps everything that is not a text, and the order of keys', () => {
    const document = { z: 1, a: [true, false, null, 1.5, -0], deep: { ok: 'fine', none: undefined } }
    expect(knowing(noise(20)).redactJson(document)).toStrictEqual(document)
    expect(withRedactors().redactJson(null)).toBe(null)
  })

  it('keeps every value of ordinary JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.stringify(knowing(noise(40, 48)).redactJson(value))).toBe(JSON.stringify(value))
      }),
    )
  })

  it('loses no entry when two keys become alike, and takes __proto__ for a key like any other', () => {
    const [one, two] = [`ghp_${noise(36, 1)}`, `ghp_${noise(36, 2)}`]
    const document = JSON.parse(`{"${one}":1,"${two}":2,"__proto__":3}`) as unknown
    const clean = withRedactors().redactJson(document)
    expect(JSON.stringify(clean)).toBe('{"[redacted github]":1,"[redacted github] (2)":2,"__proto__":3}')
    expect(withRedactors().redactJson(clean)).toStrictEqual(clean)
  })

  it('loses a text whose key says that it is a secret, also in a list, unless something stands for it', () => {
    const redactor = knowing(noise(40, 49))
    const document = {
      apiKey: 'opaque-letters',
      apiKeys: 'fine',
      access_token: ['opaque-letters'],
      password: 'correct horse battery staple',
      GH_TOKEN: 'opaque-letters',
      client_secret: PSEUDONYM,
      passphrase: `see ${PSEUDONYM}`,
      token: 'anthropic:claude-cli',
      key: 'agent:main',
      mode: 'api-key',
    }
    const marker = '[redacted assigned-secret]'
    const clean = redactor.redactJson(document)
    expect(clean).toStrictEqual({
      ...document,
      apiKey: marker,
      access_token: [marker],
      password: marker,
      GH_TOKEN: marker,
    })
    expect(redactor.redactJson(clean)).toStrictEqual(clean)
    expect(redactor.ledger()).toEqual([{ by: 'assigned-secret', count: 4 }])
  })

  it('holds what a value turns into when it is serialised', () => {
    const sealed = { toJSON: () => ({ $secret: { pseudonym: PSEUDONYM, length: 9 } }) }
    expect(withRedactors().redactJson({ at: new Date(0), sealed })).toStrictEqual({
      at: '1970-01-01T00:00:00.000Z',
      sealed: { $secret: { pseudonym: PSEUDONYM, length: 9 } },
    })
  })

  it('is withheld, as one text, when it is none', () => {
    const circle: Record<string, unknown> = {}
    circle.self = circle
    for (const value of [circle, { a: 1n }, { a: () => 1 }, Symbol('a')]) {
      const redactor = withRedactors()
      expect(redactor.redactJson(value)).toBe(WITHHELD)
      expect(redactor.ledger()).toEqual([{ by: 'withheld', count: 1 }])
    }
  })
})
