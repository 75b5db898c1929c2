import { parseStore } from '../../../src/auth/parse-store.js'
import { readAuthConfig } from '../../../src/auth/read-config.js'
import {
  applyModelMessage,
  type ModelMessage,
  type ModelReply,
} from '../../../src/auth/sessions/apply-model-message.js'
import { testSeal } from '../seal.js'

export const NOW = 1_770_000_000_000
export const hour = 3_600_000
export const day = 24 * hour

const { seal } = testSeal()

/** What every secret of these tests holds somewhere: no reply may. */
export const MARK = 'hush'

export const configOf = (value: unknown) => readAuthConfig(value, seal).config

export const storeOf = (value: Readonly<Record<string, unknown>>) => {
  const reading = parseStore(JSON.stringify({ version: 1, ...value }), seal)
  if (reading.state !== 'ok') throw new Error(reading.state)
  return reading.store
}

export const CONFIG = {
  agents: {
    defaults: {
      model: 'anthropic/claude-opus-4-5',
      models: {
        'anthropic/claude-opus-4-5': { alias: 'Opus' },
        'anthropic/claude-sonnet-4-5': {},
        'openrouter/moonshotai/kimi-k2': { alias: 'kimi' },
        'zai/glm-4.7': { alias: 'a/b@c:d' },
      },
    },
  },
  models: { providers: { ZAI: { apiKey: MARK, baseUrl: `https://u:${MARK}@z.example/v4`, api: 'openai' } } },
}

export const PROFILES = {
  'anthropic:claude-cli': {
    type: 'oauth',
    provider: 'anthropic',
    access: MARK,
    refresh: MARK,
    expires: NOW + 3 * day,
  },
  'anthropic:work': { type: 'token', provider: 'anthropic', token: MARK, email: 'w@example.com' },
  'anthropic:me@example.com': { type: 'api_key', provider: 'anthropic', key: MARK },
  'anthropic:old': { type: 'token', provider: 'anthropic', token: MARK, expires: NOW - hour },
  'openrouter:default': { type: 'api_key', provider: 'openrouter', key: MARK },
}

export interface Asked extends Partial<Omit<ModelMessage, 'config' | 'store' | 'message'>> {
  readonly config?: unknown
  readonly store?: Readonly<Record<string, unknown>>
}

export const ask = (message: string, { config, store, ...rest }: Asked = {}): ModelReply =>
  applyModelMessage({
    message,
    entry: {},
    config: configOf(config ?? CONFIG),
    store: storeOf(store ?? { profiles: PROFILES }),
    env: {},
    now: NOW,
    agent: 'main',
    sessionKey: 'agent:main:main',
    authPath: '~/.clawdbot/agents/main/agent/auth-profiles.json',
    ...rest,
  })

/** An entry after its patch, as it would stand in the file. */
export const patched = (
  entry: Readonly<Record<string, unknown>>,
  patch: ModelReply['patch'],
): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries({ ...entry, ...patch }).filter(([, value]) => value !== null))
