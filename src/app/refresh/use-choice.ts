import type { Choice } from '../../auth/choice.js'
import type { Credential } from '../../auth/credential.js'
import { isAlive, isDue } from '../../auth/refresh/due.js'
import type { Secret } from '../../contract/index.js'
import type { LoadedAuth } from '../load-auth.js'
import type { Run } from '../open-run.js'
import { Refusal } from '../refusal.js'
import type { RefreshOptions } from './refresh-profile.js'
import { refreshTarget } from './refresh-target.js'
import { leftWarnings } from './refresh-words.js'

/** A credential that may be sent now. */
export interface Usable {
  readonly via: 'profile' | 'env' | 'config'
  readonly profile: string | null
  readonly type: Credential['type']
  readonly secret: Secret
  /** Unix milliseconds; null where it has no date. */
  readonly expires: number | null
  readonly refreshed: boolean
  readonly warnings: readonly string[]
}

type Found = Exclude<Choice, { via: 'nothing' }>

/** What can be used as it is; null for a login that has to be refreshed first. */
export const asItIs = (choice: Found, now: number): Usable | null => {
  const base = { refreshed: false, warnings: [] }
  if (choice.via === 'env') {
    const { oauth, secret } = choice.key
    return { ...base, via: 'env', profile: null, type: oauth ? 'token' : 'api_key', secret, expires: null }
  }
  if (choice.via === 'config')
    return { ...base, via: 'config', profile: null, type: 'api_key', secret: choice.secret, expires: null }
  const { id, credential } = choice
  const isReady = credential.type !== 'oauth' || !isDue(credential, now)
  return isReady ? ofProfile(id, credential) : null
}

const ofProfile = (profile: string, credential: Credential): Usable | null => {
  const { type } = credential
  const secret = type === 'api_key' ? credential.key : type === 'token' ? credential.token : credential.access
  const expires = type === 'api_key' ? null : (credential.expires ?? null)
  return secret === null
    ? null
    : { via: 'profile', profile, type, secret, expires, refreshed: false, warnings: [] }
}

/**
 * The credential of a choice, refreshed where it has to be. One that cannot be refreshed is used for as long as it
 * lives. Throws a {@link Refusal} where there is nothing to use.
 */
export const useChoice = async (
  run: Run,
  { view, stores }: Pick<LoadedAuth, 'view' | 'stores'>,
  choice: Found,
  options: Omit<RefreshOptions, 'force'>,
): Promise<Usable> => {
  const { probes } = run.machine
  const ready = asItIs(choice, probes.now())
  if (ready !== null) return ready
  const { id, credential } = choice as Extract<Found, { via: 'profile' }>
  try {
    const target = refreshTarget(view, stores, id)
    if (target === null) throw new Refusal('CHANGED_MEANWHILE', `${id} is in no store any more.`, null)
    const { refreshProfile } = await import('./refresh-profile.js')
    const renewed = await refreshProfile(run, target, { ...options, force: false })
    const usable = ofProfile(id, renewed.credential)
    if (usable === null) throw new Refusal('BLANK', `${id} holds no access token.`, null)
    return { ...usable, refreshed: renewed.status === 'refreshed', warnings: leftWarnings(renewed) }
  } catch (error) {
    const alive =
      credential.type === 'oauth' && isAlive(credential, probes.now()) ? ofProfile(id, credential) : null
    if (alive === null || !(error instanceof Refusal)) throw error
    return { ...alive, warnings: [error.message] }
  }
}
