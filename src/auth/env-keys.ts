import type { Seal, Secret } from '../contract/index.js'
import type { Variables } from './env-file.js'
import { own } from './mapping.js'
import { normalizeProviderId } from './provider-id.js'
import { sealText } from './token-kind.js'

/** The variables that hold a provider's key, strongest first. */
export const ENV_KEYS: Readonly<Record<string, readonly string[]>> = {
  anthropic: ['ANTHROPIC_OAUTH_TOKEN', 'ANTHROPIC_API_KEY'],
  cerebras: ['CEREBRAS_API_KEY'],
  chutes: ['CHUTES_OAUTH_TOKEN', 'CHUTES_API_KEY'],
  deepgram: ['DEEPGRAM_API_KEY'],
  'github-copilot': ['COPILOT_GITHUB_TOKEN', 'GH_TOKEN', 'GITHUB_TOKEN'],
  google: ['GEMINI_API_KEY'],
  groq: ['GROQ_API_KEY'],
  'kimi-code': ['KIMICODE_API_KEY'],
  minimax: ['MINIMAX_API_KEY'],
  mistral: ['MISTRAL_API_KEY'],
  moonshot: ['MOONSHOT_API_KEY'],
  openai: ['OPENAI_API_KEY'],
  opencode: ['OPENCODE_API_KEY', 'OPENCODE_ZEN_API_KEY'],
  openrouter: ['OPENROUTER_API_KEY'],
  'qwen-portal': ['QWEN_OAUTH_TOKEN', 'QWEN_PORTAL_API_KEY'],
  synthetic: ['SYNTHETIC_API_KEY'],
  venice: ['VENICE_API_KEY'],
  'vercel-ai-gateway': ['AI_GATEWAY_API_KEY'],
  xai: ['XAI_API_KEY'],
  zai: ['ZAI_API_KEY', 'Z_AI_API_KEY'],
}

/** The providers' variables that are set, blank ones included, by their names: `ANTHROPIC_API_KEY`. */
export type EnvKeys = Readonly<Record<string, Secret>>

export interface EnvKey {
  readonly name: string
  readonly secret: Secret
  /** Named as an OAuth token rather than as a key. */
  readonly oauth: boolean
}

/**
 * Seals the keys that a gateway would find in its environment. A variable of the config counts where the
 * environment has none, or a blank one.
 */
export const sealEnvKeys = (env: Variables, configEnv: EnvKeys, seal: Seal): EnvKeys =>
  Object.fromEntries(
    Object.values(ENV_KEYS)
      .flat()
      .flatMap((name) => {
        const fromEnv = sealText(own(env, name), seal)
        const secret = fromEnv === null || fromEnv.blank ? (own(configEnv, name) ?? fromEnv) : fromEnv
        return secret === null ? [] : [[name, secret] as const]
      }),
  )

/** A provider's variables, strongest first; none for one that takes no key from the environment. */
export const envKeyNames = (provider: string): readonly string[] =>
  own(ENV_KEYS, normalizeProviderId(provider)) ?? []

/** The key the environment has for a provider; a blank one is none. */
export const envKey = (provider: string, env: EnvKeys): EnvKey | null => {
  for (const name of envKeyNames(provider)) {
    const secret = own(env, name)
    if (secret !== undefined && !secret.blank) return { name, secret, oauth: name.includes('OAUTH_TOKEN') }
  }
  return null
}

/** Variables that are set for a provider and hold nothing. */
export const blankEnvKeys = (provider: string, env: EnvKeys): readonly string[] =>
  envKeyNames(provider).filter((name) => own(env, name)?.blank === true)
