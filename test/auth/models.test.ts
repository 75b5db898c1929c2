import { describe, expect, it } from 'vitest'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import { layerEnv, parseEnvFile } from '../../src/auth/env-file.js'
import { blankEnvKeys, ENV_KEYS, envKey, sealEnvKeys } from '../../src/auth/env-keys.js'
import {
  configForAgent,
  parseModelRef,
  providersInUse,
  resolveConfiguredModelRef,
  resolveModelRef,
} from '../../src/auth/models.js'
import { tokenKind } from '../../src/auth/token-kind.js'
import { testSeal } from './seal.js'

const { seal } = testSeal()

const configOf = (primary: string, more: Partial<AuthConfig> = {}): AuthConfig => ({
  ...EMPTY_CONFIG,
  model: { primary, fallbacks: [] },
  models: [
    { ref: 'zai/glm-4.7', alias: 'GLM' },
    { ref: 'openai/gpt-5', alias: 'glm' },
    { ref: 'openai/gpt-5', alias: null },
  ],
  ...more,
})

describe('a model reference', () => {
  it.each([
    ['anthropic/claude-opus-4-5', 'anthropic', 'claude-opus-4-5'],
    [' Anthropic / Opus-4.5 ', 'anthropic', 'claude-opus-4-5'],
    ['sonnet-4.5', 'anthropic', 'claude-sonnet-4-5'],
    ['z.ai/glm-4.7', 'zai', 'glm-4.7'],
    ['openrouter/moonshotai/kimi-k2', 'openrouter', 'moonshotai/kimi-k2'],
    ['google/gemini-3-pro', 'google', 'gemini-3-pro-preview'],
    ['openai/constructor', 'openai', 'constructor'],
    ['constructor/x', 'constructor', 'x'],
  ])('written %j is %s and %s', (written, provider, model) => {
    expect(parseModelRef(written)).toEqual({ provider, model })
  })

  it.each(['', ' ', '/', 'anthropic/', '/x', 'anthropic/ '])('written %j is none', (written) => {
    expect(parseModelRef(written)).toBeNull()
  })

  it('may be an alias, of which the later one counts', () => {
    expect(resolveModelRef(configOf(''), ' glm ')).toEqual({ provider: 'openai', model: 'gpt-5' })
    expect(resolveModelRef(configOf(''), 'zai/glm')).toEqual({ provider: 'zai', model: 'glm' })
  })
})

describe('the default model', () => {
  it.each([
    ['', 'anthropic', 'claude-opus-4-5'],
    ['zai/glm-4.7', 'zai', 'glm-4.7'],
    ['Glm', 'openai', 'gpt-5'],
    ['opus-4.5', 'anthropic', 'opus-4.5'],
    ['zai/', 'anthropic', 'claude-opus-4-5'],
  ])('written %j is of %s: %s', (primary, provider, model) => {
    expect(resolveConfiguredModelRef(configOf(primary))).toEqual({ provider, model })
  })

  it('may be another for an agent', () => {
    const config = configOf('zai/glm-4.7', {
      model: { primary: 'zai/glm-4.7', fallbacks: ['openai/gpt-5'] },
      agents: [
        { id: 'a', isDefault: false, model: { primary: 'google/x', fallbacks: null } },
        { id: 'b', isDefault: false, model: { primary: '', fallbacks: [] } },
      ],
    })
    expect(configForAgent(config, 'a').model).toEqual({ primary: 'google/x', fallbacks: ['openai/gpt-5'] })
    expect(configForAgent(config, 'b').model).toEqual({ primary: 'zai/glm-4.7', fallbacks: [] })
    expect(configForAgent(config, 'c')).toBe(config)
  })
})

describe('the providers in use', () => {
  it('are those of every model that may be asked, each once, aliases resolved', () => {
    const config = configOf('zai/glm-4.7', {
      model: { primary: 'zai/glm-4.7', fallbacks: ['glm', 'anthropic/x', ''] },
      imageModel: { primary: 'google/x', fallbacks: ['z-ai/y'] },
    })
    expect(providersInUse(config)).toEqual(['zai', 'openai', 'anthropic', 'google'])
  })
})

describe('keys in the environment', () => {
  it('are found under the strongest name that is not blank', () => {
    const env = sealEnvKeys({ ANTHROPIC_OAUTH_TOKEN: ' ', ANTHROPIC_API_KEY: 'k', OTHER: 'x' }, {}, seal)
    expect(Object.keys(env)).toEqual(['ANTHROPIC_OAUTH_TOKEN', 'ANTHROPIC_API_KEY'])
    expect(envKey('Anthropic', env)).toMatchObject({ name: 'ANTHROPIC_API_KEY', oauth: false })
    expect(blankEnvKeys('anthropic', env)).toEqual(['ANTHROPIC_OAUTH_TOKEN'])
    expect(envKey('qwen', sealEnvKeys({ QWEN_OAUTH_TOKEN: 't' }, {}, seal))).toMatchObject({ oauth: true })
    expect(envKey('constructor', env)).toBeNull()
  })

  it('are taken from the config where the process has none or a blank one', () => {
    const config = { ZAI_API_KEY: seal('c'), Z_AI_API_KEY: seal('c') }
    const env = sealEnvKeys({ ZAI_API_KEY: '', Z_AI_API_KEY: 'p' }, config, seal)
    expect(env.ZAI_API_KEY?.equals(seal('c'))).toBe(true)
    expect(env.Z_AI_API_KEY?.equals(seal('p'))).toBe(true)
  })

  it('come first from the process, even as nothing, then from the stronger file', () => {
    const near = parseEnvFile('A=near # note\nexport B="b c"\nnot a line\n')
    expect(layerEnv({ A: '', N: undefined }, near, { A: 'far', B: 'far', C: 'c' })).toEqual({
      A: '',
      B: 'b c',
      C: 'c',
    })
  })

  it('belong to one provider each', () => {
    const names = Object.values(ENV_KEYS).flat()
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('a secret’s kind', () => {
  it.each([
    ['sk-ant-oat01-', 'anthropic-oauth-access'],
    ['sk-ant-ort01-', 'anthropic-oauth-refresh'],
    ['sk-ant-api03-', 'anthropic-api-key'],
    ['sk-ant-sid01-', 'anthropic-session-key'],
    ['sk-ant-admin01-', 'anthropic-admin-key'],
    [' sk-or-v1-', 'openrouter-key'],
    ['sk-', 'opaque'],
    ['', 'opaque'],
  ])('with the prefix %j is %s', (prefix, kind) => {
    expect(tokenKind(`${prefix}x`)).toBe(kind)
  })
})
