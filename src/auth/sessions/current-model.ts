import type { AuthConfig } from '../config.js'
import { type ModelRef, modelLabel, resolveConfiguredModelRef } from '../models.js'
import { normalizeProviderId } from '../provider-id.js'
import { hasAllowList, selectableModels } from './selectable-models.js'
import { modelOverride, type SessionEntry } from './session-entry.js'

export interface CurrentModel {
  readonly ref: ModelRef
  /** Of the agent. */
  readonly fallback: ModelRef
  /** The session was switched to a model that is no longer allowed, and is back on the default. */
  readonly lapsed: ModelRef | null
}

const allowed = (config: AuthConfig, ref: ModelRef): boolean =>
  !hasAllowList(config) || selectableModels(config).some(({ label }) => label === modelLabel(ref))

/** The model a session's next message goes to. A thread takes over its parent's where it has none of its own. */
export const currentModel = (
  config: AuthConfig,
  entry: SessionEntry,
  parent: SessionEntry | null,
): CurrentModel => {
  const fallback = resolveConfiguredModelRef(config)
  const refOf = (session: SessionEntry | null): ModelRef | null => {
    const written = session === null ? null : modelOverride(session)
    return written === null
      ? null
      : { provider: normalizeProviderId(written.provider ?? fallback.provider), model: written.model }
  }
  const [own, above] = [refOf(entry), refOf(parent)]
  const lapsed = own !== null && !allowed(config, own) ? own : null
  const ref = lapsed === null ? (own ?? above) : above
  return { ref: ref !== null && allowed(config, ref) ? ref : fallback, fallback, lapsed }
}
