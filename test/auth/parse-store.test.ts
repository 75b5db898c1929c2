import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { locateJsonFault } from '../../src/auth/json-position.js'
import { parseStore } from '../../src/auth/parse-store.js'
import type { AuthStore } from '../../src/auth/store.js'
import { testSeal } from './seal.js'

const { seal } = testSeal()

const read = (value: unknown): AuthStore => {
  const reading = parseStore(JSON.stringify(value), seal)
  if (reading.state !== 'ok') throw new Error(reading.state)
  return reading.store
}

describe('a store’s text', () => {
  it.each([
    ['', 1, 1, 'it is empty'],
    [' \n ', 2, 2, 'it is empty'],
    ['\uFEFF{"profiles":{}}', 1, 1, 'it starts with a byte-order mark'],
    ['{"profiles":{}}x', 1, 16, 'there is more text after the end of the document'],
    ['{\n  "profiles": {},\n}', 3, 1, 'a key in double quotes was expected'],
    ['{\r\n"a" 1}', 2, 5, 'a colon was expected'],
    ['{"a": [1 2]}', 1, 10, 'a comma or a closing bracket was expected'],
    ['[1,]', 1, 4, 'a value was expected'],
    ['[}', 1, 2, 'a value or "]" was expected'],
    ['{]', 1, 2, 'a key in double quotes or "}" was expected'],
    ['{"a": "cut', 1, 7, 'a value was expected'],
    ['{"a": {"b": 1}', 1, 15, 'it ends too early'],
    ['// note\n{}', 1, 1, 'a value was expected'],
  ])('that is %j is unparseable at %i:%i', (text, line, column, reason) => {
    expect(parseStore(text, seal)).toEqual({ state: 'unparseable', line, column, reason })
  })

  it.each(['null', '[]', '7', '"x"', '{}', '{"profiles":null}', '{"profiles":[]}', '{"profiles":"x"}'])(
    'that is %s has the wrong shape',
    (text) => {
      expect(parseStore(text, seal).state).toBe('wrong-shape')
    },
  )

  it('is found at fault exactly where the language’s own parser finds it so', () => {
    const bits = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"a"',
      '"\\n"',
      '1',
      '-0.5e3',
      '01',
      'true',
      ' ',
      '\n',
      '"',
      '\\u00',
      'nul',
      "'",
    )
    const text = fc.oneof(
      fc.array(bits, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    )
    fc.assert(
      fc.property(text, (candidate) => {
        let accepted = true
        try {
          JSON.parse(candidate)
        } catch {
          accepted = false
        }
        expect(locateJsonFault(candidate) === null).toBe(accepted)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('a store', () => {
  it('has only profiles of a known type and with a provider, and lists what is wrong with the others', () => {
    const store = read({
      version: 2,
      profiles: {
        list: [],
        text: 'x',
        typeless: { provider: 'zai', key: 'k' },
        'mode-for-type': { mode: 'api_key', provider: 'zai', apiKey: 'k' },
        'no-provider': { type: 'token', token: 't' },
        'apikey-for-key': { type: 'api_key', provider: 'zai', apiKey: 'k' },
        blank: { type: 'token', provider: 'zai', token: ' ' },
        'text-date': { type: 'oauth', provider: 'zai', access: 'a', expires: '2099-01-01' },
        good: { type: 'token', provider: 'zai', token: 't', expires: null, email: 'a@example.com' },
      },
      order: { anthropic: 'x', zai: [' good ', 5, ''] },
      usageStats: { good: { lastUsed: 'x', errorCount: 2 }, bad: 1 },
      lastGood: { zai: 'good', x: 1 },
    })
    expect(store.issues).toMatchObject([
      { code: 'version-unknown', at: ['version'] },
      { code: 'profile-not-an-object', at: ['profiles', 'list'] },
      { code: 'profile-not-an-object', at: ['profiles', 'text'] },
      { code: 'profile-type-unknown', at: ['profiles', 'typeless', 'type'] },
      { code: 'profile-mode-for-type', at: ['profiles', 'mode-for-type', 'mode'] },
      { code: 'profile-apikey-for-key', at: ['profiles', 'mode-for-type', 'apiKey'] },
      { code: 'profile-provider-missing', at: ['profiles', 'no-provider', 'provider'] },
      { code: 'profile-apikey-for-key', at: ['profiles', 'apikey-for-key', 'apiKey'] },
      { code: 'profile-secret-missing', at: ['profiles', 'blank', 'token'] },
      { code: 'profile-expiry-not-a-number', at: ['profiles', 'text-date', 'expires'] },
      { code: 'order-malformed', at: ['order', 'anthropic'] },
      { code: 'order-malformed', at: ['order', 'zai', '1'] },
      { code: 'order-malformed', at: ['order', 'zai', '2'] },
      { code: 'usage-malformed', at: ['usageStats', 'good', 'lastUsed'] },
      { code: 'usage-malformed', at: ['usageStats', 'bad'] },
    ])
    expect(Object.keys(store.profiles)).toEqual(['apikey-for-key', 'blank', 'text-date', 'good'])
    expect(store.profiles['apikey-for-key']).toEqual({ type: 'api_key', provider: 'zai', key: null })
    expect(store.profiles.good).toEqual({
      type: 'token',
      provider: 'zai',
      token: seal('t'),
      email: 'a@example.com',
    })
    expect(store).toMatchObject({
      version: 2,
      order: { zai: ['good'] },
      lastGood: { zai: 'good' },
      usageStats: { good: { errorCount: 2 } },
    })
  })

  it('keeps profiles whose names every object has', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty']
    const profile = '{"type":"api_key","provider":"zai","key":"k"}'
    const text = `{"profiles":{${names.map((name) => `"${name}":${profile}`).join()}}}`
    const reading = parseStore(text, seal)
    if (reading.state !== 'ok') throw new Error(reading.state)
    expect(Object.keys(reading.store.profiles)).toEqual(names)
    expect(Object.getPrototypeOf(reading.store.profiles)).toBe(Object.prototype)
  })

  it('says what kind of secret each profile holds', () => {
    const access = `sk-ant-oat01-${'x'.repeat(20)}`
    const store = read({ profiles: { a: { type: 'oauth', provider: 'anthropic', access, refresh: '' } } })
    expect(store.profiles.a).toMatchObject({
      access: { kind: 'anthropic-oauth-access', blank: false },
      refresh: { kind: 'opaque', blank: true },
    })
  })

  it('without a version or anything but profiles is a store without faults', () => {
    expect(read({ profiles: {} })).toEqual({
      version: null,
      profiles: {},
      order: {},
      lastGood: {},
      usageStats: {},
      issues: [],
    })
  })
})
