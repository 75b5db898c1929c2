import type { Secret } from '../contract/index.js'
import type { AuthConfig } from './config.js'
import type { Credential } from './credential.js'
import { type EnvKey, type EnvKeys, envKey } from './env-keys.js'
import { own } from './mapping.js'
import { effectiveOrder, type OrderQuestion } from './order.js'
import { byProvider } from './provider-id.js'

/** What a gateway would use for a provider, were it asked now. */
export type Choice =
  | { readonly via: 'profile'; readonly id: string; readonly credential: Credential }
  | { readonly via: 'env'; readonly key: EnvKey }
  | { readonly via: 'config'; readonly secret: Secret }
  | { readonly via: 'nothing' }

export type ChoiceQuestion = OrderQuestion & { readonly env: EnvKeys }

/**
 * Whether a credential that is in the order can be used for a request, by what is known locally: a login needs a
 * date to come, or a refresh token.
 */
export const works = (credential: Credential, now: number): boolean => {
  if (credential.type !== 'oauth') return true
  if (credential.refresh?.blank === false) return true
  return credential.access?.blank === false && (credential.expires ?? 0) > now
}

/** A provider's key in the config, whatever the spelling of its id; null for a blank one. */
export const configKey = (config: AuthConfig, provider: string): Secret | null => {
  const apiKey = byProvider(config.providers, provider)?.apiKey ?? null
  return apiKey === null || apiKey.blank ? null : apiKey
}

/** All that could serve a provider, in the order in which it is tried: profiles, then environment, then config. */
export const choices = (question: ChoiceQuestion): readonly Choice[] => {
  const { store, config, env, provider, now } = question
  const profiles = effectiveOrder(question).flatMap((id): Choice[] => {
    const credential = own(store.profiles, id)
    return credential !== undefined && works(credential, now) ? [{ via: 'profile', id, credential }] : []
  })
  const key = envKey(provider, env)
  const secret = configKey(config, provider)
  return [
    ...profiles,
    ...(key === null ? [] : [{ via: 'env' as const, key }]),
    ...(secret === null ? [] : [{ via: 'config' as const, secret }]),
  ]
}

export const choose = (question: ChoiceQuestion): Choice => choices(question)[0] ?? { via: 'nothing' }
