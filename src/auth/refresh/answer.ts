import type { NetResult, NotSentReason, Seal, Secret, UnreachableReason } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { finite, isMapping, type Mapping } from '../mapping.js'
import { sealText } from '../token-kind.js'
import { retryAfterMs } from './retry-after.js'

/** A new pair. Times are Unix milliseconds. */
export interface TokenPair {
  readonly access: Secret
  /** Null where the service sent none: then the old one goes on. */
  readonly refresh: Secret | null
  readonly expires: number
  /** When the refresh token itself ends; null where the service did not say. */
  readonly refreshExpires: number | null
}

/**
 * What came of asking for a new pair. `maybeUsed` is true where the service may have taken the single-use refresh
 * token although no new one arrived: then the login may be lost, and only the next try tells.
 */
export type RefreshAnswer =
  | { readonly outcome: 'refreshed'; readonly pair: TokenPair }
  /** The refresh token was used already, has ended, or was revoked: somebody has to log in again. */
  | { readonly outcome: 'invalid-grant' }
  /** The service refused for another reason; `code` is its own word for it, null where it has none. */
  | { readonly outcome: 'rejected'; readonly status: number; readonly code: string | null }
  | { readonly outcome: 'rate-limited'; readonly retryAfterMs: number | null }
  | { readonly outcome: 'server-error'; readonly status: number; readonly maybeUsed: boolean }
  /** An answer that is no JSON: a login page, an error page, something in between. */
  | { readonly outcome: 'not-json'; readonly status: number; readonly maybeUsed: boolean }
  /** JSON, and no token in it. */
  | { readonly outcome: 'malformed'; readonly status: number; readonly maybeUsed: boolean }
  | { readonly outcome: 'too-large'; readonly maybeUsed: boolean }
  | { readonly outcome: 'timeout'; readonly maybeUsed: boolean }
  | {
      readonly outcome: 'unreachable'
      readonly reason: UnreachableReason
      readonly code: string
      readonly maybeUsed: boolean
    }
  | { readonly outcome: 'not-sent'; readonly reason: NotSentReason }

/** For an answer that does not say how long its access token lives: less than any service is known to give. */
const ASSUMED_LIFETIME_S = 30 * 60

/** Never throws, and no part of the answer shows a secret. */
export const readRefreshAnswer = (result: NetResult, now: number, seal: Seal): RefreshAnswer => {
  switch (result.outcome) {
    case 'response':
      return readResponse(result, now, seal)
    case 'unreachable': {
      const { outcome, reason, code, mayHaveArrived: maybeUsed } = result
      return { outcome, reason, code, maybeUsed }
    }
    case 'timeout':
    case 'too-large':
      return { outcome: result.outcome, maybeUsed: result.mayHaveArrived }
    case 'not-sent':
      return result
  }
}

type Response = Extract<NetResult, { outcome: 'response' }>

const readResponse = ({ status, headers, text }: Response, now: number, seal: Seal): RefreshAnswer => {
  const isSuccess = status >= 200 && status < 300
  if (status === 429)
    return { outcome: 'rate-limited', retryAfterMs: retryAfterMs(headers['retry-after'], now) }
  // A service that fails, or a proxy before it, may have done so after the token was taken.
  if (status >= 500) return { outcome: 'server-error', status, maybeUsed: true }
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return { outcome: 'not-json', status, maybeUsed: isSuccess }
  const body = isMapping(parsed.value) ? parsed.value : {}
  if (isSuccess) {
    const pair = readPair(body, now, seal)
    return pair === null ? { outcome: 'malformed', status, maybeUsed: true } : { outcome: 'refreshed', pair }
  }
  if (status < 400) return { outcome: 'malformed', status, maybeUsed: false }
  const code = errorCode(body)
  return code === 'invalid_grant' ? { outcome: 'invalid-grant' } : { outcome: 'rejected', status, code }
}

const readPair = (body: Mapping, now: number, seal: Seal): TokenPair | null => {
  const access = sealText(body.access_token, seal)
  if (access === null || access.blank) return null
  const refresh = sealText(body.refresh_token, seal)
  const lifetime = seconds(body.expires_in) ?? ASSUMED_LIFETIME_S
  const refreshLifetime = seconds(body.refresh_token_expires_in)
  return {
    access,
    refresh: refresh === null || refresh.blank ? null : refresh,
    expires: now + lifetime * 1000,
    refreshExpires: refreshLifetime === null ? null : now + refreshLifetime * 1000,
  }
}

/** Some services write the number as a text. */
const seconds = (value: unknown): number | null => {
  const number = finite(typeof value === 'string' && value.trim() !== '' ? Number(value) : value)
  return number === undefined || number <= 0 ? null : Math.floor(number)
}

/** The service's word for an error, as OAuth has it or as its other answers do; null for what is no plain word. */
const errorCode = ({ error }: Mapping): string | null => {
  const word = isMapping(error) ? error.type : error
  return typeof word === 'string' && /^[a-z_]{1,40}$/.test(word) ? word : null
}
