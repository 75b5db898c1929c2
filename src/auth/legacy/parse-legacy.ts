import type { Seal, Value } from '../../contract/index.js'
import type { Fault } from '../../json/fault.js'
import { parseJson } from '../../json/parse.js'
import type { Credential } from '../credential.js'
import { isMapping, type Mapping } from '../mapping.js'
import { readProfile } from '../parse-profile.js'
import { sealText } from '../token-kind.js'

/** A file of an older version: an agent's own `auth.json`, or the `oauth.json` that all agents shared. */
export type LegacyName = 'auth.json' | 'oauth.json'

/** A credential as an older version kept it, by provider. */
export interface LegacyEntry {
  /** The id under which Clawdbot takes it into a store: `<provider>:default`. */
  readonly id: string
  readonly credential: Credential
  /** The profile to store: every field of the entry, its texts sealed. */
  readonly value: Value
}

/** What such a file holds. Lines and columns count from 1. */
export type LegacyReading =
  | {
      readonly state: 'ok'
      readonly entries: readonly LegacyEntry[]
      /** Keys of what is no credential, or holds no secret. */
      readonly odd: readonly string[]
    }
  | ({ readonly state: 'unparseable' } & Fault)
  | { readonly state: 'wrong-shape'; readonly reason: string }

/** Reads `auth.json` or `oauth.json`. Never throws, and no part of the answer shows a secret. */
export const parseLegacy = (text: string, name: LegacyName, seal: Seal): LegacyReading => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  const { value } = parsed
  if (!isMapping(value)) return { state: 'wrong-shape', reason: 'it is not an object' }
  if (Object.hasOwn(value, 'profiles'))
    return { state: 'wrong-shape', reason: 'it has "profiles", which belong into auth-profiles.json' }
  const read = Object.entries(value).map(([key, raw]) => [key, readEntry(key, raw, name, seal)] as const)
  return {
    state: 'ok',
    entries: read.flatMap(([, entry]) => (entry === null ? [] : [entry])),
    odd: read.flatMap(([key, entry]) => (entry === null ? [key] : [])),
  }
}

const readEntry = (key: string, raw: unknown, name: LegacyName, seal: Seal): LegacyEntry | null => {
  // Sealed in any case, so that no output shows what could not be understood either.
  const sealed = sealTexts(raw, seal)
  if (key === '' || !isMapping(raw) || !isMapping(sealed)) return null
  const implied = { type: name === 'oauth.json' ? 'oauth' : raw.type, provider: key }
  const profile = { ...implied, ...raw, ...(raw.provider === null ? { provider: key } : {}) }
  const { credential } = readProfile(profile, [key], seal)
  if (credential === null || !holdsSecret(credential)) return null
  const { type, provider } = credential
  return {
    id: `${key}:default`,
    credential,
    value: { type, provider, ...sealed, ...plain(profile) } as Value,
  }
}

const holdsSecret = (credential: Credential): boolean =>
  (credential.type === 'api_key'
    ? [credential.key]
    : credential.type === 'token'
      ? [credential.token]
      : [credential.access, credential.refresh]
  ).some((secret) => secret !== null && !secret.blank)

/** Fields that name something and unlock nothing. */
const PLAIN = ['type', 'provider', 'email', 'enterpriseUrl', 'projectId', 'accountId', 'clientId']

const plain = (profile: Mapping): Mapping =>
  Object.fromEntries(
    Object.entries(profile).filter(([field, value]) => PLAIN.includes(field) && typeof value === 'string'),
  )

/** Nobody knows what a field of an older version held. A number that JSON cannot write becomes null. */
const sealTexts = (value: unknown, seal: Seal): unknown => {
  if (typeof value === 'string') return sealText(value, seal)
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (Array.isArray(value)) return value.map((item: unknown) => sealTexts(item, seal))
  if (!isMapping(value)) return value
  return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, sealTexts(item, seal)]))
}
