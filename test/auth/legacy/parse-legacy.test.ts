import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type LegacyName, parseLegacy } from '../../../src/auth/legacy/parse-legacy.js'
import { plain, testSeal } from '../seal.js'

const read = (value: unknown, name: LegacyName = 'auth.json') => {
  const { seal, reveal } = testSeal()
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const reading = parseLegacy(text, name, seal)
  if (reading.state !== 'ok') return reading
  const profiles = Object.fromEntries(reading.entries.map(({ id, value }) => [id, plain(value, reveal)]))
  return { profiles, odd: reading.odd }
}

const login = { type: 'oauth', access: 'acc', refresh: 'ref', expires: 5 }

describe('auth.json', () => {
  it.each([
    ['a key', { type: 'api_key', key: 'k', email: 'a@b' }],
    ['a token', { type: 'token', token: 't', expires: 7 }],
    ['a login', { ...login, enterpriseUrl: 'u', projectId: 'p', accountId: 'a' }],
    ['a login without a refresh token', { type: 'oauth', access: 'acc' }],
    ['fields that nobody here knows', { ...login, note: 'n', nested: { list: ['x', 1, null, true] } }],
  ])('gives %s to the profile <provider>:default, all of its fields', (_, entry) => {
    expect(read({ acme: entry })).toEqual({
      profiles: { 'acme:default': { provider: 'acme', ...entry } },
      odd: [],
    })
  })

  it('takes the provider that an entry names, and its key for one that names none', () => {
    const key = { type: 'api_key', key: 'k' }
    expect(read({ a: { ...key, provider: 'b' }, c: { ...key, provider: null } })).toEqual({
      profiles: { 'a:default': { ...key, provider: 'b' }, 'c:default': { ...key, provider: 'c' } },
      odd: [],
    })
  })

  it.each([
    ['no object', 'text'],
    ['null', null],
    ['a list', [login]],
    ['without a type', { access: 'a', refresh: 'r' }],
    ['of an unknown type', { type: 'hologram', key: 'k' }],
    ['without a secret', { type: 'api_key' }],
    ['with a blank secret', { type: 'token', token: ' ' }],
    ['with a secret that is no text', { type: 'oauth', access: 1, refresh: {} }],
    ['with a provider that is no text', { ...login, provider: 5 }],
  ])('names an entry that is %s, and imports the others', (_, entry) => {
    expect(read({ odd: entry, acme: login })).toEqual({
      profiles: { 'acme:default': { provider: 'acme', ...login } },
      odd: ['odd'],
    })
  })

  it('makes null of a number that JSON cannot write', () => {
    expect(read('{"acme": {"type": "token", "token": "t", "expires": 1e999}}')).toEqual({
      profiles: { 'acme:default': { type: 'token', provider: 'acme', token: 't', expires: null } },
      odd: [],
    })
  })

  it('has a key of any name', () => {
    expect(read(`{"__proto__": ${JSON.stringify(login)}, "": ${JSON.stringify(login)}}`)).toEqual({
      profiles: { '__proto__:default': { provider: '__proto__', ...login } },
      odd: [''],
    })
  })
})

describe('oauth.json', () => {
  it('has logins without a type', () => {
    expect(read({ acme: { access: 'a', refresh: 'r', expires: 5, more: 'm' } }, 'oauth.json')).toEqual({
      profiles: {
        'acme:default': { type: 'oauth', provider: 'acme', access: 'a', refresh: 'r', expires: 5, more: 'm' },
      },
      odd: [],
    })
  })
})

describe.each(['auth.json', 'oauth.json'] as const)('%s', (name) => {
  it.each([
    ['[]', 'it is not an object'],
    ['null', 'it is not an object'],
    ['{"profiles": {}}', 'it has "profiles", which belong into auth-profiles.json'],
  ])('that reads %s has another layout', (text, reason) => {
    expect(read(text, name)).toEqual({ state: 'wrong-shape', reason })
  })

  it.each(['', '{"acme": {"key": "s3cret"', '{"acme": s3cret}'])(
    'that reads %j is not JSON, and none of it is told',
    (text) => {
      const reading = read(text, name)
      expect(reading).toMatchObject({ state: 'unparseable', line: 1 })
      expect(JSON.stringify(reading)).not.toContain('s3cret')
    },
  )

  it('never throws, shows no text of an entry, and hands on nothing that is not data', () => {
    const entry = fc.dictionary(
      fc.constantFrom('type', 'provider', 'key', 'token', 'access', 'refresh', 'expires', 'x'),
      fc.oneof(fc.constantFrom('api_key', 'token', 'oauth'), fc.jsonValue()),
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          fc.dictionary(fc.string(), entry).map((all) => JSON.stringify(all)),
        ),
        (text) => {
          const { seal } = testSeal()
          const reading = parseLegacy(text, name, seal)
          if (reading.state !== 'ok') return
          for (const { credential, value } of reading.entries) {
            const { type, provider } = credential
            expect(value).toMatchObject({ type, provider })
          }
        },
      ),
    )
    const { seal } = testSeal()
    const canary = 'canary-7f3a'
    const text = `{"acme": {"type": "oauth", "access": "${canary}1", "note": ["${canary}2"]}}`
    const shown = JSON.stringify(parseLegacy(text, name, seal))
    expect(shown).not.toContain(canary)
  })
})
