import { describe, it } from 'vitest'
import expiry from '../../../checks/auth/expiry.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import { NO_LOGIN } from '../../../src/auth/claude-code/no-login.js'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import { UNREAD_CONFIG } from '../../../src/auth/unread-config.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeLogin,
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  claudeCredentials,
  claudeKeychain,
  clockFact,
  DAY,
  HOUR,
  NOW,
  refreshText,
  secret,
  settingsFact,
  usingProvider,
} from '../facts.js'

const facts = (
  stores: readonly AgentStore[],
  config = aConfig(),
  settings = settingsFact,
  claude = claudeCredentials({ state: 'absent' }),
) => ({
  stores,
  config,
  claude,
  clock: clockFact,
  settings,
})

const ENV_KEY = { envKeys: { ANTHROPIC_API_KEY: secret('a key') } }
const MAIN_STORE = anAgent().storePath
const spent = aToken({ expires: NOW - 3 * DAY })
const ending = aToken({ expires: NOW + 5 * HOUR })
const spentLogin = anOauth({ refresh: null, expires: NOW - HOUR })
const past = anOauth({ expires: NOW - HOUR })
const CLI = 'anthropic:claude-cli'
const work = anAgent('work')
const undated = (over: Partial<OAuthCredential> = {}): OAuthCredential => {
  const { expires: _, ...rest } = anOauth(over)
  return rest
}

testCheck(
  expiry,
  [
    {
      name: 'a token with most of a year to go passes',
      facts: facts([aStore({ a: aToken() })]),
      expect: [],
    },
    {
      name: 'keys alone are nothing to judge',
      facts: facts([aStore({ a: anApiKey() })]),
      expect: { skip: true },
    },
    {
      name: 'the tokens of an agent whose store could not be read are left out',
      facts: facts([aStore({ a: spent }, { reading: { state: 'denied' } })]),
      expect: { skip: true },
    },
    {
      name: 'an agent that inherits from an unreadable store is left out',
      facts: facts([aStore({}, { reading: { state: 'denied' } }), aStore({ a: spent }, { agent: work })]),
      expect: { skip: true },
    },
    {
      name: 'an expired token is an error while nothing else serves its provider',
      facts: facts([aStore({ 'anthropic:manual': spent })]),
      expect: [
        {
          messageId: 'expired',
          subject: 'agent:main/profile:anthropic:manual',
          severity: 'error',
          data: {
            agent: 'main',
            profile: 'anthropic:manual',
            provider: 'anthropic',
            expiresAt: NOW - 3 * DAY,
            spanMs: 3 * DAY,
            command: 'models auth setup-token --provider anthropic',
          },
          evidence: [{ kind: 'file', path: MAIN_STORE }],
          causedBy: [...UNREAD_CONFIG, 'host/clock!clockAhead'],
        },
      ],
    },
    {
      name: 'an expired token is a warning while another profile serves',
      facts: facts([aStore({ a: spent, b: anApiKey() })]),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
    {
      name: 'an expired token is a warning while the environment has a key',
      facts: facts([aStore({ a: spent })], aConfig({}, ENV_KEY)),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
    {
      name: 'an expired token of a provider that is not in use is a warning, and pasted anew',
      facts: facts([aStore({ a: aToken({ provider: 'Z.AI', expires: NOW - DAY }), b: anApiKey() })]),
      expect: [
        {
          messageId: 'expired',
          severity: 'warning',
          data: {
            agent: 'main',
            profile: 'a',
            provider: 'zai',
            expiresAt: NOW - DAY,
            spanMs: DAY,
            command: 'models auth paste-token --provider zai',
          },
        },
      ],
    },
    {
      name: 'a login that cannot refresh is an error where it comes first, though a key could serve',
      facts: facts([aStore({ a: spentLogin, b: anApiKey() })]),
      expect: [{ messageId: 'expired', severity: 'error' }],
    },
    {
      name: 'a login that cannot refresh is a warning where it does not come first',
      facts: facts([
        aStore({ a: spentLogin, b: anApiKey() }, { store: { order: { anthropic: ['b', 'a'] } } }),
      ]),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
    {
      name: 'a blank refresh token refreshes nothing',
      facts: facts([aStore({ a: anOauth({ refresh: secret(''), expires: NOW - 1 }) })]),
      expect: [{ messageId: 'expired', severity: 'error' }],
    },
    {
      name: 'a token is expired from the moment of its date on',
      facts: facts([aStore({ a: aToken({ expires: NOW }) })]),
      expect: [{ messageId: 'expired', severity: 'error' }],
    },
    {
      name: 'what Claude Code logged in follows from its subscription and credentials',
      facts: facts([aStore({ 'anthropic:claude-cli': spent })]),
      expect: [
        {
          messageId: 'expired',
          causedBy: [
            'auth/sync#agent:main/profile:anthropic:claude-cli',
            'claude/subscription!expired',
            'claude/subscription!refreshExpired',
            'claude/subscription!expiring',
            ...NO_LOGIN,
            ...UNREAD_CONFIG,
            'host/clock!clockAhead',
          ],
        },
      ],
    },
    {
      name: 'a token that ends within the time asked for is a warning',
      facts: facts([aStore({ a: ending })]),
      expect: [
        {
          messageId: 'expiring',
          severity: 'warning',
          data: {
            agent: 'main',
            profile: 'a',
            provider: 'anthropic',
            expiresAt: NOW + 5 * HOUR,
            spanMs: 5 * HOUR,
            command: 'models auth setup-token --provider anthropic',
          },
        },
      ],
    },
    {
      name: 'a login that ends soon and cannot refresh is a warning',
      facts: facts([aStore({ a: anOauth({ refresh: null }) })]),
      expect: [{ messageId: 'expiring', severity: 'warning' }],
    },
    {
      name: 'a token that ends after the time asked for passes',
      facts: facts([aStore({ a: ending })], aConfig(), { ...settingsFact, warnWithinMs: HOUR }),
      expect: [],
    },
    {
      name: 'a login past its date that can refresh is only noted',
      facts: facts([aStore({ a: anOauth({ expires: NOW - HOUR }) })]),
      expect: [{ messageId: 'loginExpired', severity: 'info' }],
    },
    {
      name: 'a login past its date that would be used next can be refreshed at once',
      facts: facts([aStore({ a: past })]),
      expect: [{ messageId: 'loginExpired', fixes: ['auth/refresh-login'] }],
    },
    {
      name: 'the same for one without a date',
      facts: facts([aStore({ a: undated() })]),
      expect: [{ messageId: 'loginUndated', fixes: ['auth/refresh-login'] }],
    },
    {
      name: 'no login is refreshed that would not be used next, or whose provider nobody uses',
      facts: facts([
        aStore(
          { a: past, b: anOauth({ expires: NOW + 2 * DAY }), c: anOauth({ ...past, provider: 'openai' }) },
          { store: { order: { anthropic: ['b', 'a'] } } },
        ),
      ]),
      expect: [
        { messageId: 'loginExpired', subject: 'agent:main/profile:a', fixes: [] },
        { messageId: 'loginExpired', subject: 'agent:main/profile:c', fixes: [] },
      ],
    },
    {
      name: 'no login is refreshed of a provider whose token service is not known',
      facts: facts(
        [aStore({ a: anOauth({ ...past, provider: 'openai' }) })],
        aConfig(usingProvider('openai')),
      ),
      expect: [{ messageId: 'loginExpired', fixes: [] }],
    },
    {
      name: "a login that Claude Code keeps in the Keychain is Claude Code's to refresh",
      facts: facts([aStore({ [CLI]: past })], aConfig(), settingsFact, claudeKeychain(aClaudeLogin())),
      expect: [{ messageId: 'loginExpired', fixes: [] }],
    },
    {
      name: 'so is a copy of it under another name, and a login of its own is not',
      facts: facts(
        [
          aStore({ a: past }),
          aStore(
            { b: anOauth({ ...past, refresh: secret(refreshText('own')) }) },
            { agent: work, store: { order: { anthropic: ['b'] } } },
          ),
        ],
        aConfig(),
        settingsFact,
        claudeKeychain(aClaudeLogin()),
      ),
      expect: [
        { messageId: 'loginExpired', subject: 'agent:main/profile:a', fixes: [] },
        { messageId: 'loginExpired', subject: 'agent:work/profile:b', fixes: ['auth/refresh-login'] },
      ],
    },
    {
      name: 'a login whose other copy cannot be read is not refreshed: that copy would be logged out',
      facts: facts(
        [aStore({ [CLI]: past })],
        aConfig(),
        settingsFact,
        claudeCredentials({ state: 'denied' }),
      ),
      expect: [{ messageId: 'loginExpired', fixes: [] }],
    },
    {
      name: 'a login that ends soon and can refresh is only noted',
      facts: facts([aStore({ a: anOauth() })]),
      expect: [{ messageId: 'loginExpiring', severity: 'info', fixes: [] }],
    },
    {
      name: 'a setup-token without a date is only noted',
      facts: facts([aStore({ 'anthropic:claude-cli': aToken({ expires: 0 }) })]),
      expect: [
        {
          messageId: 'noExpiry',
          severity: 'info',
          data: { agent: 'main', profile: 'anthropic:claude-cli', provider: 'anthropic' },
          causedBy: [],
        },
      ],
    },
    {
      name: 'a login without a date and without a refresh token is an error where nothing else serves',
      facts: facts([aStore({ a: undated({ refresh: null }) })]),
      expect: [
        {
          messageId: 'undated',
          subject: 'agent:main/profile:a',
          severity: 'error',
          data: {
            agent: 'main',
            profile: 'a',
            provider: 'anthropic',
            command: 'models auth setup-token --provider anthropic',
          },
        },
      ],
    },
    {
      name: 'it is a warning where another profile comes first',
      facts: facts([
        aStore(
          { a: undated({ refresh: null }), b: anApiKey() },
          { store: { order: { anthropic: ['b', 'a'] } } },
        ),
      ]),
      expect: [{ messageId: 'undated', severity: 'warning' }],
    },
    {
      name: 'a login without a date that can refresh is only noted',
      facts: facts([aStore({ a: undated() })]),
      expect: [
        {
          messageId: 'loginUndated',
          severity: 'info',
          data: { agent: 'main', profile: 'a', provider: 'anthropic' },
        },
      ],
    },
    {
      name: 'a token of another shape without a date passes',
      facts: facts([aStore({ a: { type: 'token', provider: 'openai', token: secret('opaque') } })]),
      expect: [],
    },
    {
      name: 'a blank token is not called expired',
      facts: facts([aStore({ a: aToken({ token: secret(' '), expires: NOW - DAY }) })]),
      expect: [],
    },
    {
      name: 'an inherited profile is told once, under its owner',
      facts: facts([aStore({ a: ending }), aStore({}, { agent: work })]),
      expect: [{ messageId: 'expiring', subject: 'agent:main/profile:a' }],
    },
    {
      name: 'an own copy is told beside the one it takes the place of',
      facts: facts([aStore({ a: ending }), aStore({ a: spent }, { agent: work })]),
      expect: [
        { messageId: 'expiring', subject: 'agent:main/profile:a' },
        { messageId: 'expired', subject: 'agent:work/profile:a', severity: 'error' },
      ],
    },
    {
      name: 'an inherited profile is an error where only the inheriting agent uses its provider',
      facts: facts(
        [
          aStore({ a: aToken({ provider: 'openai', expires: NOW - DAY }), b: anApiKey() }),
          aStore({}, { agent: work }),
        ],
        aConfig({
          agents: [
            { id: 'main', isDefault: true },
            { id: 'work', isDefault: false, model: { primary: 'openai/some-model', fallbacks: null } },
          ],
        }),
      ),
      expect: [{ messageId: 'expired', subject: 'agent:main/profile:a', severity: 'error' }],
    },
    {
      name: 'an inherited profile is told under the inheriting agent where its owner is not looked at',
      facts: facts([
        aStore({ a: spent }, { agent: anAgent('main', { selected: false }) }),
        aStore({}, { agent: work }),
      ]),
      expect: [
        {
          messageId: 'expired',
          subject: 'agent:work/profile:a',
          evidence: [{ kind: 'file', path: MAIN_STORE }],
        },
      ],
    },
    {
      name: 'the profiles of an agent that is not looked at are not told',
      facts: facts([
        aStore({ a: aToken() }),
        aStore({ b: spent }, { agent: anAgent('work', { selected: false }) }),
      ]),
      expect: [],
    },
    {
      name: 'an expired token is a warning where the default model is of another provider',
      facts: facts([aStore({ a: spent })], aConfig(usingProvider('openai'))),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
  ],
  { describe, it },
)
