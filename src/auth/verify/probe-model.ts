import type { AuthConfig } from '../config.js'
import { DEFAULT_MODEL, type ModelRef, resolveConfiguredModelRef, resolveModelRef } from '../models.js'

/** The model that a provider is probed with: the first of its models that the config names; null where it names none. */
export const probeModel = (config: AuthConfig, provider: string): string | null => {
  const { model, imageModel, models } = config
  const written = [
    ...model.fallbacks,
    imageModel.primary,
    ...imageModel.fallbacks,
    ...models.map(({ ref }) => ref),
  ]
  const refs: readonly (ModelRef | null)[] = [
    resolveConfiguredModelRef(config),
    ...written.map((each) => resolveModelRef(config, each)),
    DEFAULT_MODEL,
  ]
  return refs.find((ref) => ref?.provider === provider)?.model ?? null
}
