import { describe, it } from 'vitest'
import sync from '../../../checks/auth/sync.js'
import type { CodexCredentials } from '../../../plugins/codex/facts.js'
import type { QwenCredentials } from '../../../plugins/qwen/facts.js'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeLogin,
  aConfig,
  accessText,
  anAgent,
  anOauth,
  aStore,
  aToken,
  CLAUDE_FILE,
  claudeCredentials,
  claudeKeychain,
  clockFact,
  HOME,
  HOUR,
  MINUTE,
  NOW,
  refreshText,
  secret,
} from '../facts.js'

const CLAUDE = 'anthropic:claude-cli'
const CODEX = 'openai-codex:codex-cli'
const QWEN = 'qwen-portal:qwen-cli'
const MAIN_STORE = anAgent().storePath
const CODEX_FILE = `${HOME}/.codex/auth.json`
const QWEN_FILE = `${HOME}/.qwen/oauth_creds.json`

const pair = (name: string, over: Partial<OAuthCredential> = {}): OAuthCredential =>
  anOauth({ access: secret(accessText(name)), refresh: secret(refreshText(name)), ...over })
const codexPair = (name: string, over: Partial<OAuthCredential> = {}) =>
  pair(name, { provider: 'openai-codex', ...over })
const stale = (name = 'old') => pair(name, { expires: NOW + 5 * MINUTE })
const current = anOauth()

const codexFact = (credential?: OAuthCredential): CodexCredentials => ({
  path: CODEX_FILE,
  reading: credential === undefined ? { state: 'absent' } : { state: 'found', credential },
})
const qwenFact = (credential?: OAuthCredential): QwenCredentials => ({
  path: QWEN_FILE,
  reading: credential === undefined ? { state: 'absent' } : { state: 'found', credential },
})

const base = {
  claude: claudeCredentials(),
  codex: codexFact(),
  qwen: qwenFact(),
  config: aConfig(),
  stores: [aStore({ [CLAUDE]: current })],
  clock: clockFact,
}
const noClaude = claudeCredentials({ state: 'absent' })
const absentStore = aStore({}, { reading: { state: 'absent' } })
const work = anAgent('work')

testCheck(
  sync,
  [
    { name: 'a store that holds the login as it is passes', facts: base, expect: [] },
    {
      name: 'nothing is copied while the config, which may move the stores, cannot be read',
      facts: { ...base, config: aConfig({}, { reading: { state: 'denied' } }), stores: [aStore()] },
      expect: { skip: true },
    },
    {
      name: 'a login that the store lacks is to be added to it',
      facts: { ...base, stores: [aStore()] },
      expect: [
        {
          messageId: 'missing',
          subject: `agent:main/profile:${CLAUDE}`,
          severity: 'warning',
          fixes: ['auth/sync'],
          data: {
            agent: 'main',
            path: MAIN_STORE,
            profile: CLAUDE,
            source: CLAUDE_FILE,
            edits: [
              {
                at: ['profiles', CLAUDE],
                set: {
                  type: 'oauth',
                  provider: 'anthropic',
                  access: secret(accessText()),
                  refresh: secret(refreshText()),
                  expires: NOW + 7 * HOUR,
                },
              },
            ],
            initial: null,
          },
          evidence: [
            { kind: 'file', path: MAIN_STORE },
            { kind: 'file', path: CLAUDE_FILE },
          ],
        },
      ],
    },
    {
      name: 'where there is no store at all, the whole of the new one is in the data',
      facts: { ...base, claude: claudeCredentials(aClaudeLogin({ refresh: null })), stores: [absentStore] },
      expect: [
        {
          messageId: 'missing',
          data: {
            agent: 'main',
            path: MAIN_STORE,
            profile: CLAUDE,
            source: CLAUDE_FILE,
            edits: [],
            initial: {
              version: 1,
              profiles: {
                [CLAUDE]: {
                  type: 'token',
                  provider: 'anthropic',
                  token: secret(accessText()),
                  expires: NOW + 7 * HOUR,
                },
              },
            },
          },
        },
      ],
    },
    {
      name: 'an older copy is to be updated, field by field',
      facts: { ...base, stores: [aStore({ [CLAUDE]: stale() })] },
      expect: [
        {
          messageId: 'stale',
          data: {
            agent: 'main',
            path: MAIN_STORE,
            profile: CLAUDE,
            source: CLAUDE_FILE,
            edits: [
              { at: ['profiles', CLAUDE, 'access'], set: secret(accessText()) },
              { at: ['profiles', CLAUDE, 'refresh'], set: secret(refreshText()) },
              { at: ['profiles', CLAUDE, 'expires'], set: NOW + 7 * HOUR },
            ],
            initial: null,
          },
        },
      ],
    },
    {
      name: 'a login in the Keychain is named as that, and no file is shown for it',
      facts: { ...base, claude: claudeKeychain(aClaudeLogin()), stores: [aStore()] },
      expect: [{ messageId: 'missing', evidence: [{ kind: 'file', path: MAIN_STORE }] }],
    },
    {
      name: 'a copy that is fresh is left alone, even where the source is newer',
      facts: { ...base, stores: [aStore({ [CLAUDE]: pair('other', { expires: NOW + HOUR }) })] },
      expect: [],
    },
    {
      name: 'a stored login is not replaced by a token',
      facts: {
        ...base,
        claude: claudeCredentials(aClaudeLogin({ refresh: null })),
        stores: [aStore({ [CLAUDE]: stale() })],
      },
      expect: [],
    },
    {
      name: 'a stored token becomes a login',
      facts: { ...base, stores: [aStore({ [CLAUDE]: aToken() })] },
      expect: [{ messageId: 'stale' }],
    },
    {
      name: 'an expired source is copied too: saying that it has expired is for other checks',
      facts: {
        ...base,
        claude: claudeCredentials(aClaudeLogin({ expiresAt: NOW - HOUR })),
        stores: [aStore()],
      },
      expect: [{ messageId: 'missing' }],
    },
    {
      name: 'an agent that inherits gets no copy of its own',
      facts: { ...base, stores: [...base.stores, aStore({}, { agent: work })] },
      expect: [],
    },
    {
      name: "an agent's own copy that is old would hide main's, and is to be updated",
      facts: { ...base, stores: [...base.stores, aStore({ [CLAUDE]: stale() }, { agent: work })] },
      expect: [{ messageId: 'stale', subject: `agent:work/profile:${CLAUDE}` }],
    },
    {
      name: 'the own copy of an agent that is not selected is left alone',
      facts: {
        ...base,
        stores: [
          ...base.stores,
          aStore({ [CLAUDE]: stale() }, { agent: anAgent('work', { selected: false }) }),
        ],
      },
      expect: [],
    },
    {
      name: "main's store is kept up to date also when another agent alone is looked at",
      facts: {
        ...base,
        stores: [aStore({}, { agent: anAgent('main', { selected: false }) }), aStore({}, { agent: work })],
      },
      expect: [{ messageId: 'missing', subject: `agent:main/profile:${CLAUDE}` }],
    },
    {
      name: "an agent whose config gives it main's folder is main's store, not a second one",
      facts: {
        ...base,
        stores: [
          aStore({ [CLAUDE]: stale() }),
          aStore({ [CLAUDE]: stale() }, { agent: anAgent('work', { storePath: MAIN_STORE }) }),
        ],
      },
      expect: [{ messageId: 'stale', subject: `agent:main/profile:${CLAUDE}` }],
    },
    {
      name: 'a store that cannot be read is never written',
      facts: {
        ...base,
        stores: [
          aStore({}, { reading: { state: 'unparseable', line: 1, column: 1, reason: 'it is empty' } }),
          aStore({}, { agent: work, reading: { state: 'denied' } }),
        ],
      },
      expect: [],
    },
    {
      name: 'the logins of Codex and Qwen are copied likewise',
      facts: {
        ...base,
        claude: noClaude,
        codex: codexFact(codexPair('codex')),
        qwen: qwenFact(pair('qwen', { provider: 'qwen-portal' })),
        stores: [aStore({ [QWEN]: pair('old', { provider: 'qwen-portal', expires: NOW - HOUR }) })],
      },
      expect: [
        {
          messageId: 'missing',
          subject: `agent:main/profile:${CODEX}`,
          evidence: [
            { kind: 'file', path: MAIN_STORE },
            { kind: 'file', path: CODEX_FILE },
          ],
        },
        {
          messageId: 'stale',
          subject: `agent:main/profile:${QWEN}`,
          evidence: [
            { kind: 'file', path: MAIN_STORE },
            { kind: 'file', path: QWEN_FILE },
          ],
        },
      ],
    },
    {
      name: 'a pair of Codex tokens that another profile holds is not added again',
      facts: {
        ...base,
        codex: codexFact(codexPair('one')),
        stores: [aStore({ [CLAUDE]: current, 'openai-codex:default': codexPair('one') })],
      },
      expect: [],
    },
    {
      name: 'a Codex profile that holds the pair of another one is to be dropped, login or not',
      facts: {
        ...base,
        claude: noClaude,
        stores: [aStore({ 'openai-codex:default': codexPair('one'), [CODEX]: codexPair('one') })],
      },
      expect: [
        {
          messageId: 'duplicate',
          subject: `agent:main/profile:${CODEX}`,
          data: {
            agent: 'main',
            path: MAIN_STORE,
            profile: CODEX,
            source: CODEX_FILE,
            duplicateOf: 'openai-codex:default',
            edits: [{ at: ['profiles', CODEX], remove: true }],
            initial: null,
          },
          evidence: [{ kind: 'file', path: MAIN_STORE }],
        },
      ],
    },
    {
      name: "an agent's own copy of a pair that it inherits under another id is to be dropped",
      facts: {
        ...base,
        claude: noClaude,
        stores: [
          aStore({ 'openai-codex:default': codexPair('one') }),
          aStore({ [CODEX]: codexPair('one') }, { agent: work }),
        ],
      },
      expect: [{ messageId: 'duplicate', subject: `agent:work/profile:${CODEX}` }],
    },
    {
      name: 'without any login to copy there is nothing to judge',
      facts: { ...base, claude: claudeCredentials({ state: 'blanked' }), stores: [aStore()] },
      expect: { skip: true },
    },
  ],
  { describe, it },
)
