import { describe, it } from 'vitest'
import missingProvider from '../../../checks/auth/missing-provider.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import { NO_LOGIN } from '../../../src/auth/claude-code/no-login.js'
import type { LegacyFile } from '../../../src/auth/legacy/judge-legacy.js'
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
  NOW,
  secret,
  usingProvider,
} from '../facts.js'

const facts = (stores: readonly AgentStore[], config = aConfig(), files: readonly LegacyFile[] = []) => ({
  stores,
  config,
  legacy: { files, stateDir: '', otherFolders: [] },
  clock: clockFact,
})

const work = anAgent('work')
const spent = aToken({ expires: NOW - DAY })
const SETUP = 'models auth setup-token --provider anthropic'
const absent = { reading: { state: 'absent' } } as const

const olderFile = (provider: string): LegacyFile => ({
  agent: 'main',
  name: 'auth.json',
  path: `/${provider}.json`,
  sha256: 'a'.repeat(64),
  reading: {
    state: 'ok',
    entries: [
      {
        id: `${provider}:default`,
        credential: anApiKey({ provider, key: secret(`key of ${provider}`) }),
        value: {},
      },
    ],
    odd: [],
  },
})

/** A key that the service has, and this shell has not. */
const there = (name: string) => `host/service-env!keyOnlyThere#service:*/${name}`
const ANTHROPIC_THERE = [there('ANTHROPIC_OAUTH_TOKEN'), there('ANTHROPIC_API_KEY')]
const OPENAI_THERE = [there('OPENAI_API_KEY')]

testCheck(
  missingProvider,
  [
    { name: 'a profile that can be used passes', facts: facts([aStore({ a: anApiKey() })]), expect: [] },
    {
      name: 'a key in the environment passes',
      facts: facts([aStore()], aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('a key') } })),
      expect: [],
    },
    {
      name: 'a key in the config passes',
      facts: facts([aStore()], aConfig({ providers: { Anthropic: { apiKey: secret('a key') } } })),
      expect: [],
    },
    {
      name: "a key in the agent's models.json passes",
      facts: facts([aStore({}, { modelKeys: { anthropic: secret('a key') } })]),
      expect: [],
    },
    {
      name: 'an expired login that can refresh passes',
      facts: facts([aStore({ a: anOauth({ expires: NOW - DAY }) })]),
      expect: [],
    },
    {
      name: 'is not judged where no store could be read',
      facts: facts([aStore({}, { reading: { state: 'denied' } })]),
      expect: { skip: true },
    },
    {
      name: 'is not judged where the config could not be read',
      facts: facts([aStore()], aConfig({}, { reading: { state: 'not-a-mapping' } })),
      expect: { skip: true },
    },
    {
      name: 'without a config the default model counts',
      facts: facts([aStore({}, absent)], aConfig({}, { reading: { state: 'absent' }, sha256: null })),
      expect: [
        {
          messageId: 'none',
          subject: 'agent:main/provider:anthropic',
          severity: 'error',
          data: { provider: 'anthropic', agents: ['main'], command: SETUP },
          evidence: [
            { kind: 'file', path: anAgent().storePath },
            { kind: 'environment', name: 'ANTHROPIC_OAUTH_TOKEN' },
            { kind: 'environment', name: 'ANTHROPIC_API_KEY' },
          ],
          causedBy: ['auth/sync#agent:main/profile:anthropic:claude-cli', ...ANTHROPIC_THERE, ...NO_LOGIN],
        },
      ],
    },
    {
      name: 'a provider other than anthropic has its token pasted, and no cause in Claude Code',
      facts: facts([aStore({ a: anApiKey() })], aConfig(usingProvider('openai'))),
      expect: [
        {
          messageId: 'none',
          subject: 'agent:main/provider:openai',
          data: {
            provider: 'openai',
            agents: ['main'],
            command: 'models auth paste-token --provider openai',
          },
          causedBy: OPENAI_THERE,
        },
      ],
    },
    {
      name: 'every provider in use is judged, those of fallbacks too',
      facts: facts(
        [aStore({ a: anApiKey() })],
        aConfig({ model: { primary: '', fallbacks: ['groq/x', 'zai/y', 'anthropic/z'] } }),
      ),
      expect: [
        { messageId: 'none', subject: 'agent:main/provider:groq' },
        { messageId: 'none', subject: 'agent:main/provider:zai' },
      ],
    },
    {
      name: 'a profile that the store holds in a wrong shape may be the cause',
      facts: facts(
        [
          aStore(
            {},
            { store: { issues: [{ code: 'profile-mode-for-type', at: ['profiles', 'openai:x', 'mode'] }] } },
          ),
        ],
        aConfig(usingProvider('openai')),
      ),
      expect: [{ messageId: 'none', causedBy: ['auth/store#agent:main/profile:openai:x', ...OPENAI_THERE] }],
    },
    {
      name: "another provider's profile in a wrong shape is not",
      facts: facts(
        [
          aStore(
            {},
            { store: { issues: [{ code: 'profile-mode-for-type', at: ['profiles', 'zai:x', 'mode'] }] } },
          ),
        ],
        aConfig(usingProvider('openai')),
      ),
      expect: [{ messageId: 'none', causedBy: OPENAI_THERE }],
    },
    {
      name: 'profiles that have all expired are named, with their own findings as the cause',
      facts: facts([aStore({ a: spent, b: anOauth({ refresh: null, expires: NOW - DAY }) })]),
      expect: [
        {
          messageId: 'nothingUsable',
          subject: 'agent:main/provider:anthropic',
          severity: 'error',
          data: {
            provider: 'anthropic',
            agents: ['main'],
            command: SETUP,
            profiles: ['b', 'a'],
            reasons: ['cannot-refresh', 'expired'],
          },
          causedBy: [
            'auth/sync#agent:main/profile:anthropic:claude-cli',
            'auth/expiry#agent:main/profile:b',
            'auth/expiry#agent:main/profile:a',
            ...ANTHROPIC_THERE,
          ],
        },
      ],
    },
    {
      name: 'ids in an order that are not stored are not among the profiles',
      facts: facts([
        aStore(
          { a: spent, x: anApiKey({ provider: 'openai' }) },
          { store: { order: { anthropic: ['gone', 'x', 'a'] } } },
        ),
      ]),
      expect: [
        {
          messageId: 'nothingUsable',
          data: {
            provider: 'anthropic',
            agents: ['main'],
            command: SETUP,
            profiles: ['a'],
            reasons: ['expired'],
          },
        },
      ],
    },
    {
      name: 'profiles that the order hides follow from the order',
      facts: facts(
        [aStore({ a: anApiKey({ provider: 'openai' }) }, { store: { order: { openai: ['gone'] } } })],
        aConfig(usingProvider('openai')),
      ),
      expect: [
        {
          messageId: 'nothingUsable',
          data: {
            provider: 'openai',
            agents: ['main'],
            command: 'models auth explain --provider openai',
            profiles: ['a'],
            reasons: ['not-listed'],
          },
          causedBy: ['auth/profile-order#agent:main/order:openai', ...OPENAI_THERE],
        },
      ],
    },
    {
      name: 'profiles that the config contradicts are explained, and follow from its entry',
      facts: facts(
        [aStore({ a: anApiKey({ provider: 'openai' }) })],
        aConfig({
          ...usingProvider('openai'),
          auth: { profiles: { a: { provider: 'openai', mode: 'oauth' } }, order: {} },
        }),
      ),
      expect: [
        { messageId: 'nothingUsable', causedBy: ['auth/mode-mismatch#config/profile:a', ...OPENAI_THERE] },
      ],
    },
    {
      name: 'of an agent that is not the default one, it is asked by name why its profiles are passed over',
      facts: facts(
        [
          aStore({ b: anApiKey({ provider: 'openai' }) }),
          aStore(
            { a: anApiKey({ provider: 'openai' }) },
            { agent: work, store: { order: { openai: ['gone'] } } },
          ),
        ],
        aConfig(usingProvider('openai')),
      ),
      expect: [
        {
          messageId: 'nothingUsable',
          subject: 'agent:work/provider:openai',
          data: {
            provider: 'openai',
            agents: ['work'],
            command: 'models auth explain --provider openai --agent work',
            profiles: ['b', 'a'],
            reasons: ['not-listed', 'not-listed'],
          },
        },
      ],
    },
    {
      name: 'a variable that is set and empty is noted beside the missing credential',
      facts: facts([aStore()], aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('') } })),
      expect: [
        {
          messageId: 'none',
          severity: 'error',
          causedBy: [
            'auth/sync#agent:main/profile:anthropic:claude-cli',
            'auth/precedence!blankHides#agent:main/variable:ANTHROPIC_API_KEY',
            ...ANTHROPIC_THERE,
            ...NO_LOGIN,
          ],
        },
        {
          messageId: 'blankKey',
          subject: 'agent:main/provider:anthropic',
          severity: 'info',
          data: { provider: 'anthropic', names: ['ANTHROPIC_API_KEY'] },
          evidence: [{ kind: 'environment', name: 'ANTHROPIC_API_KEY' }],
        },
      ],
    },
    {
      name: 'an empty variable is nothing to note while a profile serves',
      facts: facts([aStore({ a: anApiKey() })], aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('') } })),
      expect: [],
    },
    {
      name: 'agents that all have nothing share one finding, under main wherever it stands',
      facts: facts([aStore({}, { agent: work, ...absent }), aStore()]),
      expect: [
        {
          messageId: 'none',
          subject: 'agent:main/provider:anthropic',
          data: { provider: 'anthropic', agents: ['main', 'work'], command: SETUP },
        },
      ],
    },
    {
      name: 'agents that inherit the same useless profile share one finding',
      facts: facts([aStore({ a: spent }), aStore({}, { agent: work })]),
      expect: [
        {
          messageId: 'nothingUsable',
          data: {
            provider: 'anthropic',
            agents: ['main', 'work'],
            command: SETUP,
            profiles: ['a'],
            reasons: ['expired'],
          },
        },
      ],
    },
    {
      name: 'an agent with a useless profile of its own has its own finding, and an empty variable is noted once',
      facts: facts(
        [aStore(), aStore({ a: spent }, { agent: work })],
        aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret(' ') } }),
      ),
      expect: [
        { messageId: 'none', subject: 'agent:main/provider:anthropic' },
        { messageId: 'blankKey', subject: 'agent:main/provider:anthropic' },
        { messageId: 'nothingUsable', subject: 'agent:work/provider:anthropic' },
      ],
    },
    {
      name: 'an older file with a credential for the provider is a cause, and one for another provider is not',
      facts: facts([aStore({}, absent)], aConfig(), [
        olderFile('anthropic'),
        { ...olderFile('openai'), name: 'oauth.json' },
      ]),
      expect: [
        {
          messageId: 'none',
          causedBy: [
            'auth/sync#agent:main/profile:anthropic:claude-cli',
            'auth/legacy!notImported#agent:main/file:auth.json',
            ...ANTHROPIC_THERE,
            ...NO_LOGIN,
          ],
        },
      ],
    },
    {
      name: 'an older file that cannot be read is a cause, whatever is in it',
      facts: facts([aStore({}, absent)], aConfig(usingProvider('openai')), [
        { ...olderFile('openai'), reading: { state: 'denied' } },
      ]),
      expect: [{ messageId: 'none', causedBy: ['auth/legacy#agent:main/file:auth.json', ...OPENAI_THERE] }],
    },
    {
      name: "an agent that inherits a profile that can be used passes where main's own model needs another",
      facts: facts(
        [aStore({ a: anApiKey() }), aStore({}, { agent: work })],
        aConfig({
          agents: [
            { id: 'main', isDefault: true, model: { primary: 'openai/x', fallbacks: null } },
            { id: 'work', isDefault: false },
          ],
        }),
      ),
      expect: [{ messageId: 'none', subject: 'agent:main/provider:openai' }],
    },
    {
      name: 'an agent that is not looked at, or that could not be read, is left out',
      facts: facts([
        aStore({}, { agent: anAgent('main', { selected: false }) }),
        aStore({ a: anApiKey() }, { agent: work }),
        aStore({}, { agent: anAgent('home'), reading: { state: 'denied' } }),
      ]),
      expect: [],
    },
  ],
  { describe, it },
)
