import { describe, expect, it } from 'vitest'
import { testSeal } from '../seal.js'
import { ask, CONFIG, day, hour, MARK, NOW, PROFILES } from './world.js'

const store = {
  profiles: PROFILES,
  lastGood: { Anthropic: 'anthropic:me@example.com' },
  usageStats: {
    'anthropic:claude-cli': { cooldownUntil: NOW + 2 * hour },
    'anthropic:me@example.com': { disabledUntil: NOW + 5 * day, disabledReason: 'billing' },
  },
}
const kimi = { providerOverride: 'openrouter', modelOverride: 'moonshotai/kimi-k2' }

describe('/model and /model list', () => {
  it('number the models, and mark the default and the current one', () => {
    const { reply, patch, outcome } = ask('/model list', { entry: kimi })
    expect({ patch, outcome }).toEqual({ patch: {}, outcome: 'shown' })
    expect(reply?.split('\n').slice(0, 7)).toEqual([
      'Current: openrouter/moonshotai/kimi-k2',
      '',
      '1. anthropic/claude-opus-4-5 (Opus) — default',
      '2. anthropic/claude-sonnet-4-5',
      '3. openrouter/moonshotai/kimi-k2 (kimi) — current',
      '4. zai/glm-4.7 (a/b@c:d)',
      '',
    ])
    expect(ask('/model', { entry: kimi }).reply).toBe(reply)
    expect(ask('/MODEL: List', { entry: kimi }).reply).toBe(reply)
  })

  it('list the fallbacks and image models where any model may be chosen', () => {
    const config = {
      agents: { defaults: { model: { fallbacks: ['zai/glm-4.7'] }, imageModel: 'google/gemini-3-pro' } },
    }
    const { reply } = ask('/model', { config })
    expect(reply).toContain(
      '1. anthropic/claude-opus-4-5 — default, current\n2. zai/glm-4.7\n3. google/gemini-3-pro-preview\n',
    )
  })
})

describe('/model status', () => {
  const lines = (asked: Parameters<typeof ask>[1]): readonly string[] =>
    ask('/model status', asked).reply?.split('\n') ?? []

  it('shows the current and the default model, the agent and the auth file', () => {
    expect(lines({ entry: kimi }).slice(0, 5)).toEqual([
      'Current: openrouter/moonshotai/kimi-k2',
      'Default: anthropic/claude-opus-4-5',
      'Agent: main',
      'Session: agent:main:main',
      'Auth file: ~/.clawdbot/agents/main/agent/auth-profiles.json',
    ])
  })

  it('shows every candidate of a provider with its flags, in the order in which they are tried', () => {
    const shown = lines({ store })
    const start = shown.indexOf('[anthropic] endpoint: default')
    expect(shown.slice(start + 1, start + 7)).toEqual([
      '  auth: anthropic:work=token w@example.com (next)',
      '  auth: anthropic:claude-cli=OAuth (cooldown 2h, exp 3d)',
      '  auth: anthropic:me@example.com=API key (lastGood, disabled 5d)',
      '  auth: anthropic:old=token (expired)',
      '  • anthropic/claude-opus-4-5 (Opus)',
      '  • anthropic/claude-sonnet-4-5',
    ])
  })

  it('shows a pinned profile as the next one', () => {
    const entry = { authProfileOverride: 'anthropic:me@example.com', authProfileOverrideSource: 'user' }
    const shown = lines({ entry })
    expect(shown).toContain('Auth profile: anthropic:me@example.com (pinned by user)')
    expect(shown).toContain('  auth: anthropic:me@example.com=API key (next, pinned)')
  })

  it('shows what an order names and the store has not, and what the order leaves out', () => {
    const order = { anthropic: ['anthropic:gone', 'anthropic:claude-cli'] }
    const shown = lines({ store: { ...store, order, usageStats: {} } })
    expect(shown).toContain('  auth: anthropic:claude-cli=OAuth (next, exp 3d)')
    expect(shown).toContain('  auth: anthropic:gone=missing')
    expect(shown).toContain(
      '  auth: anthropic:work=token w@example.com (unused: it is not in the order of profiles)',
    )
  })

  it('shows a provider’s endpoint without the password in it, and where its key comes from', () => {
    const { seal } = testSeal()
    const shown = lines({ env: { OPENROUTER_API_KEY: seal(MARK) }, store: { profiles: {} } })
    expect(shown).toContain('[zai] endpoint: https://z.example/v4 api: openai')
    expect(shown).toContain('  auth: config=API key')
    expect(shown).toContain('  auth: env OPENROUTER_API_KEY=API key')
    expect(shown[shown.indexOf('[anthropic] endpoint: default') + 1]).toBe('  auth: missing')
    expect(shown.join('\n')).not.toContain(MARK)
  })

  it('shows the provider of the current model where no list names it', () => {
    const config = { agents: { defaults: { model: CONFIG.agents.defaults.model } } }
    expect(lines({ config, entry: kimi })).toContain('  auth: openrouter:default=API key (next)')
  })
})
