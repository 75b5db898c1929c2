import { describe, it } from 'vitest'
import precedence from '../../../checks/auth/precedence.js'
import type { ConfigFact } from '../../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { Verifications } from '../../../plugins/clawdbot/facts/verifications.js'
import type { AuthConfig } from '../../../src/auth/config.js'
import type { Credential } from '../../../src/auth/credential.js'
import { ENV_KEYS } from '../../../src/auth/env-keys.js'
import type { EnvSource } from '../../../src/auth/env-sources.js'
import type { AuthStore } from '../../../src/auth/store.js'
import type { Verdict } from '../../../src/auth/verify/verdict.js'
import type { Verification } from '../../../src/auth/verify/verification.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  apiKeyText,
  aStore,
  aToken,
  clockFact,
  DAY,
  HOME,
  HOUR,
  NOW,
  secret,
  settingsFact,
  usingProvider,
} from '../facts.js'

const STORE = anAgent().storePath
const DOTENV = `${HOME}/.clawdbot/.env`
const work = anAgent('work')
const KEY = 'ANTHROPIC_API_KEY'

const source = (text: string, over: Partial<EnvSource> = {}): EnvSource => ({
  name: KEY,
  where: 'process',
  path: null,
  secret: secret(text),
  ...over,
})
const inFile = (text: string): EnvSource => source(text, { where: 'file', path: DOTENV })
const inConfig = (text: string): EnvSource => source(text, { where: 'config', path: aConfig().path })

/** What the gateway makes of the sources: set is set, and the config fills in for a blank. */
const envOf = (sources: readonly EnvSource[]): ConfigFact['envKeys'] =>
  Object.fromEntries(
    Object.values(ENV_KEYS)
      .flat()
      .flatMap((name) => {
        const mine = sources.filter((each) => each.name === name)
        const [first] = mine
        const used = first?.secret.blank ? (mine.find(({ where }) => where === 'config') ?? first) : first
        return used === undefined ? [] : [[name, used.secret]]
      }),
  )

const facts = (
  stores: readonly AgentStore[],
  sources: readonly EnvSource[] = [],
  config: Partial<AuthConfig> = {},
  verifications: Verifications = { state: 'not-asked', reason: 'offline' },
) => ({
  stores,
  config: aConfig(config, { envKeys: envOf(sources) }),
  envSources: sources,
  verifications,
  clock: clockFact,
  settings: settingsFact,
})

const of = (profiles: Record<string, Credential>, store: Partial<AuthStore> = {}) => [
  aStore(profiles, { store }),
]

const asked = (name: string, verdict: Verdict): Verifications => {
  const result: Verification = {
    provider: 'anthropic',
    source: 'profile',
    name,
    type: 'oauth',
    agent: 'main',
    path: STORE,
    isFirst: true,
    host: 'api.anthropic.com',
    proxy: null,
    addressBy: 'default',
    askedAt: NOW,
    latencyMs: 1,
    answer: { verdict, status: 401, reason: null, retryAfterMs: null, clockAheadMs: 0 },
  }
  return { state: 'asked', results: [result] }
}

const key = source(apiKeyText())
const spent = aToken({ expires: NOW - DAY })
const login = anOauth()
const agents = { agents: ['main'], asked: '' }
const FILE = { kind: 'file', path: STORE } as const
const VARIABLE = { kind: 'environment', name: KEY } as const
const pair = (profile: string, check: string) => [`${check}#agent:main/profile:${profile}`]

testCheck(
  precedence,
  [
    {
      name: 'a config that cannot be read leaves nothing to judge',
      facts: { ...facts([aStore()]), config: aConfig({}, { reading: { state: 'denied' } }) },
      expect: { skip: true },
    },
    {
      name: 'without a readable store there is nothing to judge',
      facts: facts([aStore({}, { reading: { state: 'denied' } })]),
      expect: { skip: true },
    },
    { name: 'a subscription alone passes', facts: facts(of({ s: login })), expect: [] },
    { name: 'a key alone passes', facts: facts(of({}), [key]), expect: [] },
    { name: 'nothing at all is told elsewhere', facts: facts(of({})), expect: [] },
    {
      name: 'a key that took the place of an expired subscription is a warning that follows from its expiry',
      facts: facts(of({ s: spent }), [key]),
      expect: [
        {
          messageId: 'meteredNow',
          subject: 'agent:main/provider:anthropic',
          severity: 'warning',
          data: {
            provider: 'anthropic',
            by: KEY,
            profile: 's',
            why: 'expired',
            reason: 'has expired',
            ...agents,
          },
          evidence: [FILE, VARIABLE],
          causedBy: pair('s', 'auth/expiry!expired'),
        },
      ],
    },
    ...(
      [
        [
          'cannot be refreshed',
          anOauth({ refresh: null, expires: NOW - 1 }),
          {},
          {},
          'cannot-refresh',
          'auth/expiry!expired',
        ],
        ['is blank', aToken({ token: secret('') }), {}, {}, 'blank', 'auth/store!secretMissing'],
        [
          'is contradicted by the config',
          login,
          {},
          { auth: { profiles: { s: { provider: 'anthropic', mode: 'token' } }, order: {} } },
          'config-mode',
          null,
        ],
      ] as const
    ).map(([name, credential, store, config, why, cause]) => ({
      name: `a key took the place of a subscription that ${name}`,
      facts: facts(of({ s: credential }, store), [key], config),
      expect: [
        {
          messageId: 'meteredNow' as const,
          causedBy: cause === null ? ['auth/mode-mismatch#config/profile:s'] : pair('s', cause),
          data: nowData(why),
        },
      ],
    })),
    {
      name: 'a key profile takes the place of a subscription in cooldown, and follows from it',
      facts: facts(of({ s: login, k: anApiKey() }, { usageStats: { s: { cooldownUntil: NOW + HOUR } } })),
      expect: [
        {
          messageId: 'meteredNow',
          data: {
            provider: 'anthropic',
            by: 'k',
            profile: 's',
            why: 'cooling',
            reason: 'is left out after failures',
            ...agents,
          },
          evidence: [FILE],
          causedBy: pair('s', 'auth/cooldown'),
        },
      ],
    },
    {
      name: 'a key that stands before an expired subscription in an order is meant to',
      facts: facts(of({ s: spent, k: anApiKey() }, { order: { anthropic: ['k', 's'] } })),
      expect: [],
    },
    {
      name: 'a key that stands behind an expired subscription in an order took its place',
      facts: facts(of({ s: spent, k: anApiKey() }, { order: { Anthropic: ['s', 'k'] } })),
      expect: [{ messageId: 'meteredNow' }],
    },
    {
      name: 'a subscription that is not in the order was left out on purpose',
      facts: facts(of({ s: spent, k: anApiKey() }, { order: { anthropic: ['k'] } })),
      expect: [],
    },
    {
      name: 'an expired key beside a key is nobody’s subscription',
      facts: facts(of({ s: aToken({ token: secret(apiKeyText('b')), expires: NOW - 1 }) }), [key]),
      expect: [],
    },
    {
      name: 'a key behind a subscription that ends soon is a warning that follows from its date',
      facts: facts(of({ s: aToken({ expires: NOW + HOUR }) }), [key]),
      expect: [
        {
          messageId: 'meteredSoon',
          subject: 'agent:main/provider:anthropic',
          severity: 'warning',
          data: {
            provider: 'anthropic',
            by: KEY,
            profile: 's',
            expiresAt: NOW + HOUR,
            command: 'models auth setup-token --provider anthropic',
            ...agents,
          },
          evidence: [FILE, VARIABLE],
          causedBy: pair('s', 'auth/expiry!expiring'),
        },
      ],
    },
    {
      name: 'a key behind a subscription that the provider refuses is a warning that follows from that',
      facts: facts(of({ s: login }), [key], {}, asked('s', 'rejected')),
      expect: [{ messageId: 'meteredRefused', severity: 'warning', causedBy: pair('s', 'auth/verified') }],
    },
    ...(['accepted', 'unreachable', 'rate-limited'] as const).map((verdict) => ({
      name: `an answer that says ${verdict} is no refusal`,
      facts: facts(of({ s: login }), [key], {}, asked('s', verdict)),
      expect: [{ messageId: 'meteredBehind' as const }],
    })),
    {
      name: 'a key behind a sound subscription is only noted',
      facts: facts(of({ s: login }), [key]),
      expect: [
        {
          messageId: 'meteredBehind',
          severity: 'info',
          data: { provider: 'anthropic', by: KEY, used: 's', ...agents },
          evidence: [VARIABLE],
        },
      ],
    },
    {
      name: 'a login that ends soon and is renewed is a sound subscription',
      facts: facts(of({ s: anOauth({ expires: NOW + 1 }) }), [key]),
      expect: [{ messageId: 'meteredBehind' }],
    },
    {
      name: 'a token in the environment with a key in the config behind it is a subscription too',
      facts: facts(of({}), [source('t', { name: 'ANTHROPIC_OAUTH_TOKEN' })], {
        providers: { anthropic: { apiKey: secret('k') } },
      }),
      expect: [
        {
          messageId: 'meteredBehind',
          data: {
            provider: 'anthropic',
            by: 'models.providers.anthropic.apiKey in the config',
            used: 'ANTHROPIC_OAUTH_TOKEN',
            ...agents,
          },
        },
      ],
    },
    {
      name: 'a weaker variable and keys in files that do nothing are noted, none of them with its text',
      facts: facts([aStore({ k: anApiKey() }, { modelKeys: { anthropic: secret('m') } })], [key], {
        providers: { anthropic: { apiKey: secret('c') } },
      }),
      expect: [
        {
          messageId: 'shadowed',
          severity: 'info',
          data: {
            provider: 'anthropic',
            used: 'k',
            idle: [
              KEY,
              'models.providers.anthropic.apiKey in the config',
              "the key of anthropic in the agent's models.json",
            ],
            ...agents,
          },
          evidence: [VARIABLE],
        },
      ],
    },
    {
      name: 'two values of the variable that is used are a warning',
      facts: facts(of({}), [key, inFile('other')]),
      expect: [
        {
          messageId: 'disagree',
          subject: 'agent:main/variable:ANTHROPIC_API_KEY',
          severity: 'warning',
          data: {
            provider: 'anthropic',
            name: KEY,
            first: 'the environment of this shell',
            second: DOTENV,
            ...agents,
          },
          evidence: [VARIABLE, { kind: 'file', path: DOTENV }],
        },
      ],
    },
    {
      name: 'two values of a variable that is not used are only noted',
      facts: facts(of({ k: anApiKey() }), [inFile('one'), inConfig('two')]),
      expect: [{ messageId: 'shadowed' }, { messageId: 'disagree', severity: 'info' }],
    },
    {
      name: 'the same value twice passes',
      facts: facts(of({}), [inFile('one'), inConfig('one')]),
      expect: [],
    },
    {
      name: 'a blank variable that hides a value is a warning, whoever serves the provider',
      facts: facts(of({}), [source(''), inFile('one')]),
      expect: [
        { messageId: 'blankHides', severity: 'warning', subject: 'agent:main/variable:ANTHROPIC_API_KEY' },
      ],
    },
    {
      name: "a blank variable hides nothing of the config's, which fills it in",
      facts: facts(of({}), [source(''), inConfig('one')]),
      expect: [],
    },
    {
      name: 'a blank variable of a provider that is served is only noted',
      facts: facts(of({ s: login }), [source(' ')]),
      expect: [
        {
          messageId: 'blankKey',
          severity: 'info',
          data: { provider: 'anthropic', names: [KEY], ...agents },
          evidence: [VARIABLE],
        },
      ],
    },
    {
      name: 'a blank variable of one that is not served is told elsewhere',
      facts: facts(of({}), [source('')]),
      expect: [],
    },
    {
      name: 'a provider that is not in use is not judged',
      facts: facts(of({ s: spent }), [key], usingProvider('openai')),
      expect: [],
    },
    {
      name: 'agents of which the same can be said share a finding; the inherited profile is told with its store',
      facts: facts([aStore({ s: spent }), aStore({}, { agent: work })], [key]),
      expect: [
        {
          messageId: 'meteredNow',
          subject: 'agent:main/provider:anthropic',
          data: { ...nowData('expired'), agents: ['main', 'work'] },
        },
      ],
    },
    {
      name: 'one agent of several is asked about by name',
      facts: facts([
        aStore({ k: anApiKey() }),
        aStore({ s: spent }, { agent: work, store: { order: { anthropic: ['s', 'k'] } } }),
      ]),
      expect: [
        {
          messageId: 'meteredNow',
          subject: 'agent:work/provider:anthropic',
          data: { ...nowData('expired'), by: 'k', agents: ['work'], asked: ' --agent work' },
          evidence: [{ kind: 'file', path: work.storePath }],
          causedBy: pair('s', 'auth/expiry!expired').map((cause) => cause.replace('main', 'work')),
        },
      ],
    },
  ],
  { describe, it },
)

function nowData(why: string) {
  const reasons: Readonly<Record<string, string>> = {
    expired: 'has expired',
    blank: 'holds no key or token',
    'cannot-refresh': 'is past its date, or has none, and cannot be refreshed',
    'config-mode': 'is of another type than the config says',
  }
  return { provider: 'anthropic', by: KEY, profile: 's', why, reason: reasons[why] ?? '', ...agents }
}
