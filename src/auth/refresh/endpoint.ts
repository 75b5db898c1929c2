import type { Place } from '../paths.js'
import { normalizeProviderId } from '../provider-id.js'

/**
 * Names another token service than the provider's own, for tests and for a gateway of one's own. It gets refresh
 * tokens, so it must be `https:`, or `http:` on this very machine.
 */
export const TOKEN_URL_VARIABLE = 'CLAWDBOT_DOCTOR_TOKEN_URL'

/** Whose refresh tokens this program can exchange, where, and as which public client. */
const SERVICES: Readonly<Record<string, { readonly url: string; readonly clientId: string }>> = {
  anthropic: {
    url: 'https://platform.claude.com/v1/oauth/token',
    clientId: '9d1c250a-e61b-44d9-88ed-5944d1962f5e',
  },
}

export type TokenService =
  | { readonly state: 'ok'; readonly url: string; readonly clientId: string }
  /** Nobody has told this program how that provider's logins are refreshed. */
  | { readonly state: 'unknown-provider' }
  /** {@link TOKEN_URL_VARIABLE} names a place that must not get a token. */
  | { readonly state: 'bad-override' }

export const tokenService = (provider: string, env: Place['env']): TokenService => {
  const id = normalizeProviderId(provider)
  const service = Object.hasOwn(SERVICES, id) ? SERVICES[id] : undefined
  if (service === undefined) return { state: 'unknown-provider' }
  const override = env[TOKEN_URL_VARIABLE]?.trim()
  if (!override) return { state: 'ok', ...service }
  return mayGetTokens(override) ? { state: 'ok', ...service, url: override } : { state: 'bad-override' }
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/

const mayGetTokens = (text: string): boolean => {
  if (!URL.canParse(text)) return false
  const { protocol, hostname } = new URL(text)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname))
}
