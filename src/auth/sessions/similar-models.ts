import { parseModelRef } from '../models.js'
import type { SelectableModel } from './selectable-models.js'

/** Shorter parts of a name fit by chance. */
const SHORTEST_PART = 3

/**
 * The models that part of a name may mean: those that have it as their name, else that start with it, else that
 * contain it. The first of the list, which is the default, is preferred to the others that fit as well.
 */
export const similarModels = (
  written: string,
  models: readonly SelectableModel[],
): readonly SelectableModel[] => {
  const ref = written.includes('/') ? parseModelRef(written) : null
  const part = (ref?.model ?? written).trim().toLowerCase()
  const among = ref === null ? models : models.filter((model) => model.ref.provider === ref.provider)
  const fitting = (fits: (name: string) => boolean): readonly SelectableModel[] =>
    among.filter(({ ref, aliases }) => [ref.model, ...aliases].some((name) => fits(name.toLowerCase())))
  const tiers = [
    fitting((name) => name === part),
    ...(part.length < SHORTEST_PART
      ? []
      : [fitting((name) => name.startsWith(part)), fitting((name) => name.includes(part))]),
  ]
  const best = tiers.find((tier) => tier.length > 0) ?? []
  const preferred = best.find((model) => model === models[0])
  return preferred === undefined ? best : [preferred]
}
