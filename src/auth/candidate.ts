import type { AuthConfig } from './config.js'
import type { Credential } from './credential.js'
import { own } from './mapping.js'
import { sameProvider } from './provider-id.js'
import type { AuthStore } from './store.js'

/** Why a profile is passed over for a provider. */
export type WhyNot =
  | 'not-stored'
  | 'other-provider'
  /** `auth.profiles[id]` of the config names another provider. */
  | 'config-provider'
  /** `auth.profiles[id]` of the config names another type. */
  | 'config-mode'
  | 'blank'
  | 'expired'

/** `oauth` in a config is satisfied by a token too: `setup-token` stores one under that mode. */
export const modeFits = (mode: string, type: Credential['type']): boolean =>
  mode === type || (mode === 'oauth' && type === 'token')

const isBlank = (credential: Credential): boolean => {
  if (credential.type === 'api_key') return credential.key?.blank ?? true
  if (credential.type === 'token') return credential.token?.blank ?? true
  return (credential.access?.blank ?? true) && (credential.refresh?.blank ?? true)
}

/** A login past its date is not passed over: it is refreshed when it is used. */
const isSpent = (credential: Credential, now: number): boolean =>
  credential.type === 'token' &&
  credential.expires !== undefined &&
  credential.expires > 0 &&
  now >= credential.expires

/** The first reason against a profile, or null where it can be used for the provider. */
export const explainCandidate = (
  id: string,
  question: {
    readonly store: AuthStore
    readonly config: AuthConfig
    readonly provider: string
    readonly now: number
  },
): WhyNot | null => {
  const { store, config, provider, now } = question
  const credential = own(store.profiles, id)
  if (credential === undefined) return 'not-stored'
  if (!sameProvider(credential.provider, provider)) return 'other-provider'
  const entry = own(config.auth.profiles, id)
  if (entry !== undefined && !sameProvider(entry.provider, provider)) return 'config-provider'
  if (entry !== undefined && !modeFits(entry.mode, credential.type)) return 'config-mode'
  if (isBlank(credential)) return 'blank'
  return isSpent(credential, now) ? 'expired' : null
}
