import type { Credential } from '../credential.js'
import { expiryState } from '../expiry.js'
import { normalizeProviderId } from '../provider-id.js'
import { noteOf, type OpenclawDatabase, storeOf } from './database.js'

/** A profile in one of OpenClaw's databases. */
export interface OpenclawProfile {
  readonly database: OpenclawDatabase
  readonly id: string
  readonly credential: Credential
}

export const profilesOf = (databases: readonly OpenclawDatabase[]): readonly OpenclawProfile[] =>
  databases.flatMap((database) =>
    Object.entries(storeOf(database).profiles).map(([id, credential]) => ({ database, id, credential })),
  )

const secretOf = (credential: Credential) => {
  if (credential.type === 'api_key') return credential.key
  return credential.type === 'token' ? credential.token : (credential.access ?? credential.refresh)
}

const isUsable = ({ database, id, credential }: OpenclawProfile, now: number): boolean => {
  const note = noteOf(database, id)
  if (note !== null) return note === 'elsewhere' || note === 'renewing'
  const state = expiryState(credential, now, 0)
  const isBlank = secretOf(credential)?.blank ?? true
  const isRefreshable = credential.type === 'oauth' && credential.refresh?.blank === false
  return isRefreshable || (!isBlank && state !== 'expired' && state !== 'undated')
}

/** Whether some agent that has this profile has nothing else for its provider that can work: its own or shared. */
export const isAlone = (profile: OpenclawProfile, all: readonly OpenclawProfile[], now: number): boolean => {
  const provider = normalizeProviderId(profile.credential.provider)
  const { agent } = profile.database
  return !all.some(
    (other) =>
      other !== profile &&
      normalizeProviderId(other.credential.provider) === provider &&
      (other.database.agent === null || other.database.agent === agent) &&
      isUsable(other, now),
  )
}

/** The command of OpenClaw that gives a profile a new credential. */
export const openclawRenewal = ({ database: { agent }, credential }: OpenclawProfile): string => {
  const provider = normalizeProviderId(credential.provider)
  const way = credential.type === 'oauth' ? 'login' : 'paste-token'
  const owner = agent === null ? '' : ` --agent ${agent}`
  return `openclaw models auth${owner} ${credential.type === 'api_key' ? 'paste-api-key' : way} --provider ${provider}`
}
