import type { Secret } from '../../contract/index.js'
import type { Credential, Profiles } from '../credential.js'
import { own as ownValue } from '../mapping.js'
import { sameProvider } from '../provider-id.js'
import type { LegacyEntry } from './parse-legacy.js'

/**
 * Whether an entry of an older file is of no more use: some profile holds its secret, or the agent's own profile of
 * the same id is a later state of that login. `stored` is all that the agent has, inherited profiles included.
 */
export const isStored = (
  { id, credential }: LegacyEntry,
  own: Profiles,
  stored: readonly Credential[],
): boolean => {
  const lasting = lastingSecret(credential)
  const holds = (profile: Credential): boolean =>
    secretsOf(profile).some((secret) => lasting !== null && secret.equals(lasting))
  return stored.some(holds) || isLater(ownValue(own, id), credential)
}

const nonBlank = (secret: Secret | null): readonly Secret[] =>
  secret === null || secret.blank ? [] : [secret]

const secretsOf = (credential: Credential): readonly Secret[] => {
  if (credential.type === 'api_key') return nonBlank(credential.key)
  if (credential.type === 'token') return nonBlank(credential.token)
  return [...nonBlank(credential.refresh), ...nonBlank(credential.access)]
}

/** A login lives on by its refresh token; an access token alone is soon worth nothing. */
const lastingSecret = (credential: Credential): Secret | null => secretsOf(credential)[0] ?? null

const isLater = (stored: Credential | undefined, old: Credential): boolean =>
  stored?.type === 'oauth' &&
  old.type === 'oauth' &&
  sameProvider(stored.provider, old.provider) &&
  nonBlank(stored.refresh).length > 0 &&
  (stored.expires ?? 0) > (old.expires ?? 0)
