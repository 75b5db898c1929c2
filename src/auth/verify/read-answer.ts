import type { NetResult } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { isMapping } from '../mapping.js'
import { retryAfterMs } from '../refresh/retry-after.js'
import { type Answer, notAsked, type Verdict } from './verdict.js'

/** Tells what came of a request by its status and its error's code and words. `now` in Unix milliseconds. */
export const readAnswer = (result: NetResult, now: number): Answer => {
  switch (result.outcome) {
    case 'response':
      return readResponse(result, now)
    case 'unreachable':
      return unanswered('unreachable', result.code || result.reason)
    case 'timeout':
      return unanswered('timeout', null)
    case 'too-large':
      return unanswered('unknown', 'too-large')
    case 'not-sent':
      return notAsked(result.reason)
  }
}

const unanswered = (verdict: Verdict, reason: string | null): Answer => ({
  ...notAsked(''),
  verdict,
  reason,
})

type Response = Extract<NetResult, { outcome: 'response' }>

const readResponse = ({ status, headers, text }: Response, now: number): Answer => {
  // An intermediate that wants to be logged in to first: the provider has seen nothing.
  if (status === 407) return { ...unanswered('unreachable', 'proxy'), status }
  const parsed = parseJson(text)
  const error = errorIn(parsed.state === 'ok' ? parsed.value : null)
  const verdict = verdictOf(status, parsed.state === 'ok', error)
  return {
    verdict,
    status,
    reason: verdict === 'accepted' ? null : error.code,
    retryAfterMs: verdict === 'rate-limited' ? retryAfterMs(headers['retry-after'], now) : null,
    clockAheadMs: clockAheadMs(headers, now),
  }
}

interface ProviderError {
  readonly isThere: boolean
  readonly code: string | null
  /** In lower case. Read here, and shown nowhere. */
  readonly message: string
}

/** A word that can be nothing else: a token has digits or capital letters in it. */
const CODE = /^[a-z][a-z_]{1,40}$/

const errorIn = (body: unknown): ProviderError => {
  const error = isMapping(body) ? body.error : undefined
  const isThere = error !== undefined && error !== null
  const { code, type, message } = isMapping(error) ? error : { code: error, type: null, message: null }
  const word = [code, type].find((each) => typeof each === 'string' && CODE.test(each))
  return {
    isThere,
    code: typeof word === 'string' ? word : null,
    message: typeof message === 'string' ? message.toLowerCase() : '',
  }
}

/** As the providers word it; their codes for these are the same as for other things. */
const POLICY = /only authorized for use with claude code/
const UNPAID = /credit balance|insufficient (credits?|funds|balance)|payment required|billing details/
const UNPAID_CODES = [
  'insufficient_quota',
  'billing_error',
  'billing_hard_limit_reached',
  'insufficient_credits',
]
const REVOKED = /\b(revoked|invalid api key|invalid bearer token)\b/
const REJECTED_CODES = ['authentication_error', 'invalid_api_key']

const verdictOf = (status: number, isJson: boolean, error: ProviderError): Verdict => {
  const { code, message } = error
  if (status >= 500) return 'server-error'
  if (status >= 200 && status < 300) return isJson ? (error.isThere ? 'unknown' : 'accepted') : 'not-json'
  if (status < 400) return 'unknown'
  if (POLICY.test(message)) return 'policy-rejected'
  if (status === 402 || UNPAID.test(message) || (code !== null && UNPAID_CODES.includes(code)))
    return 'billing'
  if (status === 401) return 'rejected'
  if (status === 429) return 'rate-limited'
  if (status === 408) return 'timeout'
  if (!isJson) return 'not-json'
  const isOfCredential = (code !== null && REJECTED_CODES.includes(code)) || REVOKED.test(message)
  return isOfCredential ? 'rejected' : 'unknown'
}

/** An answer out of a store of answers has the date at which it was put there. */
const clockAheadMs = (headers: Response['headers'], now: number): number | null => {
  const date = Number(headers.age ?? 0) > 0 ? Number.NaN : Date.parse(headers.date ?? '')
  return Number.isNaN(date) ? null : date - now
}
