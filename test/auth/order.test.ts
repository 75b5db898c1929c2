import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import type { Credential, UsageStats } from '../../src/auth/credential.js'
import { effectiveOrder, explainOrder } from '../../src/auth/order.js'
import { sameProvider } from '../../src/auth/provider-id.js'
import { type AuthStore, EMPTY_STORE } from '../../src/auth/store.js'
import { store as anyStore, NOW, profileId } from './arbitrary.js'
import { testSeal } from './seal.js'

const sealed = testSeal()
const { seal } = sealed

const key: Credential = { type: 'api_key', provider: 'anthropic', key: seal('k') }
const token: Credential = { type: 'token', provider: 'anthropic', token: seal('t') }
const oauth: Credential = { type: 'oauth', provider: 'anthropic', access: seal('a'), refresh: seal('r') }

const storeOf = (
  profiles: Record<string, Credential>,
  more: { order?: AuthStore['order']; usageStats?: Record<string, UsageStats> } = {},
): AuthStore => ({ ...EMPTY_STORE, profiles, ...more })

const configOf = (auth: Partial<AuthConfig['auth']>): AuthConfig => ({
  ...EMPTY_CONFIG,
  auth: { ...EMPTY_CONFIG.auth, ...auth },
})

const ask = (store: AuthStore, config = EMPTY_CONFIG, preferred?: string) => ({
  store,
  config,
  provider: 'anthropic',
  now: NOW,
  ...(preferred === undefined ? {} : { preferred }),
})

const three = { k: key, t: token, o: oauth }

describe('the effective order', () => {
  it.each([
    ['logins before tokens before keys', ask(storeOf(three)), ['o', 't', 'k']],
    [
      'the least recently used first among one type',
      ask(storeOf({ a: key, b: key, c: key }, { usageStats: { a: { lastUsed: 2 }, c: { lastUsed: 1 } } })),
      ['b', 'c', 'a'],
    ],
    [
      'those in cooldown last, the soonest to end first',
      ask(
        storeOf(
          { a: oauth, b: oauth, c: key },
          { usageStats: { a: { cooldownUntil: NOW + 2 }, b: { disabledUntil: NOW + 1 } } },
        ),
      ),
      ['c', 'b', 'a'],
    ],
    [
      'a cooldown that ends now as over',
      ask(storeOf({ a: oauth, b: oauth }, { usageStats: { a: { cooldownUntil: NOW } } })),
      ['a', 'b'],
    ],
    ['the store’s list as it is', ask(storeOf(three, { order: { ANTHROPIC: ['k', 'o'] } })), ['k', 'o']],
    [
      'the config’s list as it is',
      ask(storeOf(three), configOf({ order: { Anthropic: ['k', 'o'] } })),
      ['k', 'o'],
    ],
    [
      'the store’s list before the config’s',
      ask(storeOf(three, { order: { anthropic: ['t'] } }), configOf({ order: { anthropic: ['k'] } })),
      ['t'],
    ],
    ['an empty list in the config as none', ask(storeOf(three), configOf({ order: { anthropic: [] } })), []],
    [
      'the profiles that the config names, by type',
      ask(
        storeOf(three),
        configOf({
          profiles: {
            k: { provider: 'anthropic', mode: 'api_key' },
            t: { provider: 'anthropic', mode: 'oauth' },
          },
        }),
      ),
      ['t', 'k'],
    ],
    ['a preferred profile first', ask(storeOf(three), EMPTY_CONFIG, 'k'), ['k', 'o', 't']],
    ['no preferred profile that is not usable', ask(storeOf(three), EMPTY_CONFIG, 'x'), ['o', 't', 'k']],
  ])('takes %s', (_, question, expected) => {
    expect(effectiveOrder(question)).toEqual(expected)
  })

  it('keeps listed profiles in cooldown, behind the others', () => {
    const stats = { k: { cooldownUntil: NOW + 9 }, t: { cooldownUntil: NOW + 5 } }
    const store = storeOf(three, { order: { anthropic: ['k', 't', 'o'] }, usageStats: stats })
    expect(effectiveOrder(ask(store))).toEqual(['o', 't', 'k'])
  })

  it('finds nothing under the names that every object has', () => {
    const store = storeOf({}, { order: { anthropic: ['constructor', '__proto__', 'toString'] } })
    expect(effectiveOrder(ask(store))).toEqual([])
  })

  it('treats a profile with such a name as any other', () => {
    const profiles = Object.fromEntries([
      ['__proto__', key],
      ['constructor', oauth],
    ])
    expect(effectiveOrder(ask(storeOf(profiles)))).toEqual(['constructor', '__proto__'])
  })
})

describe('the explanation of an order', () => {
  const past = NOW - 1
  const config = configOf({
    profiles: {
      mode: { provider: 'anthropic', mode: 'token' },
      elsewhere: { provider: 'zai', mode: 'oauth' },
    },
  })
  it.each([
    ['not-stored', 'gone', {}],
    ['other-provider', 'x', { x: { ...key, provider: 'zai' } }],
    ['config-provider', 'elsewhere', { elsewhere: oauth }],
    ['config-mode', 'mode', { mode: oauth }],
    ['blank', 'x', { x: { ...key, key: null } }],
    ['blank', 'x', { x: { ...token, token: seal(' ') } }],
    ['blank', 'x', { x: { ...oauth, access: seal(''), refresh: null } }],
    ['expired', 'x', { x: { ...token, expires: NOW } }],
  ])('says %s of %s', (why, id, profiles) => {
    const store = storeOf(profiles as Record<string, Credential>, { order: { anthropic: [id] } })
    expect(explainOrder(ask(store, config)).candidates).toEqual([{ id, usable: false, why }])
  })

  it.each([
    ['mode', 'config-mode'],
    ['elsewhere', 'config-provider'],
  ])('says first of %s that the order does not name it, as the gateway looks no further', (id, also) => {
    const candidates = (order: AuthStore['order']) =>
      explainOrder(ask(storeOf({ k: key, [id]: oauth }, { order }), config)).candidates
    expect(candidates({ anthropic: ['k'] })).toContainEqual({ id, usable: false, why: 'not-listed', also })
    expect(candidates({})).toContainEqual({ id, usable: false, why: also })
  })

  it('does not hold a login’s date against it', () => {
    expect(effectiveOrder(ask(storeOf({ o: { ...oauth, expires: past } })))).toEqual(['o'])
  })

  it('accepts a token where the config says oauth, and not the other way round', () => {
    const modes = (mode: string) => configOf({ profiles: { x: { provider: 'anthropic', mode } } })
    expect(effectiveOrder(ask(storeOf({ x: token }), modes('oauth')))).toEqual(['x'])
    expect(effectiveOrder(ask(storeOf({ x: oauth }), modes('token')))).toEqual([])
  })

  it('names what the list leaves out, what it repeats, and the list that it shadows', () => {
    const store = storeOf(three, {
      order: { anthropic: ['k', 'k'] },
      usageStats: { k: { cooldownUntil: NOW + 1 } },
    })
    expect(explainOrder(ask(store, configOf({ order: { anthropic: ['o'] } })))).toEqual({
      base: 'store-order',
      candidates: [
        { id: 'k', usable: true, coolingUntil: NOW + 1 },
        { id: 't', usable: false, why: 'not-listed' },
        { id: 'o', usable: false, why: 'not-listed' },
      ],
      repeated: ['k'],
      shadowed: ['o'],
    })
  })

  const question = fc.record({
    store: anyStore(sealed),
    config: fc.oneof(
      fc.constant(EMPTY_CONFIG),
      fc.array(profileId).map((ids) => configOf({ order: { anthropic: ids } })),
      fc
        .tuple(profileId, fc.constantFrom('oauth', 'token', 'api_key'), fc.constantFrom('anthropic', 'zai'))
        .map(([id, mode, provider]) =>
          configOf({ profiles: Object.fromEntries([[id, { provider, mode }]]) }),
        ),
    ),
    provider: fc.constantFrom('anthropic', 'Anthropic', 'zai', 'z-ai'),
    now: fc.constant(NOW),
    preferred: profileId,
  })

  it('covers every stored and listed profile once, and the order is its usable part', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { candidates } = explainOrder(asked)
        const ids = candidates.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        for (const [id, { provider }] of Object.entries(asked.store.profiles))
          if (sameProvider(provider, asked.provider)) expect(ids).toContain(id)
        const order = effectiveOrder(asked)
        expect(order).toEqual(candidates.filter(({ usable }) => usable).map(({ id }) => id))
        for (const id of order) expect(Object.hasOwn(asked.store.profiles, id)).toBe(true)
        if (order.includes(asked.preferred)) expect(order[0]).toBe(asked.preferred)
      }),
    )
  })
})
