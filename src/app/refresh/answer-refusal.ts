import type { RefreshAnswer } from '../../auth/refresh/answer.js'
import type { UnreachableReason } from '../../contract/index.js'
import { formatDuration } from '../../report/duration.js'
import { EXIT } from '../../report/exit-code.js'
import { Refusal } from '../refusal.js'
import { loginHint } from './refusals.js'

type Failure = Exclude<RefreshAnswer, { outcome: 'refreshed' }>

/** What was asked for, for the words. */
export interface Asked {
  readonly profile: string
  readonly provider: string
  /** The host that was asked. */
  readonly host: string
  readonly timeoutMs: number
  readonly cli: string
}

const UNREACHABLE: Readonly<Record<UnreachableReason, string>> = {
  dns: 'its name is not known (DNS)',
  refused: 'it refused the connection',
  tls: 'no secure connection could be made: its certificate, or a proxy that reads along, is not trusted',
  reset: 'the connection was cut',
  network: 'there is no way to it in the network',
  proxy: 'the proxy refused',
  other: 'the connection failed',
}

const LATER = 'Nothing was changed. Try again later.'

/** An answer without a new pair, told as what it is. Only a rejection means that somebody has to do something. */
export const answerRefusal = (answer: Failure, asked: Asked): Refusal => {
  const { profile, provider, host, timeoutMs, cli } = asked
  const refused = (code: string, what: string, hint: string): Refusal =>
    new Refusal(code, `${profile} was not refreshed: ${what}${lost(answer)}`, hint)
  const rejected = (what: string): Refusal =>
    new Refusal('REJECTED', `${profile}: ${what}`, loginHint(profile, provider, cli), EXIT.broken)

  switch (answer.outcome) {
    case 'invalid-grant':
      return rejected('the provider rejected its refresh token: it was used up, has ended or was revoked.')
    case 'rejected':
      return rejected(`the provider refused to refresh it (${wordOf(answer)}).`)
    case 'rate-limited':
      return refused(
        'RATE_LIMITED',
        'the provider asks to wait (429).',
        answer.retryAfterMs === null
          ? LATER
          : `Nothing was changed. Try again in ${waitFor(answer.retryAfterMs)}.`,
      )
    case 'server-error':
      return refused('PROVIDER_ERROR', `${host} has an error of its own (${answer.status}).`, LATER)
    case 'not-json':
      return refused(
        'UNEXPECTED_ANSWER',
        `${host} answered with something else than JSON (${answer.status}).`,
        'Nothing was changed. A proxy or a login page may be in between: look at that address in a browser.',
      )
    case 'malformed':
      return refused('UNEXPECTED_ANSWER', `the answer of ${host} holds no token (${answer.status}).`, LATER)
    case 'too-large':
      return refused('UNEXPECTED_ANSWER', `the answer of ${host} is far too large.`, LATER)
    case 'timeout':
      return refused('TIMEOUT', `${host} gave no answer within ${formatDuration(timeoutMs)}.`, LATER)
    case 'unreachable':
      return refused(
        'UNREACHABLE',
        `${host} could not be reached: ${UNREACHABLE[answer.reason]}${answer.code === '' ? '' : ` (${answer.code})`}.`,
        'Nothing was changed. See to the network, then try again.',
      )
    case 'not-sent':
      return refused('NOT_SENT', `${NOT_SENT[answer.reason]}.`, 'Nothing was changed.')
  }
}

/** Never less than was asked for. */
const waitFor = (ms: number): string =>
  ms < 10 * MINUTE ? `${Math.ceil(ms / 1000)} s` : formatDuration(ms + MINUTE)

const MINUTE = 60_000

const NOT_SENT = {
  'bad-url': 'the address of the token service is none',
  'bad-proxy': 'HTTPS_PROXY or HTTP_PROXY in the environment is no address of a proxy',
  'bad-request': 'the stored token cannot be sent',
  'not-allowed': 'it is not allowed',
} as const

const wordOf = ({ status, code }: Extract<Failure, { outcome: 'rejected' }>): string =>
  code === null ? `${status}` : `${status} ${code}`

/** Said wherever it may be so: the next try may then be rejected, and the reason lies here. */
const lost = (answer: Failure): string =>
  'maybeUsed' in answer && answer.maybeUsed
    ? ' The refresh token works once and may have been used up by this: if the next try is rejected, log in again.'
    : ''
