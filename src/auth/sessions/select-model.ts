import type { AuthConfig } from '../config.js'
import { ENV_KEYS } from '../env-keys.js'
import { aliasIndex, type ModelRef, modelLabel, parseModelRef, resolveConfiguredModelRef } from '../models.js'
import { byProvider, sameProvider } from '../provider-id.js'
import type { AuthStore } from '../store.js'
import { quoted } from './quoted.js'
import { hasAllowList, type SelectableModel, selectableModels } from './selectable-models.js'
import { similarModels } from './similar-models.js'

export type Selection = { readonly ref: ModelRef } | { readonly refused: string }

/** The model that a message asks for: by alias, by its number in the list, by reference, or by part of its name. */
export const selectModel = (written: string, config: AuthConfig, store: AuthStore): Selection => {
  const models = selectableModels(config)
  const exact = exactMatch(written, models, config)
  if (exact !== null) return { ref: exact }
  if (/^\d+$/.test(written)) return numbered(Number(written), models)
  const ref = parseModelRef(written, resolveConfiguredModelRef(config).provider)
  if (ref !== null && !hasAllowList(config) && isPlausible(ref, written, models, config, store))
    return { ref }
  const similar = similarModels(written, models)
  const [only, ...others] = similar
  if (only !== undefined && others.length === 0) return { ref: only.ref }
  if (only !== undefined)
    return {
      refused: `${quoted(written)} fits more than one model: ${similar.map(({ label }) => label).join(', ')}. Name one in full.`,
    }
  if (ref !== null && hasAllowList(config) && (written.includes('/') || /\d/.test(written)))
    return {
      refused: `Model ${quoted(modelLabel(ref))} is not allowed. Send /model list to see those that are; the config lists them under agents.defaults.models.`,
    }
  return {
    refused: `Unrecognized model ${quoted(written)}. Send /model list to see the models, or write it as <provider>/<model>.`,
  }
}

/** A text with a slash is a reference first: an alias may look like one. */
const exactMatch = (
  written: string,
  models: readonly SelectableModel[],
  config: AuthConfig,
): ModelRef | null => {
  const ref = parseModelRef(written, resolveConfiguredModelRef(config).provider)
  const listed = ref === null ? undefined : models.find(({ label }) => label === modelLabel(ref))
  const alias = aliasIndex(config).get(written.toLowerCase())
  const [first, second] = written.includes('/') ? [listed?.ref, alias] : [alias, listed?.ref]
  return first ?? second ?? null
}

const numbered = (number: number, models: readonly SelectableModel[]): Selection => {
  const model = models[number - 1]
  return model === undefined
    ? { refused: `There is no model ${number}: /model list has ${models.length}.` }
    : { ref: model.ref }
}

/**
 * Whether a model that nothing lists may well exist. A mere word must not become one: in `/model and tell me why`
 * nobody asks for a model called "and".
 */
const isPlausible = (
  ref: ModelRef,
  written: string,
  models: readonly SelectableModel[],
  config: AuthConfig,
  store: AuthStore,
): boolean => {
  const { provider } = ref
  if (written.includes('/'))
    return (
      Object.hasOwn(ENV_KEYS, provider) ||
      byProvider(config.providers, provider) !== undefined ||
      models.some((model) => model.ref.provider === provider) ||
      Object.values(store.profiles).some((credential) => sameProvider(credential.provider, provider))
    )
  const family = familyOf(ref.model)
  return (
    models.some((model) => model.ref.provider === provider && familyOf(model.ref.model) === family) &&
    /\d/.test(ref.model)
  )
}

/** `claude` of `claude-opus-4-5`. */
const familyOf = (model: string): string => model.toLowerCase().split(/[-.\d]/)[0] ?? ''
