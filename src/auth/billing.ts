import type { Secret } from '../contract/index.js'
import type { Credential } from './credential.js'
import type { EnvKey } from './env-keys.js'
import { sameProvider } from './provider-id.js'

/** What a request costs: it is part of a plan that is paid for anyway, or each one is paid for by use. */
export type Billing = 'subscription' | 'metered'

/** Whatever a secret is stored as, its own shape says what it is. */
const BY_KIND: Readonly<Record<string, Billing>> = {
  'anthropic-oauth-access': 'subscription',
  'anthropic-api-key': 'metered',
}

const billing = (provider: string, secret: Secret | null, otherwise: Billing): Billing =>
  sameProvider(provider, 'github-copilot') ? 'subscription' : (BY_KIND[secret?.kind ?? ''] ?? otherwise)

export const billingOfProfile = (credential: Credential): Billing => {
  const { provider } = credential
  if (credential.type === 'api_key') return billing(provider, credential.key, 'metered')
  return billing(provider, credential.type === 'token' ? credential.token : credential.access, 'subscription')
}

export const billingOfEnv = (provider: string, { secret, oauth }: EnvKey): Billing =>
  billing(provider, secret, oauth ? 'subscription' : 'metered')

export const billingOfKey = (provider: string, secret: Secret): Billing =>
  billing(provider, secret, 'metered')
