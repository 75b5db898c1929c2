import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { choose } from '../../src/auth/choice.js'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import type { Credential, UsageStats } from '../../src/auth/credential.js'
import { sealEnvKeys } from '../../src/auth/env-keys.js'
import { modelsStatus } from '../../src/auth/status.js'
import { inUseExitCode, statusExitCode } from '../../src/auth/status-exit.js'
import type { StatusInput } from '../../src/auth/status-types.js'
import { EMPTY_STORE } from '../../src/auth/store.js'
import { store as anyStore, NOW } from './arbitrary.js'
import { key, login, provider, sealed, token } from './credentials.js'

const { seal } = sealed
const DAY = 86_400_000

const input = (
  profiles: Record<string, Credential>,
  more: {
    env?: Record<string, string>
    config?: Partial<AuthConfig>
    usageStats?: Record<string, UsageStats>
  } = {},
): StatusInput => ({
  store: { ...EMPTY_STORE, profiles, usageStats: more.usageStats ?? {} },
  config: { ...EMPTY_CONFIG, ...more.config },
  env: sealEnvKeys(more.env ?? {}, {}, seal),
  now: NOW,
  paths: {
    home: '/h',
    platform: 'linux',
    configPath: '/h/.clawdbot/clawdbot.json',
    agentDir: '/h/d',
    storePath: '/h/d/auth-profiles.json',
  },
})

describe('what would be used', () => {
  const ask = (asked: StatusInput) => choose({ ...asked, provider })
  const config = { providers: { Anthropic: { apiKey: seal('c') } } }
  const env = { ANTHROPIC_API_KEY: 'e' }
  it.each([
    ['a profile before the environment', input({ k: key }, { env, config }), 'profile'],
    [
      'the environment where no profile works',
      input({ t: token(NOW), o: login(NOW, null) }, { env, config }),
      'env',
    ],
    [
      'the config where the environment is blank',
      input({}, { env: { ANTHROPIC_API_KEY: ' ' }, config }),
      'config',
    ],
    ['nothing where there is nothing', input({}), 'nothing'],
    ['a login past its date that can refresh', input({ o: login(NOW - 1) }, { env }), 'profile'],
    ['a login in time that cannot', input({ o: login(NOW + 1, null) }, { env }), 'profile'],
    ['no login without a date that cannot refresh', input({ o: login(undefined, ' ') }), 'nothing'],
  ])('is %s', (_, asked, via) => {
    expect(ask(asked).via).toBe(via)
  })
})

describe('the exit code', () => {
  it.each([
    ['nothing at all', input({}), 1, 1],
    ['a key', input({ k: key }), 0, 0],
    ['a key in the environment', input({}, { env: { ANTHROPIC_API_KEY: 'e' } }), 0, 0],
    ['a login past its date that can refresh', input({ o: login(NOW - 1) }), 1, 0],
    ['a login past its date that cannot', input({ o: login(NOW - 1, null) }), 1, 1],
    ['a login about to end that cannot refresh', input({ o: login(NOW + DAY, null) }), 2, 2],
    ['a token about to end', input({ t: token(NOW + DAY) }), 2, 2],
    ['a token about to end behind a login', input({ t: token(NOW + 1), o: login(NOW + 2 * DAY) }), 2, 0],
    ['an expired token beside a good one', input({ t: token(NOW - 1), u: token(NOW + 2 * DAY) }), 1, 0],
    [
      'an expired token of a provider that nothing uses',
      input({ k: key, z: { ...token(NOW - 1), provider: 'zai' } }),
      1,
      0,
    ],
    [
      'a fallback that nothing serves',
      input({ k: key }, { config: { model: { primary: '', fallbacks: ['zai/glm'] } } }),
      1,
      1,
    ],
  ])('for %s', (_, asked, published, inUse) => {
    expect([statusExitCode(modelsStatus(asked)), inUseExitCode(asked)]).toEqual([published, inUse])
  })

  it('follows the warning time that is asked for', () => {
    const asked = { ...input({ t: token(NOW + 5) }), warnAfterMs: 4 }
    expect([statusExitCode(modelsStatus(asked)), inUseExitCode(asked)]).toEqual([0, 0])
  })
})

describe('the status document', () => {
  it('has Clawdbot’s own names', () => {
    const status = modelsStatus(
      input(
        {
          'anthropic:o': { ...login(NOW + 2 * DAY), email: 'a@example.com' },
          'anthropic:k': key,
          'anthropic:t': token(NOW + 3 * DAY),
        },
        {
          env: { ANTHROPIC_OAUTH_TOKEN: 'e', GROQ_API_KEY: 'g' },
          usageStats: {
            gone: { cooldownUntil: NOW + 60_000 },
            'anthropic:k': { disabledUntil: NOW + 3 * 3_600_000, disabledReason: 'billing' },
          },
          config: {
            imageModel: { primary: 'google/x', fallbacks: [] },
            models: [{ ref: 'zai/glm', alias: 'g' }],
            providers: { zai: { apiKey: seal('zk') } },
          },
        },
      ),
    )
    expect(status).toMatchObject({
      configPath: '/h/.clawdbot/clawdbot.json',
      agentDir: '/h/d',
      defaultModel: 'anthropic/claude-opus-4-5',
      resolvedDefault: 'anthropic/claude-opus-4-5',
      fallbacks: [],
      imageModel: 'google/x',
      imageFallbacks: [],
      aliases: { g: 'zai/glm' },
      allowed: ['zai/glm'],
    })
    const { oauth, ...auth } = status.auth
    const none = { count: 0, oauth: 0, token: 0, apiKey: 0, labels: [] }
    expect(auth).toEqual({
      storePath: '/h/d/auth-profiles.json',
      shellEnvFallback: { enabled: false, appliedKeys: [] },
      providersWithOAuth: ['anthropic (3)'],
      missingProvidersInUse: ['google'],
      providers: [
        {
          provider: 'anthropic',
          effective: { kind: 'profiles', detail: '~/d/auth-profiles.json' },
          profiles: {
            count: 3,
            oauth: 1,
            token: 1,
            apiKey: 1,
            labels: [
              'anthropic:o=OAuth (a@example.com)',
              `anthropic:k=${seal('the-key')} [disabled:billing 3h]`,
              `anthropic:t=token:${seal('the-token')}`,
            ],
          },
          env: { value: 'OAuth (env)', source: 'env: ANTHROPIC_OAUTH_TOKEN' },
        },
        {
          provider: 'groq',
          effective: { kind: 'env', detail: String(seal('g')) },
          profiles: none,
          env: { value: String(seal('g')), source: 'env: GROQ_API_KEY' },
        },
        {
          provider: 'zai',
          effective: { kind: 'models.json', detail: String(seal('zk')) },
          profiles: none,
          modelsJson: { value: String(seal('zk')), source: 'models.json: ~/d/models.json' },
        },
      ],
      unusableProfiles: [
        { profileId: 'gone', kind: 'cooldown', until: NOW + 60_000, remainingMs: 60_000 },
        {
          profileId: 'anthropic:k',
          provider: 'anthropic',
          kind: 'disabled',
          reason: 'billing',
          until: NOW + 3 * 3_600_000,
          remainingMs: 3 * 3_600_000,
        },
      ],
      order: { anthropic: ['anthropic:o', 'anthropic:t', 'anthropic:k'], google: [], groq: [], zai: [] },
    })
    expect(oauth.warnAfterMs).toBe(DAY)
    expect(oauth.profiles.map(({ profileId }) => profileId)).toEqual([
      'anthropic:k',
      'anthropic:o',
      'anthropic:t',
    ])
    expect(oauth.providers.map(({ provider: of, status: health }) => [of, health])).toEqual([
      ['anthropic', 'ok'],
      ['google', 'missing'],
      ['groq', 'missing'],
      ['zai', 'missing'],
    ])
  })

  it('is plain JSON, whatever the store, and its two exit codes agree that nothing is something', () => {
    fc.assert(
      fc.property(anyStore(sealed), (store) => {
        const asked = { ...input({}), store }
        const status = modelsStatus(asked)
        expect(JSON.parse(JSON.stringify(status))).toEqual(status)
        if (status.auth.missingProvidersInUse.length > 0) expect(inUseExitCode(asked)).toBe(1)
      }),
    )
  })
})
