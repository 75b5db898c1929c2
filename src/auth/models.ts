import { MAIN_AGENT } from './agent-id.js'
import type { AuthConfig } from './config.js'
import { own } from './mapping.js'
import { normalizeProviderId } from './provider-id.js'
import { rememberedOf } from './remembered.js'

export interface ModelRef {
  /** Normalised. */
  readonly provider: string
  readonly model: string
}

export const DEFAULT_MODEL: ModelRef = { provider: 'anthropic', model: 'claude-opus-4-5' }

const SHORT_NAMES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  anthropic: { 'opus-4.5': 'claude-opus-4-5', 'sonnet-4.5': 'claude-sonnet-4-5' },
  google: { 'gemini-3-pro': 'gemini-3-pro-preview', 'gemini-3-flash': 'gemini-3-flash-preview' },
}

const fullName = (provider: string, model: string): string => {
  const names = new Map(Object.entries(own(SHORT_NAMES, provider) ?? {}))
  return names.get(provider === 'anthropic' ? model.toLowerCase() : model) ?? model
}

export const modelLabel = (ref: ModelRef): string => `${ref.provider}/${ref.model}`

/** `<provider>/<model>`, or a model of the default provider; null where either half is empty. */
export const parseModelRef = (written: string, defaultProvider = DEFAULT_MODEL.provider): ModelRef | null => {
  const text = written.trim()
  const slash = text.indexOf('/')
  const provider = normalizeProviderId(slash === -1 ? defaultProvider : text.slice(0, slash))
  const model = text.slice(slash + 1).trim()
  return provider && model ? { provider, model: fullName(provider, model) } : null
}

/** By alias, trimmed and lower-cased. Where two models share one, the later wins. */
export const aliasIndex = (config: AuthConfig): ReadonlyMap<string, ModelRef> =>
  new Map(
    config.models.flatMap(({ ref, alias }) => {
      const parsed = parseModelRef(ref)
      return alias === null || parsed === null ? [] : [[alias.toLowerCase(), parsed] as const]
    }),
  )

/** A model as a config names it: an alias, or a reference; null for a text that is neither. */
export const resolveModelRef = (config: AuthConfig, written: string): ModelRef | null => {
  const alias = written.includes('/') ? undefined : aliasIndex(config).get(written.trim().toLowerCase())
  return alias ?? parseModelRef(written)
}

/** The default model of a config. A name without a provider is Anthropic's, and stays as it is written. */
export const resolveConfiguredModelRef = (config: AuthConfig): ModelRef => {
  const written = config.model.primary
  if (!written) return DEFAULT_MODEL
  if (written.includes('/')) return parseModelRef(written) ?? DEFAULT_MODEL
  return aliasIndex(config).get(written.toLowerCase()) ?? { ...DEFAULT_MODEL, model: written }
}

/** The config with an agent's own model in the place of the default one. */
export const configForAgent = (config: AuthConfig, agentId = MAIN_AGENT): AuthConfig => {
  const model = modelsByAgent(config.agents).get(agentId)
  if (model === undefined) return config
  const { primary, fallbacks } = config.model
  return {
    ...config,
    model: { primary: model.primary || primary, fallbacks: model.fallbacks ?? fallbacks },
  }
}

/** Of two entries with one id the first counts. */
const modelsByAgent = rememberedOf(
  (agents: AuthConfig['agents']) => new Map(agents.toReversed().map(({ id, model }) => [id, model])),
)

/** Providers of the default model, its fallbacks, the image model and its fallbacks, each once, in that order. */
export const providersInUse = rememberedOf((config: AuthConfig): readonly string[] => {
  const { model, imageModel } = config
  const named = [...model.fallbacks, imageModel.primary, ...imageModel.fallbacks]
  const refs = [
    resolveConfiguredModelRef(config),
    ...named.map((written) => resolveModelRef(config, written)),
  ]
  return [...new Set(refs.flatMap((ref) => (ref === null ? [] : [ref.provider])))]
})
