import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../../src/auth/verify/read-answer.js'
import { standingOf, VERDICTS } from '../../../src/auth/verify/verdict.js'
import type { NetResult } from '../../../src/contract/index.js'
import { verdict } from '../../../src/report/schema.js'

const NOW = Date.UTC(2026, 0, 15, 12)

const anthropic = (type: string, message: string): string =>
  JSON.stringify({ type: 'error', error: { type, message }, request_id: 'req_1' })
const openai = (code: string, message: string): string =>
  JSON.stringify({ error: { message, type: 'some_type', param: null, code } })

const response = (status: number, text: string, headers: Record<string, string> = {}): NetResult => ({
  outcome: 'response',
  status,
  headers,
  text,
})

const POLICY =
  'This credential is only authorized for use with Claude Code and cannot be used for other API requests.'
const POOR = 'Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing.'

describe('an answer', () => {
  it.each([
    ['a list of models', 200, '{"data":[]}', 'accepted', null],
    ['an empty object', 200, '{}', 'accepted', null],
    ['a login page', 200, '<html>Log in to HotelNet</html>', 'not-json', null],
    ['nothing at all', 200, '', 'not-json', null],
    ['an error in disguise', 200, anthropic('api_error', 'x'), 'unknown', 'api_error'],
    ['a redirect', 302, '', 'unknown', null],
    ['401', 401, anthropic('authentication_error', 'invalid x-api-key'), 'rejected', 'authentication_error'],
    ['401 without JSON', 401, 'no', 'rejected', null],
    ['401 of openai', 401, openai('invalid_api_key', 'Incorrect API key'), 'rejected', 'invalid_api_key'],
    ['401 of openrouter', 401, '{"error":{"code":401,"message":"No auth"}}', 'rejected', null],
    [
      'a revoked token',
      403,
      anthropic('permission_error', 'OAuth token has been revoked.'),
      'rejected',
      'permission_error',
    ],
    [
      'the policy, as 400',
      400,
      anthropic('invalid_request_error', POLICY),
      'policy-rejected',
      'invalid_request_error',
    ],
    ['the policy, as 403', 403, anthropic('permission_error', POLICY), 'policy-rejected', 'permission_error'],
    [
      'the policy, as 401',
      401,
      anthropic('authentication_error', POLICY),
      'policy-rejected',
      'authentication_error',
    ],
    ['another 403', 403, anthropic('permission_error', 'not allowed'), 'unknown', 'permission_error'],
    ['a 403 of a proxy', 403, '<html>blocked</html>', 'not-json', null],
    ['no credit, as 400', 400, anthropic('invalid_request_error', POOR), 'billing', 'invalid_request_error'],
    ['no credit, as 403', 403, anthropic('billing_error', 'x'), 'billing', 'billing_error'],
    ['402', 402, 'pay', 'billing', null],
    ['a quota that is used up', 429, openai('insufficient_quota', 'x'), 'billing', 'insufficient_quota'],
    ['429', 429, anthropic('rate_limit_error', 'x'), 'rate-limited', 'rate_limit_error'],
    ['429 without JSON', 429, 'slow down', 'rate-limited', null],
    ['another 400', 400, anthropic('invalid_request_error', 'Error'), 'unknown', 'invalid_request_error'],
    ['404', 404, anthropic('not_found_error', 'model: x'), 'unknown', 'not_found_error'],
    ['404 without JSON', 404, 'no', 'not-json', null],
    ['407', 407, '', 'unreachable', 'proxy'],
    ['408', 408, '{}', 'timeout', null],
    ['500', 500, anthropic('api_error', 'x'), 'server-error', 'api_error'],
    ['502 without JSON', 502, '<html>', 'server-error', null],
    ['529', 529, anthropic('overloaded_error', 'x'), 'server-error', 'overloaded_error'],
  ])('with %s is told as what it is', (_, status, text, verdict, reason) => {
    expect(readAnswer(response(status, text), NOW)).toMatchObject({ verdict, status, reason })
  })

  it.each<[NetResult, string, string | null]>([
    [{ outcome: 'timeout', mayHaveArrived: true }, 'timeout', null],
    [{ outcome: 'too-large', mayHaveArrived: true }, 'unknown', 'too-large'],
    [
      { outcome: 'unreachable', reason: 'dns', code: 'ENOTFOUND', mayHaveArrived: false },
      'unreachable',
      'ENOTFOUND',
    ],
    [{ outcome: 'unreachable', reason: 'tls', code: '', mayHaveArrived: false }, 'unreachable', 'tls'],
    [{ outcome: 'not-sent', reason: 'bad-url' }, 'not-asked', 'bad-url'],
  ])('that never came is told as such: %j', (result, verdict, reason) => {
    expect(readAnswer(result, NOW)).toMatchObject({ verdict, reason, status: null, clockAheadMs: null })
  })

  it.each([
    ['seconds', { 'retry-after': '30' }, 30_000],
    ['a date', { 'retry-after': 'Thu, 15 Jan 2026 12:01:00 GMT' }, 60_000],
    ['nothing', {}, null],
    ['nonsense', { 'retry-after': 'soon' }, null],
  ])('to wait is told with how long, from %s', (_, headers, retryAfterMs) => {
    expect(readAnswer(response(429, '{}', headers as Record<string, string>), NOW)).toMatchObject({
      retryAfterMs,
    })
  })

  it.each([
    ['later', { date: 'Thu, 15 Jan 2026 12:02:00 GMT' }, 120_000],
    ['earlier', { date: 'Thu, 15 Jan 2026 11:58:00 GMT' }, -120_000],
    ['no', {}, null],
    ['no readable', { date: 'today' }, null],
    ['a stored', { date: 'Thu, 15 Jan 2026 11:00:00 GMT', age: '3600' }, null],
  ])('with %s date tells how far the clocks are apart', (_, headers, clockAheadMs) => {
    expect(readAnswer(response(200, '{}', headers as Record<string, string>), NOW)).toMatchObject({
      clockAheadMs,
    })
  })

  it('passes nothing of its text on but a code that can hold no token', () => {
    const mark = ['sk', 'ant', 'oat01', 'a'.repeat(95)].join('-')
    for (const status of [200, 400, 401, 403, 429, 500])
      for (const body of [
        mark,
        { error: mark },
        { error: { type: mark, code: mark, message: mark } },
        { error: { type: 'a'.repeat(60) } },
      ]) {
        const told = readAnswer(response(status, JSON.stringify(body)), NOW)
        expect(JSON.stringify(told)).not.toMatch(/sk-ant|aaaa/)
      }
  })

  it('is always one of the verdicts, and refuses a credential only where the provider spoke', () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, text) => {
        const answer = readAnswer(response(status, text), NOW)
        expect(VERDICTS).toContain(answer.verdict)
        if (standingOf(answer) === 'refused') expect(status).toBeGreaterThanOrEqual(400)
        if (standingOf(answer) === 'refused') expect(status).toBeLessThan(500)
        if (answer.verdict === 'accepted') expect(Math.floor(status / 100)).toBe(2)
      }),
    )
  })

  it('has the verdicts that the documents know', () => {
    expect(verdict.options).toEqual(VERDICTS)
  })
})
