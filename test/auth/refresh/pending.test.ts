import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type PendingRefresh, pendingValue, readPending } from '../../../src/auth/refresh/pending.js'
import { NOW } from '../arbitrary.js'
import { plain, testSeal } from '../seal.js'

const { seal, reveal } = testSeal()

const pending: PendingRefresh = {
  profile: 'anthropic:claude-cli',
  at: NOW,
  pair: {
    access: seal('sk-ant-oat01-new', 'anthropic-oauth-access'),
    refresh: seal('sk-ant-ort01-new', 'anthropic-oauth-refresh'),
    expires: NOW + 1,
    refreshExpires: null,
  },
  places: [
    { kind: 'claude', path: '/c', replaces: [seal('sk-ant-ort01-old', 'anthropic-oauth-refresh')] },
    { kind: 'store', path: '/s', profile: 'a:b', replaces: [seal('', 'opaque')] },
  ],
  locks: ['/l', '/s'],
}

const text = (value: unknown): string => JSON.stringify(value)
const written = plain(pendingValue(pending), reveal) as Record<string, unknown>

describe('the record of a refresh that is not in every file yet', () => {
  it('reads back as it was written', () => {
    expect(readPending(text(written), seal)).toEqual(pending)
  })

  it.each([
    ['another version', { version: 2 }],
    ['no access token', { pair: { ...(written.pair as object), access: null } }],
    ['a place of another kind', { places: [{ kind: 'keychain', path: '/k', replaces: [] }] }],
    ['a place without a path', { places: [{ kind: 'claude', replaces: [] }] }],
    ['a lock that is no path', { locks: [1] }],
  ])('is none with %s', (_, rest) => {
    expect(readPending(text({ ...written, ...rest }), seal)).toBeNull()
  })

  it('is none where it was cut anywhere', () => {
    const whole = text(written)
    fc.assert(
      fc.property(fc.nat(whole.length - 1), (end) => {
        expect(readPending(whole.slice(0, end), seal)).toBeNull()
      }),
    )
  })
})
