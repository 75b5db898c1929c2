import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseClaudeCredentials } from '../../src/auth/claude-code/parse-credentials.js'
import { parseClaudeSettings } from '../../src/auth/claude-code/settings.js'
import { parseEnvFile } from '../../src/auth/env-file.js'
import { sealEnvKeys } from '../../src/auth/env-keys.js'
import { parseCodexCredentials, parseQwenCredentials } from '../../src/auth/external-cli.js'
import { parseConfig } from '../../src/auth/parse-config.js'
import { parseStore } from '../../src/auth/parse-store.js'
import { readAuthConfig } from '../../src/auth/read-config.js'
import { modelsStatus } from '../../src/auth/status.js'
import { inUseExitCode } from '../../src/auth/status-exit.js'
import { EMPTY_STORE } from '../../src/auth/store.js'
import { substituteEnv } from '../../src/auth/substitute-env.js'
import { testSeal } from './seal.js'

const { seal } = testSeal()
const NOW = 1_770_000_000_000

/** Everything that is parsed and later shown, over one text. */
const parseAll = (text: string): readonly unknown[] => {
  const parsed = parseConfig(text)
  const config = readAuthConfig(parsed.state === 'ok' ? substituteEnv(parsed.value, {}).value : {}, seal)
  const store = parseStore(text, seal)
  const input = {
    store: store.state === 'ok' ? store.store : EMPTY_STORE,
    config: config.config,
    env: sealEnvKeys({}, config.config.env, seal),
    now: NOW,
    paths: { home: '/h', platform: 'linux', configPath: '', agentDir: '', storePath: '' } as const,
  }
  return [
    parsed.state === 'ok' ? 'ok' : parsed,
    config,
    store,
    parseClaudeCredentials(text, seal),
    parseClaudeSettings(text, seal),
    parseCodexCredentials(text, NOW, seal),
    parseQwenCredentials(text, seal),
    modelsStatus(input),
    inUseExitCode(input),
  ]
}

/** The names that readers look for, so that a random document has them often. */
const name = fc.oneof(
  fc.constantFrom(
    'agents',
    'auth',
    'defaults',
    'env',
    'expires',
    'fallbacks',
    'list',
    'model',
    'models',
    'order',
  ),
  fc.constantFrom('profiles', 'provider', 'providers', 'type', 'usageStats', 'vars', 'version', '$include'),
  fc.constantFrom('__proto__', 'constructor', 'claudeAiOauth', 'tokens', 'scopes', 'expiresAt', 'anthropic'),
)

const documents = (leaf: fc.Arbitrary<unknown>, secret: fc.Arbitrary<string>): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(name, tie('value'), { maxKeys: 5 }),
      fc.record({
        type: fc.constantFrom('api_key', 'token', 'oauth', 7),
        provider: fc.constantFrom('anthropic', 'zai'),
        key: secret,
        apiKey: secret,
        token: secret,
        access: secret,
        refresh: secret,
      }),
    ),
  })).value

const leaf = fc.oneof(
  fc.constantFrom(null, true, 0, -1, 1e308, '', 'anthropic', 'oauth', 'zai/x'),
  fc.string(),
)

describe('reading what people and programs wrote', () => {
  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json(),
          documents(leaf, fc.string()).map((d) => JSON.stringify(d)),
        ),
        (text) => {
          parseAll(text)
          parseEnvFile(text)
        },
      ),
      { numRuns: 1000 },
    )
  })

  it.each([
    ['lists', '['],
    ['objects', '{"a":'],
    ['agents', '{"agents":'],
  ])('does not run out of stack on deeply nested %s', (_, open) => {
    const depth = 20_000
    const close = open === '[' ? ']' : '}'
    expect(parseAll(`${open.repeat(depth)}1${close.repeat(depth)}`)).toHaveLength(9)
    expect(parseAll(open.repeat(depth))).toHaveLength(9)
  })

  it('shows no part of a secret, in whatever document it stands and however that is broken', () => {
    const planted = `sk-ant-oat01-${'Planted'.repeat(12)}`
    const hidden = fc.constant(planted)
    const document = fc
      .record({
        profiles: fc.dictionary(fc.constantFrom('a', 'b'), documents(leaf, hidden)),
        claudeAiOauth: fc.dictionary(fc.constantFrom('accessToken', 'refreshToken'), hidden),
        tokens: fc.dictionary(fc.constantFrom('access_token', 'refresh_token'), hidden),
        access_token: hidden,
        models: fc.record({
          providers: fc.dictionary(fc.constantFrom('zai', 'x'), fc.record({ apiKey: hidden })),
        }),
        env: fc.record({ ANTHROPIC_API_KEY: hidden, vars: fc.record({ OTHER: hidden }) }),
        unknown: fc.oneof(hidden, fc.array(hidden)),
      })
      .map((value) => JSON.stringify(value))
    const text = fc
      .tuple(document, fc.nat(), fc.boolean())
      .map(([whole, at, cut]) => (cut ? whole.slice(0, at % whole.length) : whole))
    fc.assert(
      fc.property(text, (candidate) => {
        const shown = JSON.stringify(parseAll(candidate))
        expect(shown).not.toContain('Planted')
        expect(shown).not.toContain('sk-ant')
      }),
      { numRuns: 500 },
    )
  })
})
