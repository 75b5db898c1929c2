import type { Credential } from '../../auth/credential.js'
import { ENV_KEYS, type EnvKeys } from '../../auth/env-keys.js'
import { expiryStatus, profileHealth } from '../../auth/health.js'
import { coolingUntil } from '../../auth/usability.js'
import type { Secret } from '../../contract/index.js'
import type { SealedCredential } from '../../report/sealed/schema.js'
import type { Run } from '../open-run.js'
import type { AuthFound } from './auth-found.js'
import { programLogins } from './program-logins.js'

/** What a life is judged by, in milliseconds. */
interface Moment {
  readonly now: number
  readonly warnWithinMs: number
}

/**
 * The life of every credential there is: each profile in the store that holds it, keys in the environment and in
 * configs, and the logins of other programs. `secret` is the pseudonym that it has in this run.
 */
export const credentialLives = async (
  run: Run,
  found: AuthFound,
  now: number,
): Promise<SealedCredential[]> => {
  const moment = { now, warnWithinMs: run.settings.warnWithinMs }
  return [
    ...found.views.flatMap((view) => profileLives(view, found, moment)),
    ...keyLives('env', providerOfVariable, found.config.envKeys),
    ...keyLives('config', (provider) => provider, configKeys(found)),
    ...found.views.flatMap(({ file }) =>
      keyLives('config', (provider) => provider, file.modelKeys).map((life) => ({
        ...life,
        agent: file.agent.id,
        name: `the key of ${life.provider} in the agent's models.json`,
      })),
    ),
    ...(await loginLives(run, moment)),
  ]
}

const NO_LIFE = {
  agent: null,
  issuedAt: null,
  expiresAt: null,
  refreshable: false,
  lastUsedAt: null,
  coolingUntil: null,
} as const

const profileLives = (
  { file }: AuthFound['views'][number],
  { config }: AuthFound,
  { now, warnWithinMs }: Moment,
): SealedCredential[] =>
  Object.entries(file.store.profiles).map(([id, credential]) => {
    const health = profileHealth(id, credential, config.config, now, warnWithinMs)
    return {
      ...NO_LIFE,
      agent: file.agent.id,
      provider: credential.provider,
      name: id,
      via: 'profile',
      type: credential.type,
      secret: pseudonymOf(secretOf(credential)),
      state: health.status,
      expiresAt: isoTime(health.expiresAt ?? null),
      refreshable: credential.type === 'oauth' && credential.refresh?.blank === false,
      lastUsedAt: isoTime(file.store.usageStats[id]?.lastUsed ?? null),
      coolingUntil: isoTime(coolingUntil(file.store, id, now)),
    }
  })

const secretOf = (credential: Credential): Secret | null => {
  if (credential.type === 'api_key') return credential.key
  return credential.type === 'token' ? credential.token : credential.access
}

const providerOfVariable = (name: string): string =>
  Object.entries(ENV_KEYS).find(([, names]) => names.includes(name))?.[0] ?? 'unknown'

const configKeys = ({ config }: AuthFound): EnvKeys =>
  Object.fromEntries(
    Object.entries(config.config.providers).flatMap(([provider, { apiKey }]) =>
      apiKey === null ? [] : [[provider, apiKey]],
    ),
  )

const keyLives = (
  via: 'env' | 'config',
  providerOf: (name: string) => string,
  keys: EnvKeys,
): SealedCredential[] =>
  Object.entries(keys).map(([key, secret]) => ({
    ...NO_LIFE,
    provider: providerOf(key),
    name: via === 'env' ? key : `models.providers.${key}.apiKey in the config`,
    via,
    type: key.includes('OAUTH_TOKEN') ? 'token' : 'api_key',
    secret: pseudonymOf(secret),
    state: secret.blank ? 'missing' : 'static',
  }))

const loginLives = async (run: Run, { now, warnWithinMs }: Moment): Promise<SealedCredential[]> =>
  (await programLogins(run)).map(({ name, provider, access, refresh, expires }) => ({
    ...NO_LIFE,
    provider,
    name,
    via: 'login',
    type: 'oauth',
    secret: pseudonymOf(access),
    state: expiryStatus(expires, now, warnWithinMs),
    expiresAt: isoTime(expires ?? null),
    refreshable: refresh?.blank === false,
  }))

/** An empty text is no token. */
const pseudonymOf = (secret: Secret | null): string | null =>
  secret === null || secret.blank ? null : secret.pseudonym

/** A file may hold a number that is no moment of any calendar. */
const isoTime = (ms: number | null): string | null => {
  if (ms === null || ms <= 0) return null
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999 ? null : date.toISOString()
}
