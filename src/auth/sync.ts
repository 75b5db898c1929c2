import type { Secret } from '../contract/index.js'
import type { Credential, OAuthCredential, TokenCredential } from './credential.js'

const NEAR_EXPIRY_MS = 10 * 60 * 1000

const sameSecret = (a: Secret | null, b: Secret | null): boolean =>
  a === null || b === null ? a === b : a.equals(b)

/** Whether a stored credential already says all that its source does; what it says besides is not a difference. */
export const sameCredential = (stored: Credential | undefined, source: Credential): boolean => {
  if (stored === undefined || stored.provider !== source.provider) return false
  if (source.type === 'api_key') return stored.type === 'api_key' && sameSecret(stored.key, source.key)
  if (source.type === 'token')
    return (
      stored.type === 'token' && sameSecret(stored.token, source.token) && stored.expires === source.expires
    )
  return (
    stored.type === 'oauth' &&
    sameSecret(stored.access, source.access) &&
    sameSecret(stored.refresh, source.refresh) &&
    stored.expires === source.expires &&
    (source.accountId === undefined || stored.accountId === source.accountId)
  )
}

/** Still good for ten minutes, or without a date to tell. Never so for a key, which has no date. */
export const isFresh = (stored: Credential, now: number): boolean =>
  stored.type !== 'api_key' && (stored.expires === undefined || stored.expires > now + NEAR_EXPIRY_MS)

/** Whether Claude Code's credential matters at all for what is stored. */
export const needsSource = (stored: Credential | undefined, now: number): boolean => {
  if (stored === undefined || stored.provider !== 'anthropic' || stored.type === 'token') return true
  return stored.type === 'oauth' && !isFresh(stored, now)
}

/**
 * What to store as `anthropic:claude-cli`, or null where nothing is to be done. A stored token becomes a login, a
 * stored login never a token; a key that someone put there is left alone.
 */
export const planSync = (
  stored: Credential | undefined,
  source: OAuthCredential | TokenCredential | null,
  now: number,
): Credential | null => {
  if (source === null || !needsSource(stored, now) || sameCredential(stored, source)) return null
  if (stored?.type === 'oauth' && source.type === 'token') return null
  if (stored?.provider !== 'anthropic' || stored.type !== source.type) return source
  const expires = ('expires' in stored && stored.expires) || 0
  const newer = (source.expires ?? 0) > now && (source.expires ?? 0) > expires
  return expires <= now || newer ? source : null
}
