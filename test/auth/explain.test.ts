import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose } from '../../src/auth/choice.js'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import type { Credential } from '../../src/auth/credential.js'
import { type ExplainQuestion, explain, type TraceEntry } from '../../src/auth/explain.js'
import type { Pin } from '../../src/auth/sessions/session-entry.js'
import { type AuthStore, EMPTY_STORE } from '../../src/auth/store.js'
import { tokenKind } from '../../src/auth/token-kind.js'
import { store as anyStore, NOW, profileId } from './arbitrary.js'
import { testSeal } from './seal.js'

const sealed = testSeal()
const secret = (text: string) => sealed.seal(text, tokenKind(text))
const OAUTH = ['sk', 'ant', 'oat01', 'x'].join('-')
const KEY = ['sk', 'ant', 'api03', 'x'].join('-')

const login = (over: object = {}): Credential => ({
  type: 'oauth',
  provider: 'anthropic',
  access: secret(OAUTH),
  refresh: secret('r'),
  expires: NOW + 1000,
  ...over,
})
const token = (over: object = {}): Credential => ({
  type: 'token',
  provider: 'anthropic',
  token: secret(OAUTH),
  ...over,
})
const key = (over: object = {}): Credential => ({
  type: 'api_key',
  provider: 'anthropic',
  key: secret(KEY),
  ...over,
})

const ask = (
  profiles: AuthStore['profiles'],
  over: Partial<Omit<ExplainQuestion, 'store' | 'config'>> & {
    readonly store?: Partial<AuthStore>
    readonly config?: Partial<AuthConfig>
  } = {},
): ExplainQuestion => ({
  modelKeys: {},
  env: {},
  provider: 'anthropic',
  now: NOW,
  pin: null,
  ...over,
  store: { ...EMPTY_STORE, profiles, ...over.store },
  config: { ...EMPTY_CONFIG, ...over.config },
})

const nameOf = (entry: TraceEntry): string =>
  entry.via === 'profile' ? entry.profileId : entry.via === 'env' ? entry.name : entry.place

/** Everything but what is not set, as `name verdict code billing`. */
const told = (question: ExplainQuestion): readonly string[] =>
  explain(question).trace.flatMap((entry) =>
    entry.code === 'not-set' ? [] : [`${nameOf(entry)} ${entry.verdict} ${entry.code} ${entry.billing}`],
  )

const env = (names: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(names).map(([name, text]) => [name, secret(text)]))

const keyOf = (apiKey: string) => ({ anthropic: { apiKey: secret(apiKey) } })

const pinned = (profile: string, source: Pin['source'] = 'user'): { readonly pin: Pin } => ({
  pin: { profile, source },
})

describe('an explanation', () => {
  it.each<[string, ExplainQuestion, readonly string[]]>([
    ['says nothing would be used where there is nothing', ask({}), []],
    [
      'takes profiles by type, then the environment, then the config',
      ask(
        { k: key(), t: token(), o: login() },
        { env: env({ ANTHROPIC_API_KEY: KEY }), config: { providers: keyOf(KEY) } },
      ),
      [
        'o chosen usable subscription',
        't next usable subscription',
        'k next usable metered',
        'ANTHROPIC_API_KEY next usable metered',
        'config next usable metered',
      ],
    ],
    [
      'gives each profile that is passed over its own reason',
      ask(
        {
          ok: token(),
          late: token({ expires: NOW }),
          empty: key({ key: secret(' ') }),
          stuck: login({ refresh: null, expires: NOW }),
          mode: key(),
          else: key({ provider: 'openai' }),
        },
        {
          store: { order: { anthropic: ['gone', 'else', 'late', 'empty', 'stuck', 'mode'] } },
          config: {
            auth: { profiles: { mode: { provider: 'anthropic', mode: 'token' } }, order: {} },
          },
        },
      ),
      [
        'stuck skipped cannot-refresh null',
        'gone skipped not-stored null',
        'else skipped other-provider null',
        'late skipped expired null',
        'empty skipped blank null',
        'mode skipped config-mode null',
        'ok skipped not-listed null',
      ],
    ],
    [
      'calls a login that nobody can refresh that, listed or not',
      ask(
        { a: token(), b: login({ refresh: null, expires: NOW }) },
        { store: { order: { anthropic: ['a'] } } },
      ),
      ['a chosen usable subscription', 'b skipped cannot-refresh null'],
    ],
    [
      'puts a profile in cooldown behind the others',
      ask({ a: login(), b: key() }, { store: { usageStats: { a: { cooldownUntil: NOW + 1 } } } }),
      ['b chosen usable metered', 'a next cooling subscription'],
    ],
    [
      'takes a profile in cooldown before the environment',
      ask(
        { a: login() },
        {
          store: { usageStats: { a: { disabledUntil: NOW + 1 } } },
          env: env({ ANTHROPIC_API_KEY: KEY }),
        },
      ),
      ['a chosen cooling subscription', 'ANTHROPIC_API_KEY next usable metered'],
    ],
    [
      'reads the stronger of two variables, and says of a blank one that it is',
      ask({}, { env: env({ ANTHROPIC_OAUTH_TOKEN: OAUTH, ANTHROPIC_API_KEY: KEY }) }),
      ['ANTHROPIC_OAUTH_TOKEN chosen usable subscription', 'ANTHROPIC_API_KEY skipped weaker null'],
    ],
    [
      'passes over a blank variable',
      ask({}, { env: env({ ANTHROPIC_OAUTH_TOKEN: ' ', ANTHROPIC_API_KEY: KEY }) }),
      ['ANTHROPIC_OAUTH_TOKEN skipped blank null', 'ANTHROPIC_API_KEY chosen usable metered'],
    ],
    [
      'reads models.json where the config has no key',
      ask({}, { modelKeys: { Anthropic: secret(KEY) } }),
      ['models.json chosen usable metered'],
    ],
    [
      'does not read models.json where the config has a key, be it blank',
      ask({}, { modelKeys: { anthropic: secret(KEY) }, config: { providers: keyOf('') } }),
      ['config skipped blank null', 'models.json skipped weaker null'],
    ],
  ])('%s', (_, question, expected) => {
    expect(told(question)).toEqual(expected)
  })

  it.each<[string, Credential, string]>([
    ['a login', login(), 'subscription'],
    ['a token', token(), 'subscription'],
    ['an API key', key(), 'metered'],
    ['an API key stored as a token', token({ token: secret(KEY) }), 'metered'],
    ['a subscription token stored as a key', key({ key: secret(OAUTH) }), 'subscription'],
    ['a token of no shape we know', token({ token: secret('t') }), 'subscription'],
    ['a key of no shape we know', key({ key: secret('k') }), 'metered'],
  ])('says what %s costs', (_, credential, billing) => {
    expect(explain(ask({ p: credential })).chosen?.billing).toBe(billing)
  })

  it('counts everything of a provider that is only sold by plan as that', () => {
    const question = ask({}, { provider: 'github-copilot', env: env({ GH_TOKEN: 'x' }) })
    expect(explain(question).chosen).toMatchObject({ via: 'env', billing: 'subscription' })
  })

  it('gives dates and no secret', () => {
    const { chosen, trace } = explain(ask({ p: login({ expires: NOW + 5 }) }))
    expect(chosen).toMatchObject({ profileId: 'p', expiresAt: NOW + 5, refreshable: true, type: 'oauth' })
    expect(JSON.stringify(trace)).not.toMatch(/secret|sk-ant/)
  })
})

describe("a session's pin", () => {
  const two = { a: login(), b: key() }
  it.each<[string, ExplainQuestion, string, readonly string[]]>([
    [
      'of a person keeps everything else out',
      ask(two, { ...pinned('b'), env: env({ ANTHROPIC_API_KEY: KEY }) }),
      'pin-user',
      [
        'b chosen usable metered',
        'a skipped pinned subscription',
        'ANTHROPIC_API_KEY skipped pinned metered',
      ],
    ],
    [
      'of the gateway goes first',
      ask(two, pinned('b', 'auto')),
      'pin-auto',
      ['b chosen usable metered', 'a next usable subscription'],
    ],
    [
      'of the gateway is given up while its profile cools down',
      ask(two, { ...pinned('b', 'auto'), store: { usageStats: { b: { cooldownUntil: NOW + 1 } } } }),
      'pin-cooling',
      ['a chosen usable subscription', 'b next cooling metered'],
    ],
    [
      'of a person holds while its profile cools down',
      ask(two, { ...pinned('b'), store: { usageStats: { b: { cooldownUntil: NOW + 1 } } } }),
      'pin-user',
      ['b chosen cooling metered', 'a skipped pinned subscription'],
    ],
    [
      'to a profile that is gone is dropped',
      ask(two, pinned('x')),
      'pin-gone',
      ['a chosen usable subscription', 'b next usable metered'],
    ],
    [
      'to a profile of another provider is dropped',
      ask({ a: login(), o: key({ provider: 'openai' }) }, pinned('o')),
      'pin-other-provider',
      ['a chosen usable subscription'],
    ],
    [
      'to a profile that is passed over is dropped',
      ask({ a: login(), t: token({ expires: NOW }) }, pinned('t')),
      'pin-out-of-order',
      ['a chosen usable subscription', 't skipped expired null'],
    ],
    [
      'stays where nothing at all can be used, and not even the environment is',
      ask({ t: token({ expires: NOW }) }, { ...pinned('t'), env: env({ ANTHROPIC_API_KEY: KEY }) }),
      'pin-unusable',
      ['t skipped expired null', 'ANTHROPIC_API_KEY skipped pinned metered'],
    ],
    [
      'to a login that nobody can refresh leaves the session without any',
      ask({ s: login({ refresh: null, expires: NOW }), b: key() }, pinned('s')),
      'pin-user',
      ['s skipped cannot-refresh null', 'b skipped pinned metered'],
    ],
  ])('%s', (_, question, code, expected) => {
    expect(explain(question).pin?.code).toBe(code)
    expect(told(question)).toEqual(expected)
  })
})

describe('any explanation', () => {
  const questions = fc
    .record({
      store: anyStore(sealed),
      env: fc.constantFrom({}, env({ ANTHROPIC_API_KEY: KEY }), env({ ANTHROPIC_OAUTH_TOKEN: '' })),
      apiKey: fc.constantFrom(null, '', 'k'),
    })
    .map(({ store, env, apiKey }) => ({
      store,
      config: apiKey === null ? EMPTY_CONFIG : { ...EMPTY_CONFIG, providers: keyOf(apiKey) },
      modelKeys: {},
      env,
      provider: 'anthropic',
      now: NOW,
      pin: null,
    }))

  it('chooses just what a gateway would', () => {
    fc.assert(
      fc.property(questions, (question) => {
        const { chosen } = explain(question)
        const choice = choose(question)
        expect(chosen?.via ?? 'nothing').toBe(choice.via)
        if (choice.via === 'profile') expect(chosen).toMatchObject({ profileId: choice.id })
        if (choice.via === 'env') expect(chosen).toMatchObject({ name: choice.key.name })
      }),
    )
  })

  it('has at most one entry chosen, before every one that is next', () => {
    fc.assert(
      fc.property(questions, fc.option(profileId), (question, pin) => {
        const { trace, chosen } = explain({ ...question, ...(pin === null ? {} : pinned(pin)) })
        const verdicts = trace.map(({ verdict }) => verdict).filter((verdict) => verdict !== 'skipped')
        expect(verdicts).toEqual(verdicts.map((_, index) => (index === 0 ? 'chosen' : 'next')))
        expect(chosen === null).toBe(verdicts.length === 0)
        expect(trace.filter(({ verdict, billing }) => verdict !== 'skipped' && billing === null)).toEqual([])
      }),
    )
  })
})
