import { describe, expect, it } from 'vitest'
import { type AuthConfig, EMPTY_CONFIG } from '../../src/auth/config.js'
import type { Credential } from '../../src/auth/credential.js'
import { profileHealth, providerHealth } from '../../src/auth/health.js'
import { formatRemaining } from '../../src/auth/remaining.js'
import { unusability } from '../../src/auth/usability.js'
import { NOW } from './arbitrary.js'
import { key, login, provider, token } from './credentials.js'

const DAY = 86_400_000

describe('a profile’s health', () => {
  it.each([
    ['a key', key, { status: 'static' }],
    ['a token without a date', token(), { status: 'static' }],
    ['a token with the date zero', token(0), { status: 'static' }],
    ['a token that ends now', token(NOW), { status: 'expired', expiresAt: NOW, remainingMs: 0 }],
    [
      'a token with a day left',
      token(NOW + DAY),
      { status: 'expiring', expiresAt: NOW + DAY, remainingMs: DAY },
    ],
    [
      'a token with more',
      token(NOW + DAY + 1),
      { status: 'ok', expiresAt: NOW + DAY + 1, remainingMs: DAY + 1 },
    ],
    ['a login without a date', login(), { status: 'missing' }],
    ['a login past its date', login(NOW - 1), { status: 'expired', expiresAt: NOW - 1, remainingMs: -1 }],
  ])('is right for %s', (_, credential, expected) => {
    const {
      profileId,
      provider: of,
      type,
      source,
      label,
      ...dates
    } = profileHealth('x', credential, EMPTY_CONFIG, NOW)
    expect(dates).toEqual(expected)
    expect([profileId, of, type, source, label]).toEqual(['x', provider, credential.type, 'store', 'x'])
  })

  it('has the email of the config, else of the store, in its label, and says who keeps it', () => {
    const config: AuthConfig = {
      ...EMPTY_CONFIG,
      auth: { profiles: { x: { provider, mode: 'oauth', email: 'c@example.com' } }, order: {} },
    }
    const stored = { ...login(), email: ' s@example.com ' }
    expect(profileHealth('x', stored, config, NOW).label).toBe('x (c@example.com)')
    expect(profileHealth('y', stored, config, NOW).label).toBe('y (s@example.com)')
    expect(profileHealth('anthropic:claude-cli', stored, config, NOW).source).toBe('claude-cli')
    expect(profileHealth('openai-codex:codex-cli', stored, config, NOW).source).toBe('codex-cli')
  })
})

describe('a provider’s health', () => {
  const of = (...credentials: readonly Credential[]) =>
    providerHealth(
      provider,
      credentials.map((credential, at) => profileHealth(String(at), credential, EMPTY_CONFIG, NOW)),
      NOW,
    )
  it.each([
    [[], 'missing'],
    [[key], 'static'],
    [[key, token()], 'ok'],
    [[token(NOW + 2 * DAY), token(NOW + 1)], 'expiring'],
    [[token(NOW + 1), token(NOW - 1)], 'expired'],
    [[login(NOW + 2 * DAY), login()], 'expired'],
    [[login(NOW + 2 * DAY)], 'ok'],
  ] as const)('of %# is %s', (credentials, status) => {
    expect(of(...credentials).status).toBe(status)
  })

  it('has the first of its dates', () => {
    expect(of(token(NOW + 5), token(NOW + 3))).toMatchObject({ expiresAt: NOW + 3, remainingMs: 3 })
  })
})

describe('a block on a profile', () => {
  it.each([
    [undefined, null],
    [{ cooldownUntil: NOW }, null],
    [{ cooldownUntil: NOW + 1 }, { kind: 'cooldown', reason: null, until: NOW + 1, remainingMs: 1 }],
    [
      { cooldownUntil: NOW + 2, disabledUntil: NOW + 1, disabledReason: 'billing' },
      { kind: 'disabled', reason: 'billing', until: NOW + 2, remainingMs: 2 },
    ],
    [
      { cooldownUntil: NOW + 2, disabledUntil: NOW },
      { kind: 'cooldown', reason: null, until: NOW + 2, remainingMs: 2 },
    ],
  ])('recorded as %j is %j', (stats, expected) => {
    expect(unusability(stats, NOW)).toEqual(expected)
  })
})

describe('a span of time', () => {
  it.each([
    [-5, '0m'],
    [1, '1m'],
    [59 * 60_000, '59m'],
    [60 * 60_000, '1h'],
    [47 * 3_600_000, '47h'],
    [48 * 3_600_000, '2d'],
  ])('of %i ms is %s', (ms, text) => {
    expect(formatRemaining(ms)).toBe(text)
  })
})
