import type { Edit, Secret, Value } from '../contract/index.js'
import type { Credential } from './credential.js'
import { STORE_VERSION } from './parse-store.js'
import { sameProvider } from './provider-id.js'

const OF_ONE_TYPE = ['key', 'token', 'access', 'refresh', 'expires'] as const

type Field = string | number | Secret

/** A credential's fields as the store has them, in the order in which Clawdbot writes them. */
const fields = (credential: Credential): ReadonlyMap<string, Field> => {
  const { type, provider } = credential
  const secrets: Readonly<Record<string, Secret | null>> =
    type === 'api_key'
      ? { key: credential.key }
      : type === 'token'
        ? { token: credential.token }
        : { access: credential.access, refresh: credential.refresh }
  const all: readonly (readonly [string, Field | null | undefined])[] = [
    ['type', type],
    ['provider', provider],
    ...Object.entries(secrets),
    ['expires', type === 'api_key' ? undefined : credential.expires],
    ['accountId', type === 'oauth' ? credential.accountId : undefined],
    ['email', credential.email],
  ]
  return new Map(
    all.flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value] as const])),
  )
}

const sameField = (a: Field | undefined, b: Field): boolean =>
  typeof a === 'object' && typeof b === 'object' ? a.equals(b) : a === b

/** A profile as the store has it. A field that holds no secret is left out. */
export const credentialValue = (credential: Credential): Value => Object.fromEntries(fields(credential))

/**
 * The edits that put a credential into an existing store. A profile of the same provider keeps every field that the
 * new credential does not speak of, except another type's secrets; anything else under that id is replaced whole.
 */
export const syncEdits = (
  id: string,
  stored: Credential | undefined,
  credential: Credential,
): readonly Edit[] => {
  const at = ['profiles', id]
  if (stored === undefined || !sameProvider(stored.provider, credential.provider))
    return [{ at, set: credentialValue(credential) }]
  const before = fields(stored)
  const after = fields(credential)
  const gone = OF_ONE_TYPE.filter((name) => before.has(name) && !after.has(name))
  return [
    ...[...after]
      .filter(([name, value]) => !sameField(before.get(name), value))
      .map(([name, value]): Edit => ({ at: [...at, name], set: value })),
    ...gone.map((name): Edit => ({ at: [...at, name], remove: true })),
  ]
}

/** The edits that put a credential over a profile that is not accepted as one: whatever else it holds stays. */
export const mendEdits = (id: string, credential: Credential): readonly Edit[] =>
  [...fields(credential)].map(([name, value]) => ({ at: ['profiles', id, name], set: value }))

/** A store that did not exist, with one profile in it. */
export const newStore = (id: string, credential: Credential): Value => ({
  version: STORE_VERSION,
  profiles: Object.fromEntries([[id, credentialValue(credential)]]),
})
