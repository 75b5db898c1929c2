import type { Edit } from '../../contract/index.js'
import { own } from '../mapping.js'
import type { AuthStore } from '../store.js'
import type { OwnCopy } from './own-copies.js'

/**
 * What takes copies out of a store. Orders, notes and pins go on naming the ids, which the agent then inherits. What
 * was counted about an older state says nothing of the later one, and goes with it.
 */
export const dropEdits = (store: AuthStore, copies: readonly OwnCopy[]): readonly Edit[] =>
  copies.flatMap(({ id, state }): readonly Edit[] => [
    { at: ['profiles', id], remove: true },
    ...(state === 'older' && own(store.usageStats, id) !== undefined
      ? [{ at: ['usageStats', id], remove: true as const }]
      : []),
  ])
