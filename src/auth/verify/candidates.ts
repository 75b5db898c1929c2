import type { AgentView } from '../agent-view.js'
import { configKey, works } from '../choice.js'
import type { Credential } from '../credential.js'
import { type EnvKeys, envKey } from '../env-keys.js'
import { judgedProfiles, type Reason } from '../judged-profiles.js'
import { own } from '../mapping.js'
import { normalizeProviderId, sameProvider } from '../provider-id.js'
import { isAlive } from '../refresh/due.js'
import type { Sendable } from './request.js'

/** `refreshes-on-use`: a login past its date, which gets a new token when the bot uses it. */
export type NotSent = Exclude<Reason, 'not-stored' | 'other-provider'> | 'refreshes-on-use'

/** Something a provider could be asked with. */
export interface Candidate {
  /** Normalised. */
  readonly provider: string
  readonly source: 'profile' | 'env' | 'config'
  /** The profile's id, the variable's name, or the key of the config. */
  readonly name: string
  readonly type: Credential['type']
  readonly credential: Sendable | { readonly notSent: NotSent }
}

/**
 * All that an agent has for a provider, in the order in which it is tried: profiles, then environment, then config.
 * What is known to be of no use is not to be sent.
 */
export const candidatesOf = (
  view: AgentView,
  provider: string,
  env: EnvKeys,
  now: number,
): readonly Candidate[] => {
  const { store, config } = view
  const base = { provider: normalizeProviderId(provider) }
  const profiles = judgedProfiles({ store, config, provider, now }).profiles.flatMap(
    ({ id, why }): Candidate[] => {
      const stored = own(store.profiles, id)
      if (stored === undefined || why === 'not-stored' || why === 'other-provider') return []
      const credential = why === null ? sendable(stored, now) : { notSent: why }
      return [{ ...base, source: 'profile', name: id, type: stored.type, credential }]
    },
  )
  const key = envKey(provider, env)
  const secret = configKey(config, provider)
  const ofKey = (source: 'env' | 'config', name: string, credential: Sendable): Candidate => ({
    ...base,
    source,
    name,
    type: credential.type,
    credential,
  })
  return [
    ...profiles,
    ...(key === null
      ? []
      : [ofKey('env', key.name, { type: key.oauth ? 'token' : 'api_key', secret: key.secret })]),
    ...(secret === null ? [] : [ofKey('config', configName(view, provider), { type: 'api_key', secret })]),
  ]
}

/** What may be sent of a stored credential now: what is past its date never is. */
export const sendable = (credential: Credential, now: number): Candidate['credential'] => {
  const { type } = credential
  if (type === 'oauth' && !isAlive(credential, now))
    return { notSent: works(credential, now) ? 'refreshes-on-use' : 'cannot-refresh' }
  if (type === 'token' && isPast(credential.expires, now)) return { notSent: 'expired' }
  const secret = type === 'oauth' ? credential.access : type === 'token' ? credential.token : credential.key
  return secret === null || secret.blank ? { notSent: 'blank' } : { type, secret }
}

const isPast = (expires: number | undefined, now: number): boolean =>
  expires !== undefined && expires > 0 && expires <= now

/** Where the key stands: the config names the provider in its own spelling. */
const configName = ({ config }: AgentView, provider: string): string => {
  const spelt = Object.keys(config.providers).find((id) => sameProvider(id, provider)) ?? provider
  return `models.providers.${spelt}.apiKey`
}
