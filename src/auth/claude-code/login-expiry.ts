import { expiryStatus } from '../health.js'
import type { ClaudeCredential } from './parse-credentials.js'

/** What the clock does to a login. `refreshExpired`: it has a refresh token, and that has run out. */
export type LoginExpiry = 'expired' | 'expiredRefreshable' | 'expiring' | 'refreshExpired'

/** Null for a login that lasts, or that can be renewed when it ends. Milliseconds. */
export const loginExpiry = (
  { refresh, expiresAt, refreshTokenExpiresAt }: ClaudeCredential,
  now: number,
  warnWithinMs: number,
): LoginExpiry | null => {
  const status = expiryStatus(expiresAt, now, warnWithinMs)
  if (refresh === null || refresh.blank) return status === 'expired' || status === 'expiring' ? status : null
  const refreshStatus = expiryStatus(refreshTokenExpiresAt ?? undefined, now, 0)
  if (refreshStatus === 'expired') return 'refreshExpired'
  return status === 'expired' ? 'expiredRefreshable' : null
}
