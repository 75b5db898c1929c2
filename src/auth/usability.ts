import type { UsageStats } from './credential.js'
import { own } from './mapping.js'
import type { AuthStore } from './store.js'

/** A profile that Clawdbot is leaving alone for now. Unix milliseconds. */
export interface Unusable {
  readonly kind: 'disabled' | 'cooldown'
  readonly reason: string | null
  readonly until: number
  readonly remainingMs: number
}

/** The later end of a profile's two blocks, past or not; null where it has none. */
export const blockedUntil = (stats: UsageStats | undefined): number | null => {
  const end = Math.max(stats?.cooldownUntil ?? 0, stats?.disabledUntil ?? 0)
  return end > 0 ? end : null
}

/** Null for a profile that may be used now. */
export const unusability = (stats: UsageStats | undefined, now: number): Unusable | null => {
  const until = blockedUntil(stats)
  if (until === null || now >= until) return null
  return {
    kind: (stats?.disabledUntil ?? 0) > now ? 'disabled' : 'cooldown',
    reason: stats?.disabledReason ?? null,
    until,
    remainingMs: until - now,
  }
}

/** When a profile may be used again; null where it may be now. */
export const coolingUntil = (store: AuthStore, id: string, now: number): number | null =>
  unusability(own(store.usageStats, id), now)?.until ?? null
