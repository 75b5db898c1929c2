import type { NetRequest, Secret } from '../../contract/index.js'
import type { Credential } from '../credential.js'
import type { Endpoint } from './endpoint.js'

/** A credential as it is sent. */
export interface Sendable {
  readonly type: Credential['type']
  readonly secret: Secret
}

export type TimedRequest = NetRequest & { readonly timeoutMs: number }

const VERSION = '2023-06-01'
/** Without it Anthropic takes no login's token at all. */
const OAUTH_BETA = 'oauth-2025-04-20'

/** Asks the provider for something that only those it knows get, and that costs nothing. */
export const listRequest = (endpoint: Endpoint, credential: Sendable, timeoutMs: number): TimedRequest => ({
  method: 'GET',
  url: `${endpoint.baseUrl}${endpoint.listPath}`,
  headers: headersOf(endpoint, credential),
  timeoutMs,
})

/** Has a model answer the shortest of messages: this is paid for. */
export const messageRequest = (
  endpoint: Endpoint,
  credential: Sendable,
  asked: { readonly model: string; readonly maxTokens: number; readonly timeoutMs: number },
): TimedRequest => {
  const limit = endpoint.dialect === 'anthropic' ? 'max_tokens' : endpoint.limitName
  return {
    method: 'POST',
    url: `${endpoint.baseUrl}${endpoint.messagePath}`,
    headers: headersOf(endpoint, credential),
    body: {
      model: asked.model,
      [limit]: asked.maxTokens,
      messages: [{ role: 'user', content: 'Reply with OK.' }],
    },
    timeoutMs: asked.timeoutMs,
  }
}

/** This program goes by its own name: what a provider lets another program do is that program's. */
const headersOf = ({ dialect }: Endpoint, credential: Sendable): NonNullable<NetRequest['headers']> => {
  const { secret } = credential
  const common = { 'user-agent': 'clawdbot-doctor' }
  const bearer = { ...common, authorization: ['Bearer ', secret] }
  if (dialect === 'openai') return bearer
  return isToken(credential)
    ? { ...bearer, 'anthropic-version': VERSION, 'anthropic-beta': OAUTH_BETA }
    : { ...common, 'x-api-key': secret, 'anthropic-version': VERSION }
}

/** Whatever a secret is stored as, its own shape says what it is; only one without a known shape goes by its type. */
const isToken = ({ type, secret }: Sendable): boolean => {
  if (secret.kind === 'anthropic-oauth-access') return true
  return secret.kind !== 'anthropic-api-key' && type !== 'api_key'
}
