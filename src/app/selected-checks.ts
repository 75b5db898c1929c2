import type { AnyCheck } from '../contract/index.js'
import { type Selection, SelectionError, selectChecks } from '../engine/select.js'
import { nearestPattern } from './doctor-config/nearest.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** The checks that were asked for, at least one. Throws a {@link Refusal} for what there is not. */
export const selectedChecks = (run: Run, selection: Selection): readonly AnyCheck[] => {
  try {
    const selected = selectChecks(run.registry, selection)
    if (selected.length > 0) return selected
  } catch (error) {
    if (!(error instanceof SelectionError)) throw error
    const meant = nearestPattern(error.pattern, error.known)
    const [rejected] = run.registry.rejected
    // It may be a check of the very plugin that could not be loaded.
    if (rejected !== undefined)
      throw new Refusal(
        'UNKNOWN_CHECK',
        error.message,
        `The plugin ${rejected.id} was not loaded: ${rejected.reason}.`,
      )
    const hint = meant === null ? `There are: ${error.known.join(', ')}.` : `Did you mean "${meant}"?`
    throw new Refusal('UNKNOWN_CHECK', error.message, hint)
  }
  throw new Refusal('NOTHING_SELECTED', 'No check is left to run: what is selected is also skipped.', null)
}
