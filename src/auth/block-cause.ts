import { CODEX_CLI_PROFILE, type Credential, type UsageStats } from './credential.js'
import { sameProvider } from './provider-id.js'

const HOUR_MS = 60 * 60 * 1000
const YEAR_MS = 365 * 24 * HOUR_MS

/** Failures that a new token can end. The others are the account's or the network's, whatever token is sent. */
const OF_THE_TOKEN: ReadonlySet<string> = new Set(['auth', 'format', 'unknown'])

/** What a profile failed of, by Clawdbot's notes; `unknown` where it noted nothing. */
export const failureReasons = (stats: UsageStats, now: number): readonly string[] => {
  const isDisabled = (stats.disabledUntil ?? 0) > now
  const counted = Object.entries(stats.failureCounts ?? {}).flatMap(([reason, count]) =>
    count > 0 ? [reason] : [],
  )
  const noted = isDisabled && stats.disabledReason ? [stats.disabledReason, ...counted] : counted
  return noted.length === 0 ? ['unknown'] : [...new Set(noted)]
}

/** How long a credential of this kind lives at most; null where that is not known. */
const lifetimeOf = (id: string, { type, provider }: Credential): number | null => {
  // The date that Codex's login has here is its file's, and an hour.
  if (id === CODEX_CLI_PROFILE) return HOUR_MS
  if (!sameProvider(provider, 'anthropic')) return null
  return type === 'token' ? YEAR_MS : type === 'oauth' ? 8 * HOUR_MS : null
}

/** The earliest moment at which a credential can have been issued, by its date; null where that says nothing. */
const issuedAfter = (id: string, credential: Credential): number | null => {
  const expires = credential.type === 'api_key' ? 0 : (credential.expires ?? 0)
  const lifetime = lifetimeOf(id, credential)
  return expires > 0 && lifetime !== null ? expires - lifetime : null
}

/** Whether what is stored now was issued after the failure it is blocked for, and could end such a failure. */
export const hasOutlivedCause = (
  id: string,
  credential: Credential,
  stats: UsageStats,
  now: number,
): boolean => {
  const issued = issuedAfter(id, credential)
  const failed = stats.lastFailureAt ?? 0
  if (issued === null || failed <= 0 || issued <= failed || issued > now) return false
  return failureReasons(stats, now).every((reason) => OF_THE_TOKEN.has(reason))
}
