import type { NetRequest, Secret } from '../../contract/index.js'
import type { TokenService } from './endpoint.js'

/** Asks for a new pair of tokens. A login that names the client it was made for is refreshed as that one. */
export const refreshRequest = (
  service: Extract<TokenService, { state: 'ok' }>,
  refresh: Secret,
  clientId: string | null,
  timeoutMs: number,
): NetRequest => ({
  method: 'POST',
  url: service.url,
  body: {
    grant_type: 'refresh_token',
    client_id: clientId ?? service.clientId,
    refresh_token: refresh,
  },
  timeoutMs,
  maxBytes: 64 * 1024,
})
