import type { Seal, Secret } from '../contract/index.js'
import type { Credential } from './credential.js'
import { finite, isMapping, type Mapping } from './mapping.js'
import type { StoreIssue } from './store.js'
import { sealText } from './token-kind.js'

type Code = StoreIssue['code']

/** One profile: the credential Clawdbot accepts it as, or null, and what is wrong with it. */
export interface ProfileReading {
  readonly credential: Credential | null
  readonly issues: readonly StoreIssue[]
}

type Type = Credential['type']

const isType = (value: unknown): value is Type =>
  value === 'api_key' || value === 'token' || value === 'oauth'

const nonBlank = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

const textsIn = <K extends string>(raw: Mapping, names: readonly K[]): Partial<Record<K, string>> =>
  Object.fromEntries(
    names.flatMap((name) => (typeof raw[name] === 'string' ? [[name, raw[name]]] : [])),
  ) as Partial<Record<K, string>>

const credentialOf = (type: Type, provider: string, raw: Mapping, seal: Seal): Credential => {
  const expires = finite(raw.expires)
  const common = {
    provider,
    ...(typeof raw.email === 'string' ? { email: raw.email } : {}),
  }
  const expiry = expires === undefined ? {} : { expires }
  if (type === 'api_key') return { type, ...common, key: sealText(raw.key, seal) }
  if (type === 'token') return { type, ...common, token: sealText(raw.token, seal), ...expiry }
  return {
    type,
    ...common,
    access: sealText(raw.access, seal),
    refresh: sealText(raw.refresh, seal),
    ...expiry,
    ...textsIn(raw, ['accountId', 'projectId', 'clientId', 'enterpriseUrl']),
  }
}

/** What a field at fault is called, next to the code for it. */
const secretFault = (type: unknown, raw: Mapping): readonly [Code, string] | null => {
  if (type === 'api_key') {
    if (nonBlank(raw.key)) return null
    return nonBlank(raw.apiKey) ? ['profile-apikey-for-key', 'apiKey'] : ['profile-secret-missing', 'key']
  }
  if (type === 'token') return nonBlank(raw.token) ? null : ['profile-secret-missing', 'token']
  if (type !== 'oauth' || nonBlank(raw.access) || nonBlank(raw.refresh)) return null
  return ['profile-secret-missing', 'access']
}

const expiryFault = (type: unknown, raw: Mapping): boolean => {
  const expires = raw.expires
  if (type === 'api_key' || expires === undefined) return false
  return finite(expires) === undefined && !(type === 'token' && expires === null)
}

export const readProfile = (raw: unknown, at: readonly string[], seal: Seal): ProfileReading => {
  if (!isMapping(raw)) return { credential: null, issues: [{ code: 'profile-not-an-object', at }] }
  const { type, mode, provider } = raw
  const issues: StoreIssue[] = []
  const note = (code: Code, field: string, meant?: string | Secret | null): void => {
    issues.push({ code, at: [...at, field], ...(meant === undefined || meant === null ? {} : { meant }) })
  }
  const misplaced = type === undefined && isType(mode)
  const meant = misplaced ? mode : type
  if (misplaced) note('profile-mode-for-type', 'mode', mode)
  else if (!isType(type)) note('profile-type-unknown', 'type')
  const named = typeof provider === 'string' && provider !== ''
  if (!named) note('profile-provider-missing', 'provider')
  const secret = secretFault(meant, raw)
  const isFree = raw.key === undefined || raw.key === null || raw.key === ''
  if (secret?.[0] === 'profile-apikey-for-key') note(...secret, isFree ? sealText(raw.apiKey, seal) : null)
  else if (secret !== null) note(...secret)
  if (expiryFault(meant, raw)) note('profile-expiry-not-a-number', 'expires')
  return { credential: isType(type) && named ? credentialOf(type, provider, raw, seal) : null, issues }
}
