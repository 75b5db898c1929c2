import { describe, it } from 'vitest'
import modeMismatch from '../../../checks/auth/mode-mismatch.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { AuthConfig } from '../../../src/auth/config.js'
import type { AuthPart } from '../../../src/auth/config-parts.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  clockFact,
  DAY,
  HOME,
  NOW,
  secret,
  usingProvider,
} from '../facts.js'

const STORE = anAgent().storePath
const CONFIG = aConfig().path
const work = anAgent('work')

type Said = { readonly provider: string; readonly mode: string }

const part = (entries: Record<string, Said>, over: Partial<AuthPart> = {}): AuthPart => ({
  path: CONFIG,
  realPath: CONFIG,
  sha256: 'c'.repeat(64),
  mount: [],
  value: { auth: { profiles: entries } },
  ...over,
})

const facts = (
  stores: readonly AgentStore[],
  entries: Record<string, Said>,
  config: Partial<AuthConfig> = {},
  over: Parameters<typeof aConfig>[1] = {},
) => ({
  stores,
  config: aConfig({ auth: { profiles: entries, order: {} }, ...config }, over),
  configParts: [part(entries)],
  clock: clockFact,
})

const says = (mode: string, provider = 'anthropic') => ({ s: { provider, mode } })
const FIXES = ['auth/correct-config-entry']

const TYPES = { api_key: anApiKey(), token: aToken(), oauth: anOauth() }
const pairs = Object.entries(TYPES).flatMap(([type, credential]) =>
  ['api_key', 'token', 'oauth', 'apikey', ''].map((mode) => ({
    mode,
    type,
    credential,
    fits: mode === type || (mode === 'oauth' && type === 'token'),
  })),
)

testCheck(
  modeMismatch,
  [
    {
      name: 'a config that cannot be read leaves nothing to judge',
      facts: facts([aStore()], says('token'), {}, { reading: { state: 'denied' } }),
      expect: { skip: true },
    },
    {
      name: 'a config that says nothing of profiles leaves nothing to judge',
      facts: facts([aStore({ s: aToken() })], {}),
      expect: { skip: true },
    },
    {
      name: 'without a readable store there is nothing to judge',
      facts: facts([aStore({}, { reading: { state: 'denied' } })], says('token')),
      expect: { skip: true },
    },
    ...pairs.map(({ mode, type, credential, fits }) => ({
      name: `the mode "${mode}" ${fits ? 'fits' : 'does not fit'} a stored ${type}`,
      facts: facts([aStore({ s: credential })], says(mode)),
      expect: fits ? [] : [{ messageId: 'mode' as const, severity: 'error' as const }],
    })),
    {
      name: 'a mode that hides the only usable credential is an error, with both files and the fix',
      facts: facts([aStore({ s: anOauth() })], says('token')),
      expect: [
        {
          messageId: 'mode',
          subject: 'config/profile:s',
          severity: 'error',
          data: { profile: 's', path: CONFIG, agents: ['main'], said: 'token', wanted: 'oauth' },
          evidence: [
            { kind: 'file', path: CONFIG },
            { kind: 'file', path: STORE },
          ],
          fixes: FIXES,
        },
      ],
    },
    {
      name: 'it is a warning while something else serves the provider',
      facts: facts([aStore({ s: anOauth(), b: anApiKey() })], {
        ...says('token'),
        b: { provider: 'anthropic', mode: 'api_key' },
      }),
      expect: [{ messageId: 'mode', severity: 'warning' }],
    },
    {
      name: 'it is a warning while the environment has a key',
      facts: facts(
        [aStore({ s: anOauth() })],
        says('token'),
        {},
        { envKeys: { ANTHROPIC_API_KEY: secret('k') } },
      ),
      expect: [{ messageId: 'mode', severity: 'warning' }],
    },
    {
      name: 'it is a warning for a provider that is not in use',
      facts: facts([aStore({ s: anOauth() })], says('token'), usingProvider('openai')),
      expect: [{ messageId: 'mode', severity: 'warning' }],
    },
    {
      name: 'it is a warning where what is hidden could not be used anyway',
      facts: facts([aStore({ s: aToken({ expires: NOW - DAY }) })], says('api_key')),
      expect: [{ messageId: 'mode', severity: 'warning' }],
    },
    {
      name: 'a login that an order leaves out is not what the entry hides',
      facts: facts([aStore({ s: anOauth() }, { store: { order: { anthropic: ['b'] } } })], says('token')),
      expect: [{ messageId: 'mode', severity: 'warning' }],
    },
    {
      name: 'another provider is told as such, though the mode is wrong too',
      facts: facts([aStore({ s: anOauth() })], says('token', 'openai')),
      expect: [
        {
          messageId: 'provider',
          severity: 'error',
          data: { profile: 's', path: CONFIG, agents: ['main'], said: 'openai', wanted: 'anthropic' },
        },
      ],
    },
    {
      name: 'another spelling of the provider is the same one',
      facts: facts([aStore({ s: aToken() })], says('token', ' Anthropic')),
      expect: [],
    },
    {
      name: 'an entry for a profile that is not stored passes',
      facts: facts([aStore()], says('token')),
      expect: [],
    },
    {
      name: "Claude Code's token is to be said as setup-token says it",
      facts: facts([aStore({ 'anthropic:claude-cli': aToken() })], {
        'anthropic:claude-cli': { provider: 'anthropic', mode: 'api_key' },
      }),
      expect: [
        {
          messageId: 'mode',
          data: {
            profile: 'anthropic:claude-cli',
            path: CONFIG,
            agents: ['main'],
            said: 'api_key',
            wanted: 'oauth',
          },
        },
      ],
    },
    {
      name: 'an inherited profile is told once, for all that have it, with the store that holds it',
      facts: facts([aStore({ s: anOauth() }), aStore({}, { agent: work })], says('token')),
      expect: [
        {
          messageId: 'mode',
          data: { profile: 's', path: CONFIG, agents: ['main', 'work'], said: 'token', wanted: 'oauth' },
          evidence: [
            { kind: 'file', path: CONFIG },
            { kind: 'file', path: STORE },
          ],
        },
      ],
    },
    {
      name: 'two agents with different profiles of one name cannot be served by one entry',
      facts: facts([aStore({ s: anOauth() }), aStore({ s: anApiKey() }, { agent: work })], says('api_key')),
      expect: [
        {
          messageId: 'differing',
          severity: 'error',
          data: { profile: 's', path: CONFIG, agents: ['main'] },
          fixes: [],
        },
      ],
    },
    {
      name: 'a login and a token of one name are both served by one entry',
      facts: facts([aStore({ s: anOauth() }), aStore({ s: aToken() }, { agent: work })], says('api_key')),
      expect: [{ messageId: 'mode', fixes: FIXES }],
    },
    {
      name: 'the file that is named is the one that decides',
      facts: {
        ...facts([aStore({ s: anOauth() })], says('token')),
        configParts: [
          part(says('oauth'), { path: `${HOME}/base.json5`, realPath: `${HOME}/base.json5` }),
          part(says('token'), { path: `${HOME}/more.json5`, realPath: `${HOME}/more.json5` }),
          part({}, { value: { auth: { $include: 'more.json5' } } }),
        ],
      },
      expect: [
        {
          messageId: 'mode',
          data: {
            profile: 's',
            path: `${HOME}/more.json5`,
            agents: ['main'],
            said: 'token',
            wanted: 'oauth',
          },
        },
      ],
    },
  ],
  { describe, it },
)
