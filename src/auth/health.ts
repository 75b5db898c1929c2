import type { AuthConfig } from './config.js'
import { CLAUDE_CLI_PROFILE, CODEX_CLI_PROFILE, type Credential } from './credential.js'
import { own } from './mapping.js'

export const DAY_MS = 24 * 60 * 60 * 1000

/** `static`: it has no date. `missing`: a login whose date is not known. */
export type HealthStatus = 'ok' | 'expiring' | 'expired' | 'missing' | 'static'

/** Times in Unix milliseconds; absent where there is no date. */
export interface ProfileHealth {
  readonly profileId: string
  readonly provider: string
  readonly type: Credential['type']
  readonly status: HealthStatus
  readonly expiresAt?: number
  readonly remainingMs?: number
  readonly source: 'claude-cli' | 'codex-cli' | 'store'
  readonly label: string
}

export interface ProviderHealth {
  readonly provider: string
  readonly status: HealthStatus
  readonly profiles: readonly ProfileHealth[]
  /** The first of its profiles' dates. */
  readonly expiresAt?: number
  readonly remainingMs?: number
}

/** Judged by the date alone: a refreshable login past it is `expired` here too. */
export const expiryStatus = (expires: number | undefined, now: number, warnAfterMs: number): HealthStatus => {
  if (expires === undefined || expires <= 0) return 'missing'
  if (expires <= now) return 'expired'
  return expires - now <= warnAfterMs ? 'expiring' : 'ok'
}

const sourceOf = (id: string): ProfileHealth['source'] =>
  id === CLAUDE_CLI_PROFILE ? 'claude-cli' : id === CODEX_CLI_PROFILE ? 'codex-cli' : 'store'

/** A profile's email, as the config has it, else as the store has it. */
export const profileEmail = (id: string, credential: Credential, config: AuthConfig): string | null =>
  own(config.auth.profiles, id)?.email?.trim() || credential.email?.trim() || null

const dates = (
  credential: Credential,
  now: number,
  warnAfterMs: number,
): Pick<ProfileHealth, 'status' | 'expiresAt' | 'remainingMs'> => {
  if (credential.type === 'api_key') return { status: 'static' }
  const { type, expires } = credential
  const status = expiryStatus(expires, now, warnAfterMs)
  if (type === 'token' && status === 'missing') return { status: 'static' }
  return {
    status,
    ...(expires === undefined ? {} : { expiresAt: expires }),
    ...(expires === undefined || status === 'missing' ? {} : { remainingMs: expires - now }),
  }
}

/** How long a profile lasts, and where it is from. `now` in Unix milliseconds, `warnAfterMs` a span. */
export const profileHealth = (
  id: string,
  credential: Credential,
  config: AuthConfig,
  now: number,
  warnAfterMs = DAY_MS,
): ProfileHealth => {
  const email = profileEmail(id, credential, config)
  return {
    profileId: id,
    provider: credential.provider,
    type: credential.type,
    ...dates(credential, now, warnAfterMs),
    source: sourceOf(id),
    label: email === null ? id : `${id} (${email})`,
  }
}

const worst = (profiles: readonly ProfileHealth[]): HealthStatus => {
  const dated = profiles.filter(({ type }) => type !== 'api_key').map(({ status }) => status)
  if (dated.length === 0) return profiles.length > 0 ? 'static' : 'missing'
  if (dated.includes('expired') || dated.includes('missing')) return 'expired'
  return dated.includes('expiring') ? 'expiring' : 'ok'
}

/** A provider by all of its profiles: the worst of those that have a date. */
export const providerHealth = (
  provider: string,
  profiles: readonly ProfileHealth[],
  now: number,
): ProviderHealth => {
  const ends = profiles.flatMap(({ expiresAt }) => (expiresAt === undefined ? [] : [expiresAt]))
  const first = ends.length === 0 ? null : Math.min(...ends)
  return {
    provider,
    status: worst(profiles),
    profiles,
    ...(first === null ? {} : { expiresAt: first, remainingMs: first - now }),
  }
}
