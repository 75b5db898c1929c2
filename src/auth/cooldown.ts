import type { Edit } from '../contract/index.js'
import { isMapping, type Mapping } from './mapping.js'

/** All that keeps a profile from being used, and all that a next failure would be counted on. */
const FIELDS = [
  'cooldownUntil',
  'disabledUntil',
  'disabledReason',
  'errorCount',
  'failureCounts',
  'lastFailureAt',
] as const

export const hasStatistics = (document: Mapping, id: string): boolean =>
  isMapping(document.usageStats) && Object.hasOwn(document.usageStats, id)

/**
 * What clears a profile's cooldown in the store that holds its statistics. When it was used last stays, and the entry
 * itself does, even if nothing is left in it: without it an inherited one would count.
 */
export const cooldownRemovals = (document: Mapping, id: string): readonly Edit[] => {
  const all = isMapping(document.usageStats) ? document.usageStats : {}
  const stats = Object.hasOwn(all, id) && isMapping(all[id]) ? all[id] : {}
  return FIELDS.filter((name) => Object.hasOwn(stats, name)).map((name) => ({
    at: ['usageStats', id, name],
    remove: true,
  }))
}
