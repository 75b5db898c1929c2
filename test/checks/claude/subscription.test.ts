import { describe, it } from 'vitest'
import subscriptionCheck from '../../../checks/claude/subscription.js'
import type { ClaudeOverride } from '../../../src/auth/claude-code/environment.js'
import type { TokenCredential } from '../../../src/auth/credential.js'
import type { Values } from '../../../src/contract/index.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeLogin,
  aConfig,
  accessText,
  anAgent,
  anApiKey,
  anOauth,
  apiKeyText,
  aStore,
  aToken,
  CLAUDE_FILE,
  claudeCredentials,
  claudeKeychain,
  clockFact,
  DAY,
  HOME,
  HOUR,
  NOW,
  refreshText,
  secret,
  settingsFact,
  usingProvider,
} from '../facts.js'

type Facts = Values<typeof subscriptionCheck.needs>
type Login = Parameters<typeof aClaudeLogin>[0]

/** The bot uses a copy of Claude Code's login. */
const facts = (over: Partial<Facts> = {}): Facts => ({
  credentials: claudeCredentials(),
  overrides: [],
  config: aConfig(),
  stores: [aStore({ 'anthropic:claude-cli': anOauth() })],
  clock: clockFact,
  settings: settingsFact,
  ...over,
})
const login = (over: Login, rest: Partial<Facts> = {}): Facts =>
  facts({ credentials: claudeCredentials(aClaudeLogin(over)), ...rest })

const nothing = { stores: [aStore()] }
const key = { stores: [aStore({ 'anthropic:manual': anApiKey() })] }
const noLogin = { credentials: claudeCredentials({ state: 'absent' }) }
const unusedProvider = { config: aConfig(usingProvider('openai')) }

const pasted = (text: string, over: Partial<TokenCredential> = {}) => ({
  'anthropic:manual': aToken({ token: secret(text), ...over }),
})
const exported = (text: string, from: ClaudeOverride['from'] = 'environment'): readonly ClaudeOverride[] => [
  { name: 'CLAUDE_CODE_OAUTH_TOKEN', kind: 'token', from, secret: secret(text) },
]
const sessionKey = `${['sk', 'ant', 'sid01'].join('-')}-${'x'.repeat(90)}`
const wrapped = `${accessText().slice(0, 80)}\n${accessText().slice(80)}`

const atFile = {
  subject: 'claude/credentials:file',
  evidence: [{ kind: 'file' as const, path: CLAUDE_FILE }],
}
const expired = { refresh: null, expiresAt: NOW - 2 * HOUR }

testCheck(
  subscriptionCheck,
  [
    { name: 'a login that can be renewed is well', facts: facts(), expect: [] },
    {
      name: 'it is not judged where there is no login and no token',
      facts: facts({ ...noLogin, ...key }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged where the config could not be read',
      facts: login(expired, { config: aConfig({}, { reading: { state: 'not-a-mapping' } }) }),
      expect: { skip: true },
    },
    {
      name: 'it is not judged where a login cannot be read',
      facts: facts({ credentials: claudeCredentials({ state: 'denied' }) }),
      expect: { skip: true },
    },
    {
      name: 'the copy that is synced, and an agent that was not selected, are no pasted tokens',
      facts: facts({
        ...noLogin,
        stores: [
          aStore({ 'anthropic:claude-cli': aToken({ token: secret(accessText('a', 60)) }) }),
          aStore(pasted(accessText('b', 60)), { agent: anAgent('work', { selected: false }) }),
        ],
      }),
      expect: { skip: true },
    },
    {
      name: 'a store that cannot be read has no tokens to judge',
      facts: facts({
        ...noLogin,
        stores: [aStore(pasted(accessText('b', 60)), { reading: { state: 'denied' } })],
      }),
      expect: { skip: true },
    },
    {
      name: 'an access token that is really a key is an error where nothing else serves',
      facts: login({ access: secret(apiKeyText()) }, nothing),
      expect: [
        {
          ...atFile,
          messageId: 'wrongKind',
          severity: 'error',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, kind: 'anthropic-api-key' },
        },
      ],
    },
    {
      name: 'an access token that is really a refresh token is a warning where a key serves',
      facts: login({ access: secret(refreshText()) }, key),
      expect: [{ messageId: 'wrongKind', severity: 'warning' }],
    },
    {
      name: 'an access token of a shape that is not known is left alone',
      facts: login({ access: secret('some-new-shape') }),
      expect: [],
    },
    {
      name: 'a short access token that Claude Code wrote itself is a note',
      facts: login({ access: secret(accessText('a', 99)) }, nothing),
      expect: [{ ...atFile, messageId: 'cut', severity: 'info' }],
    },
    {
      name: 'an access token of a hundred characters is whole',
      facts: login({ access: secret(accessText('a', 100)) }),
      expect: [],
    },
    {
      name: 'a short token in the environment was cut',
      facts: facts({ ...noLogin, ...key, overrides: exported(accessText('a', 80)) }),
      expect: [
        {
          messageId: 'cut',
          subject: 'claude/environment:CLAUDE_CODE_OAUTH_TOKEN',
          severity: 'warning',
          data: { where: 'CLAUDE_CODE_OAUTH_TOKEN', length: 80 },
          evidence: [{ kind: 'environment', name: 'CLAUDE_CODE_OAUTH_TOKEN' }],
        },
      ],
    },
    {
      name: 'a token in the settings with a line break in it was wrapped',
      facts: facts({ ...noLogin, ...key, overrides: exported(wrapped, 'settings') }),
      expect: [
        {
          messageId: 'cut',
          evidence: [
            { kind: 'value', fact: 'claude/overrides', pointer: '/0/name', value: 'CLAUDE_CODE_OAUTH_TOKEN' },
          ],
        },
      ],
    },
    {
      name: 'a whole token in the environment is well',
      facts: facts({ ...noLogin, overrides: exported(accessText()) }),
      expect: [],
    },
    {
      name: 'a short pasted token was cut',
      facts: facts({ ...noLogin, stores: [aStore(pasted(accessText('a', 80)))] }),
      expect: [
        {
          messageId: 'profileCut',
          subject: 'agent:main/profile:anthropic:manual',
          severity: 'warning',
          evidence: [{ kind: 'file', path: anAgent().storePath }],
        },
      ],
    },
    {
      name: 'a pasted token that another agent inherits is told once, under its owner',
      facts: facts({
        ...noLogin,
        stores: [
          aStore(pasted(wrapped)),
          aStore({}, { agent: anAgent('work'), reading: { state: 'absent' } }),
        ],
      }),
      expect: [{ messageId: 'profileCut', subject: 'agent:main/profile:anthropic:manual' }],
    },
    {
      name: 'a pasted token whose owner was left out is told under its heir, with its own file',
      facts: facts({
        ...noLogin,
        stores: [
          aStore(pasted(wrapped), { agent: anAgent('main', { selected: false }) }),
          aStore({}, { agent: anAgent('work'), reading: { state: 'absent' } }),
          aStore({}, { agent: anAgent('home'), reading: { state: 'absent' } }),
        ],
      }),
      expect: [
        {
          messageId: 'profileCut',
          subject: 'agent:work/profile:anthropic:manual',
          evidence: [{ kind: 'file', path: anAgent('main').storePath }],
        },
      ],
    },
    {
      name: 'an own copy is told besides',
      facts: facts({
        ...noLogin,
        stores: [aStore(pasted(wrapped)), aStore(pasted(wrapped), { agent: anAgent('work') })],
      }),
      expect: [
        { subject: 'agent:main/profile:anthropic:manual', messageId: 'profileCut' },
        { subject: 'agent:work/profile:anthropic:manual', messageId: 'profileCut' },
      ],
    },
    {
      name: 'a token of another provider is not judged by the shape of a Claude token',
      facts: facts({
        stores: [
          aStore({
            'anthropic:claude-cli': anOauth(),
            'github:x': aToken({ provider: 'github-copilot', token: secret(accessText('a', 40)) }),
          }),
        ],
      }),
      expect: [],
    },
    {
      name: 'a pasted session key is an error where it would be used',
      facts: facts({ ...noLogin, stores: [aStore(pasted(sessionKey))] }),
      expect: [
        {
          messageId: 'profileWrongKind',
          severity: 'error',
          data: {
            profile: 'anthropic:manual',
            agent: 'main',
            kind: 'anthropic-session-key',
            length: sessionKey.length,
          },
        },
      ],
    },
    {
      name: 'a pasted session key is a warning where something else would be used',
      facts: facts({ stores: [aStore({ 'anthropic:claude-cli': anOauth(), ...pasted(sessionKey) })] }),
      expect: [{ messageId: 'profileWrongKind', severity: 'warning' }],
    },
    {
      name: 'a key that was pasted as a token works, and is left alone',
      facts: facts({ ...noLogin, stores: [aStore(pasted(apiKeyText()))] }),
      expect: [],
    },
    {
      name: 'a login without the scope for inference is an error where the bot uses it',
      facts: login({ scopes: ['user:profile'] }),
      expect: [{ ...atFile, messageId: 'noInferenceScope', severity: 'error' }],
    },
    {
      name: 'a login without the scope for inference is an error where nothing serves',
      facts: login({ scopes: [] }, nothing),
      expect: [{ messageId: 'noInferenceScope', severity: 'error' }],
    },
    {
      name: 'a login without the scope for inference is a warning where a key serves',
      facts: login({ scopes: [] }, key),
      expect: [{ messageId: 'noInferenceScope', severity: 'warning' }],
    },
    {
      name: 'a login without the scope for inference is a warning where anthropic is not used',
      facts: login({ scopes: [] }, unusedProvider),
      expect: [{ messageId: 'noInferenceScope', severity: 'warning' }],
    },
    ...(
      [
        ['its refresh token', anOauth({ access: secret(accessText('older')) })],
        ['its access token', anOauth({ refresh: null })],
        ['its access token alone', aToken({ token: secret(accessText()) })],
      ] as const
    ).map(([what, credential]) => ({
      name: `a stored copy is known by ${what}`,
      facts: login({ scopes: [] }, { stores: [aStore({ 'anthropic:copy': credential })] }),
      expect: [{ messageId: 'noInferenceScope' as const, severity: 'error' as const }],
    })),
    {
      name: 'a stored login that shares nothing with it is no copy',
      facts: login(
        { scopes: [], refresh: null, expiresAt: NOW + 2 * DAY },
        { stores: [aStore({ x: anOauth({ access: secret(accessText('other')), refresh: null }) })] },
      ),
      expect: [{ messageId: 'noInferenceScope', severity: 'warning' }],
    },
    {
      name: 'an agent with its own key does not hide one that uses the login',
      facts: login(
        { scopes: [] },
        {
          stores: [
            aStore({ 'anthropic:claude-cli': anOauth() }),
            aStore(
              { 'anthropic:own': anApiKey() },
              {
                agent: anAgent('work'),
                store: { order: { anthropic: ['anthropic:own'] } },
              },
            ),
          ],
        },
      ),
      expect: [{ messageId: 'noInferenceScope', severity: 'error' }],
    },
    {
      name: 'a free plan is too low',
      facts: login({ subscriptionType: 'free' }),
      expect: [
        {
          ...atFile,
          messageId: 'planTooLow',
          severity: 'warning',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, plan: 'free' },
        },
      ],
    },
    { name: 'a plan that is not named is not judged', facts: login({ subscriptionType: null }), expect: [] },
    {
      name: 'a team has a plan, and cannot have a setup-token',
      facts: login({ subscriptionType: 'team' }),
      expect: [{ ...atFile, messageId: 'noSetupToken', severity: 'info' }],
    },
    {
      name: 'an expired login that nobody can renew is an error where nothing else serves',
      facts: login(expired, nothing),
      expect: [
        {
          ...atFile,
          messageId: 'expired',
          severity: 'error',
          data: {
            where: CLAUDE_FILE,
            folder: `${HOME}/.claude`,
            ago: 2 * HOUR,
            expiresAt: NOW - 2 * HOUR,
          },
        },
      ],
    },
    {
      name: 'an expired login that nobody can renew is an error where the bot has only its copy',
      facts: login(expired, {
        stores: [
          aStore({
            'anthropic:claude-cli': aToken({ token: secret(accessText()), expires: NOW - 2 * HOUR }),
          }),
        ],
      }),
      expect: [{ messageId: 'expired', severity: 'error' }],
    },
    {
      name: 'an expired login that nobody can renew is a warning where a key serves',
      facts: login(expired, key),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
    {
      name: 'an expired login is a warning where the bot has renewed its own since',
      facts: login(expired, {
        stores: [aStore({ 'anthropic:claude-cli': anOauth({ access: secret(accessText('newer')) }) })],
      }),
      expect: [{ messageId: 'expired', severity: 'warning' }],
    },
    {
      name: 'a login is expired at the moment of its date',
      facts: login({ refresh: null, expiresAt: NOW }, key),
      expect: [{ messageId: 'expired' }],
    },
    {
      name: 'an expired login that can be renewed is a note, even where nothing else serves',
      facts: login({ expiresAt: NOW - DAY }, nothing),
      expect: [{ messageId: 'expiredRefreshable', severity: 'info' }],
    },
    {
      name: 'a login that can be renewed does not expire soon',
      facts: login({ expiresAt: NOW + HOUR, refreshTokenExpiresAt: NOW + 2 * HOUR }),
      expect: [],
    },
    {
      name: 'a login that nobody can renew is a warning before it ends',
      facts: login({ refresh: null, expiresAt: NOW + DAY }),
      expect: [
        {
          ...atFile,
          messageId: 'expiring',
          severity: 'warning',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, left: DAY, expiresAt: NOW + DAY },
        },
      ],
    },
    {
      name: 'how soon is soon is for the run to say',
      facts: login(
        { refresh: null, expiresAt: NOW + DAY },
        { settings: { ...settingsFact, warnWithinMs: HOUR } },
      ),
      expect: [],
    },
    {
      name: 'a refresh token that ran out is a warning while the access token lasts',
      facts: login({ refreshTokenExpiresAt: NOW - DAY }),
      expect: [{ ...atFile, messageId: 'refreshExpired', severity: 'warning' }],
    },
    {
      name: 'a refresh token that ran out is an error once the access token has, where the bot uses the login',
      facts: login({ expiresAt: NOW - HOUR, refreshTokenExpiresAt: NOW - DAY }),
      expect: [
        {
          messageId: 'refreshExpired',
          severity: 'error',
          data: { where: CLAUDE_FILE, folder: `${HOME}/.claude`, ago: DAY, expiresAt: NOW - HOUR },
        },
      ],
    },
    {
      name: 'a refresh token that ran out is a warning where a key serves',
      facts: login({ expiresAt: NOW - HOUR, refreshTokenExpiresAt: NOW - DAY }, key),
      expect: [{ messageId: 'refreshExpired', severity: 'warning' }],
    },
    {
      name: 'a login in the Keychain is told by its name there',
      facts: facts({ credentials: claudeKeychain(aClaudeLogin({ expiresAt: NOW - HOUR })) }),
      expect: [
        {
          messageId: 'expiredRefreshable',
          subject: 'claude/credentials:keychain',
          data: { where: 'Keychain item Claude Code-credentials', ago: HOUR, expiresAt: NOW - HOUR },
        },
      ],
    },
  ],
  { describe, it },
)
