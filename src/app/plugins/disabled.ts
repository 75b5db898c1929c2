import type { LoadedConfig } from '../doctor-config/find-config.js'
import { wrongThere } from '../doctor-config/refuse-config.js'

/** Without these, what the others are told is wrong, or nothing is left to be told. */
const NEEDED = new Set(['host', 'claude-code', 'clawdbot'])

export const canBeDisabled = (id: string): boolean => !NEEDED.has(id)

export const WHY_NEEDED = 'every run needs it; --skip leaves out checks of it'

/**
 * The ids of plugins that the user turned off, bundled ones and others'; one that is not there is as good as off.
 * Throws a {@link Refusal} for a plugin that no run can do without.
 */
export const disabledPlugins = (loaded: LoadedConfig | null): readonly string[] => {
  const ids = loaded?.config.disabledPlugins ?? []
  const needed = ids.findIndex((id) => !canBeDisabled(id))
  if (loaded !== null && needed >= 0)
    throw wrongThere(
      loaded,
      ['disabledPlugins', String(needed)],
      `the plugin ${ids[needed]} cannot be disabled: ${WHY_NEEDED}.`,
      'Take it out of the list, then run this again.',
    )
  return ids
}
