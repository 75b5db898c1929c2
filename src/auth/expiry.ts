import { chooseFor } from './agent-view.js'
import type { Credential } from './credential.js'
import type { EnvKeys } from './env-keys.js'
import { expiryStatus } from './health.js'
import type { HeldProfile } from './held-profiles.js'
import { providersInUse } from './models.js'
import { effectiveOrder } from './order.js'
import { normalizeProviderId } from './provider-id.js'

/**
 * `login…`: it is renewed when it is used. `noExpiry`: a setup-token whose end nobody wrote down. `undated`: a login
 * without a date, which is taken for ended.
 */
export type ExpiryState =
  | 'expired'
  | 'expiring'
  | 'undated'
  | 'loginExpired'
  | 'loginExpiring'
  | 'loginUndated'
  | 'noExpiry'

/** Null for a credential with no date, with one far ahead, or with nothing in it that could expire. */
export const expiryState = (
  credential: Credential,
  now: number,
  warnWithinMs: number,
): ExpiryState | null => {
  if (credential.type === 'api_key') return null
  const secret = credential.type === 'token' ? credential.token : credential.access
  const refreshable = credential.type === 'oauth' && credential.refresh?.blank === false
  if (!refreshable && (secret?.blank ?? true)) return null
  const status = expiryStatus(credential.expires, now, warnWithinMs)
  if (status === 'expired') return refreshable ? 'loginExpired' : 'expired'
  if (status === 'expiring') return refreshable ? 'loginExpiring' : 'expiring'
  if (status === 'missing' && credential.type === 'oauth') return refreshable ? 'loginUndated' : 'undated'
  const isSetupToken = credential.type === 'token' && secret?.kind === 'anthropic-oauth-access'
  return status === 'missing' && isSetupToken ? 'noExpiry' : null
}

/**
 * Whether an agent is stopped by an expired profile: its provider is in use, and nothing else serves it, or the
 * profile is a login, which is tried first whatever its date.
 */
export const expiryStops = ({ id, credential, holders }: HeldProfile, env: EnvKeys, now: number): boolean => {
  const provider = normalizeProviderId(credential.provider)
  return holders.some((view) => {
    if (!providersInUse(view.config).includes(provider)) return false
    if (chooseFor(view, provider, env, now).via === 'nothing') return true
    const { store, config } = view
    return credential.type === 'oauth' && effectiveOrder({ store, config, provider, now })[0] === id
  })
}

/** Whether an agent would use this profile for a provider in use, were it asked now. */
export const isNext = ({ id, credential, holders }: HeldProfile, env: EnvKeys, now: number): boolean => {
  const provider = normalizeProviderId(credential.provider)
  return holders.some((view) => {
    if (!providersInUse(view.config).includes(provider)) return false
    const choice = chooseFor(view, provider, env, now)
    return choice.via === 'profile' && choice.id === id
  })
}
