import type { Edit, Secret } from '../../contract/index.js'
import type { ClaudeCredentialReading } from '../claude-code/parse-credentials.js'
import type { OAuthCredential } from '../credential.js'
import { own } from '../mapping.js'
import type { AuthStore } from '../store.js'
import { syncEdits } from '../sync-edits.js'

/** The new pair that takes the place of a used-up one. Times are Unix milliseconds. */
export interface NewPair {
  readonly access: Secret
  readonly refresh: Secret
  readonly expires: number
  /** When the refresh token itself ends; null where nobody said. */
  readonly refreshExpires: number | null
}

/**
 * A login in a file that holds a used-up refresh token. `replaces` are those that may be overwritten there; a blank one
 * stands for a login that has none.
 */
export type RefreshPlace =
  | { readonly kind: 'claude'; readonly path: string; readonly replaces: readonly Secret[] }
  | {
      readonly kind: 'store'
      readonly path: string
      readonly profile: string
      readonly replaces: readonly Secret[]
    }

const isAmong = (refresh: Secret | null, replaces: readonly Secret[]): boolean =>
  replaces.some((each) => (refresh === null ? each.blank : refresh.equals(each)))

/**
 * The edits that put the pair into a store; none where the profile holds another login by now, or the pair already.
 * Everything else of the profile stays as it is.
 */
export const storeEdits = (
  store: AuthStore,
  { profile, replaces }: Extract<RefreshPlace, { kind: 'store' }>,
  { access, refresh, expires }: NewPair,
): readonly Edit[] => {
  const stored = own(store.profiles, profile)
  if (stored?.type !== 'oauth' || !isAmong(stored.refresh, replaces)) return []
  const renewed: OAuthCredential = { ...stored, access, refresh, expires }
  return syncEdits(profile, stored, renewed)
}

const LOGIN = 'claudeAiOauth'

/** The same for Claude Code's file. */
export const claudeEdits = (
  reading: ClaudeCredentialReading,
  { replaces }: Extract<RefreshPlace, { kind: 'claude' }>,
  { access, refresh, expires, refreshExpires }: NewPair,
): readonly Edit[] => {
  if (reading.state !== 'found' || !isAmong(reading.credential.refresh, replaces)) return []
  if (reading.credential.access.equals(access)) return []
  return [
    { at: [LOGIN, 'accessToken'], set: access },
    { at: [LOGIN, 'refreshToken'], set: refresh },
    { at: [LOGIN, 'expiresAt'], set: expires },
    ...(refreshExpires === null
      ? []
      : [{ at: [LOGIN, 'refreshTokenExpiresAt'], set: refreshExpires } satisfies Edit]),
  ]
}
