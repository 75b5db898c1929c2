import { describe, expect, it } from 'vitest'
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
  it('that is not JSON is unparseable at its line and column', () => {
    expect(parseStore('{\n  "profiles": {},\n}', seal)).toEqual({
      state: 'unparseable',
      line: 3,
      column: 1,
      reason: 'a key in double quotes was expected',
    })
  })

  it.each(['null', '[]', '7', '"x"', '{}', '{"profiles":null}', '{"profiles":[]}', '{"profiles":"x"}'])(
    'that is %s has the wrong shape',
    (text) => {
      expect(parseStore(text, seal).state).toBe('wrong-shape')
    },
  )
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
