import type { AuthConfig } from '../config.js'
import {
  type ModelRef,
  modelLabel,
  parseModelRef,
  resolveConfiguredModelRef,
  resolveModelRef,
} from '../models.js'

export interface SelectableModel {
  readonly ref: ModelRef
  /** `<provider>/<model>`. */
  readonly label: string
  readonly aliases: readonly string[]
}

/** Whether the config says which models may be chosen; otherwise any may be. */
export const hasAllowList = (config: AuthConfig): boolean => config.models.length > 0

/**
 * The models a session can be switched to without knowing more than the config: the default first, then those that
 * are allowed, or where there is no such list the fallbacks and the image models. Each once.
 */
export const selectableModels = (config: AuthConfig): readonly SelectableModel[] => {
  const { model, imageModel, models } = config
  const refs = hasAllowList(config)
    ? models.map(({ ref }) => parseModelRef(ref))
    : [...model.fallbacks, imageModel.primary, ...imageModel.fallbacks].map((written) =>
        resolveModelRef(config, written),
      )
  const byLabel = new Map(
    [resolveConfiguredModelRef(config), ...refs].flatMap((ref) =>
      ref === null ? [] : [[modelLabel(ref), ref] as const],
    ),
  )
  return [...byLabel].map(([label, ref]) => ({ ref, label, aliases: aliasesOf(config, label) }))
}

const aliasesOf = (config: AuthConfig, label: string): readonly string[] =>
  config.models.flatMap(({ ref, alias }) => {
    const parsed = parseModelRef(ref)
    return alias !== null && parsed !== null && modelLabel(parsed) === label ? [alias] : []
  })
