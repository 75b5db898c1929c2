import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CODEX_CLI_PROFILE, type OAuthCredential, type Profiles } from '../../src/auth/credential.js'
import {
  codexAuthPath,
  parseCodexCredentials,
  parseQwenCredentials,
  qwenCredentialsPath,
} from '../../src/auth/external-cli.js'
import { planCodexSync, planQwenSync } from '../../src/auth/external-sync.js'
import { mergeStores } from '../../src/auth/merge-stores.js'
import { EMPTY_STORE } from '../../src/auth/store.js'
import { credential, NOW, source } from './arbitrary.js'
import { testSeal } from './seal.js'

const sealed = testSeal()
const { seal } = sealed
const HOUR = 3_600_000

const pair = (name: string, expires: number, provider = 'openai-codex'): OAuthCredential => ({
  type: 'oauth',
  provider,
  access: seal(`${name}-access`),
  refresh: seal(`${name}-refresh`),
  expires,
})

describe('the credentials of other programs', () => {
  const place = { env: {}, home: '/h', cwd: '/w', platform: 'linux' } as const

  it('are where those programs keep them', () => {
    expect(codexAuthPath(place)).toBe('/h/.codex/auth.json')
    expect(codexAuthPath({ ...place, env: { CODEX_HOME: '~/c' } })).toBe('/h/c/auth.json')
    expect(qwenCredentialsPath(place)).toBe('/h/.qwen/oauth_creds.json')
  })

  it('of Codex count as good for an hour after the file was written', () => {
    const tokens = { access_token: 'a', refresh_token: 'r', account_id: 'me' }
    expect(parseCodexCredentials(JSON.stringify({ tokens }), NOW, seal)).toEqual({
      state: 'found',
      credential: {
        type: 'oauth',
        provider: 'openai-codex',
        access: seal('a'),
        refresh: seal('r'),
        expires: NOW + HOUR,
        accountId: 'me',
      },
    })
  })

  it('of Qwen have a date of their own', () => {
    const text = JSON.stringify({ access_token: 'a', refresh_token: 'r', expiry_date: 5 })
    expect(parseQwenCredentials(text, seal)).toMatchObject({
      state: 'found',
      credential: { provider: 'qwen-portal', expires: 5 },
    })
  })

  it.each([
    'null',
    '[]',
    '{}',
    '{"tokens":{"access_token":"a"}}',
    '{"tokens":{"access_token":"","refresh_token":"r"}}',
  ])('that are %s are incomplete', (text) => {
    expect(parseCodexCredentials(text, NOW, seal)).toEqual({ state: 'incomplete' })
    expect(parseQwenCredentials(text, seal)).toEqual({ state: 'incomplete' })
  })

  it('without a usable date are incomplete for Qwen', () => {
    const text = '{"access_token":"a","refresh_token":"r","expiry_date":"soon"}'
    expect(parseQwenCredentials(text, seal)).toEqual({ state: 'incomplete' })
  })
})

describe('the sync from Codex', () => {
  const ID = CODEX_CLI_PROFILE
  const set = (value: OAuthCredential) => ({ action: 'set', credential: value })
  const old = pair('old', NOW + 600_000)
  const next = pair('new', NOW + HOUR)
  it.each([
    ['fills an absent profile', {}, next, set(next)],
    ['leaves a fresh one', { [ID]: pair('old', NOW + 600_001) }, next, null],
    ['replaces one near its end by a later one', { [ID]: old }, next, set(next)],
    ['keeps one near its end before an earlier one', { [ID]: old }, pair('new', NOW + 1), null],
    [
      'replaces an expired one by anything else',
      { [ID]: pair('old', NOW) },
      pair('new', NOW - 1),
      set(pair('new', NOW - 1)),
    ],
    ['replaces another provider’s', { [ID]: pair('old', NOW + HOUR, 'zai') }, next, set(next)],
    ['finds the same one no change', { [ID]: pair('new', NOW - 1) }, pair('new', NOW - 1), null],
    ['does not add a pair that another profile holds', { mine: next }, next, null],
    [
      'drops a pair that another profile holds',
      { [ID]: next, mine: next },
      next,
      { action: 'remove', duplicateOf: 'mine' },
    ],
    [
      'drops it without a source too',
      { [ID]: next, mine: next },
      null,
      { action: 'remove', duplicateOf: 'mine' },
    ],
    ['puts a new pair in the place of a dropped one', { [ID]: old, mine: old }, next, set(next)],
    [
      'drops an expired one whose successor another holds',
      { [ID]: pair('old', NOW), mine: next },
      next,
      { action: 'remove', duplicateOf: 'mine' },
    ],
    ['keeps a key', { [ID]: { type: 'api_key', provider: 'openai-codex', key: seal('k') } }, next, null],
    ['does nothing without a source', { [ID]: old }, null, null],
  ] as const)('%s', (_, profiles, from, plan) => {
    expect(planCodexSync(profiles as Profiles, from, NOW)).toEqual(plan)
  })

  it('has nothing left to do once it is done', () => {
    const provider = fc.constantFrom('openai-codex', 'anthropic')
    const profiles = fc.dictionary(fc.constantFrom(ID, 'mine', 'other'), credential(sealed, provider))
    const from = source(sealed, 'openai-codex').filter((made) => made.type === 'oauth')
    fc.assert(
      fc.property(profiles, fc.option(from), (before, made) => {
        const plan = planCodexSync(before, made, NOW)
        const rest = Object.entries(before).filter(([id]) => id !== ID)
        const after =
          plan === null
            ? before
            : Object.fromEntries(plan.action === 'set' ? [...rest, [ID, plan.credential]] : rest)
        expect(planCodexSync(after, made, NOW)).toBeNull()
      }),
    )
  })
})

describe('the sync from Qwen', () => {
  it('follows the dates', () => {
    const at = (expires: number): OAuthCredential => pair(String(expires), expires, 'qwen-portal')
    expect(planQwenSync(undefined, at(1), NOW)).toEqual(at(1))
    expect(planQwenSync(at(NOW + HOUR), at(NOW + 2 * HOUR), NOW)).toBeNull()
    expect(planQwenSync(at(NOW + 1), at(NOW + 2), NOW)).toEqual(at(NOW + 2))
    expect(planQwenSync(at(NOW + 1), null, NOW)).toBeNull()
  })
})

describe('what an agent inherits', () => {
  const main = {
    ...EMPTY_STORE,
    profiles: { a: pair('main', 1), b: pair('main-b', 1) },
    order: { zai: ['a'] },
    usageStats: { a: { lastUsed: 1 } },
  }

  it('is all that it has not of its own', () => {
    const own = {
      ...EMPTY_STORE,
      version: 1,
      profiles: { b: pair('own', 2), c: pair('own-c', 2) },
      order: { zai: ['c'] },
    }
    const { store, origins } = mergeStores(main, own)
    expect(store).toMatchObject({
      version: 1,
      profiles: { a: pair('main', 1), b: pair('own', 2), c: pair('own-c', 2) },
      order: { zai: ['c'] },
      usageStats: { a: { lastUsed: 1 } },
    })
    expect(origins).toEqual({ a: 'inherited', b: 'own', c: 'own' })
  })

  it('is everything where it has no store', () => {
    expect(mergeStores(main, null).origins).toEqual({ a: 'inherited', b: 'inherited' })
    expect(mergeStores(main, null).store.profiles).toEqual(main.profiles)
  })

  it('is not Codex’s copy of a pair that it has', () => {
    const merged = mergeStores(
      { ...EMPTY_STORE, profiles: { [CODEX_CLI_PROFILE]: pair('x', 1) } },
      { ...EMPTY_STORE, profiles: { mine: pair('x', 1) } },
    )
    expect(Object.keys(merged.store.profiles)).toEqual(['mine'])
  })
})
