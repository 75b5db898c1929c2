import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type RefreshAnswer, readRefreshAnswer } from '../../../src/auth/refresh/answer.js'
import type { NetResult } from '../../../src/contract/index.js'
import { NOW } from '../arbitrary.js'
import { testSeal } from '../seal.js'

const sealed = testSeal()
const read = (result: NetResult): RefreshAnswer => readRefreshAnswer(result, NOW, sealed.seal)

const response = (status: number, body: unknown, headers: Record<string, string> = {}): NetResult => ({
  outcome: 'response',
  status,
  headers,
  text: typeof body === 'string' ? body : JSON.stringify(body),
})

describe('an answer with tokens', () => {
  it('is a new pair, sealed, with a date counted from now', () => {
    const answer = read(
      response(200, { access_token: 'sk-ant-oat01-a', refresh_token: 'sk-ant-ort01-r', expires_in: 28_800 }),
    )
    if (answer.outcome !== 'refreshed') throw new Error(answer.outcome)
    const { access, refresh, expires, refreshExpires } = answer.pair
    expect([access.kind, refresh?.kind]).toEqual(['anthropic-oauth-access', 'anthropic-oauth-refresh'])
    expect([sealed.reveal(access), refresh && sealed.reveal(refresh)]).toEqual([
      'sk-ant-oat01-a',
      'sk-ant-ort01-r',
    ])
    expect([expires, refreshExpires]).toEqual([NOW + 28_800_000, null])
  })

  it.each([
    ['a text for the number of seconds', { expires_in: '60' }, { expires: NOW + 60_000 }],
    ['no lifetime: half an hour is assumed', {}, { expires: NOW + 1_800_000 }],
    ['a lifetime that is none', { expires_in: -1 }, { expires: NOW + 1_800_000 }],
    ['the end of the refresh token', { refresh_token_expires_in: 10 }, { refreshExpires: NOW + 10_000 }],
    ['a blank refresh token: the old one goes on', { refresh_token: ' ' }, { refresh: null }],
    ['no refresh token: the old one goes on', { refresh_token: undefined }, { refresh: null }],
  ])('may have %s', (_, rest, pair) => {
    const answer = read(response(200, { access_token: 'a', refresh_token: 'r', ...rest }))
    expect(answer).toMatchObject({ outcome: 'refreshed', pair })
  })
})

describe('an answer without tokens', () => {
  it.each<[string, NetResult, RefreshAnswer]>([
    ['a refresh token used up', response(400, { error: 'invalid_grant' }), { outcome: 'invalid-grant' }],
    [
      'the same in the shape of other errors',
      response(401, { type: 'error', error: { type: 'invalid_grant' } }),
      { outcome: 'invalid-grant' },
    ],
    [
      'another refusal',
      response(401, { error: { type: 'invalid_client' } }),
      { outcome: 'rejected', status: 401, code: 'invalid_client' },
    ],
    [
      'a refusal in words that may be anything',
      response(403, { error: 'Token sk-ant-ort01-x is bad' }),
      { outcome: 'rejected', status: 403, code: null },
    ],
    [
      'a limit',
      response(429, '', { 'retry-after': '30' }),
      { outcome: 'rate-limited', retryAfterMs: 30_000 },
    ],
    [
      'a limit until a date',
      response(429, '{}', { 'retry-after': new Date(NOW + 60_000).toUTCString() }),
      { outcome: 'rate-limited', retryAfterMs: 60_000 - (NOW % 1000) },
    ],
    ['a limit of unknown length', response(429, ''), { outcome: 'rate-limited', retryAfterMs: null }],
    [
      'a nonsensical limit',
      response(429, '', { 'retry-after': 'soon' }),
      { outcome: 'rate-limited', retryAfterMs: null },
    ],
    ['a broken server', response(502, '<h1>'), { outcome: 'server-error', status: 502, maybeUsed: true }],
    ['a page', response(200, '<html>'), { outcome: 'not-json', status: 200, maybeUsed: true }],
    [
      'a refusal that is a page',
      response(403, '<html>'),
      { outcome: 'not-json', status: 403, maybeUsed: false },
    ],
    ['a redirect', response(302, ''), { outcome: 'not-json', status: 302, maybeUsed: false }],
    ['an empty success', response(200, ''), { outcome: 'not-json', status: 200, maybeUsed: true }],
    ['JSON of another kind', response(200, [1]), { outcome: 'malformed', status: 200, maybeUsed: true }],
    [
      'a blank access token',
      response(200, { access_token: '', refresh_token: 'r' }),
      { outcome: 'malformed', status: 200, maybeUsed: true },
    ],
    ['a timeout', { outcome: 'timeout', mayHaveArrived: true }, { outcome: 'timeout', maybeUsed: true }],
    [
      'a timeout before it was sent',
      { outcome: 'timeout', mayHaveArrived: false },
      { outcome: 'timeout', maybeUsed: false },
    ],
    [
      'a cut connection',
      { outcome: 'unreachable', reason: 'reset', code: 'ECONNRESET', mayHaveArrived: true },
      { outcome: 'unreachable', reason: 'reset', code: 'ECONNRESET', maybeUsed: true },
    ],
    [
      'far too much',
      { outcome: 'too-large', mayHaveArrived: true },
      { outcome: 'too-large', maybeUsed: true },
    ],
    [
      'nothing sent',
      { outcome: 'not-sent', reason: 'bad-proxy' },
      { outcome: 'not-sent', reason: 'bad-proxy' },
    ],
  ])('is told as what it is: %s', (_, result, expected) => {
    expect(read(result)).toEqual(expected)
  })

  it('never throws, and is a new pair only where a success holds an access token', () => {
    const body = fc.oneof(fc.json(), fc.string())
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 599 }), body, (status, text) => {
        const answer = read(response(status, text))
        if (answer.outcome === 'refreshed') expect(status >= 200 && status < 300).toBe(true)
        expect(JSON.stringify(answer)).not.toContain('undefined')
      }),
    )
  })
})
