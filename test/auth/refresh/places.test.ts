import { describe, expect, it } from 'vitest'
import { parseClaudeCredentials } from '../../../src/auth/claude-code/parse-credentials.js'
import { parseStore } from '../../../src/auth/parse-store.js'
import { claudeEdits, type NewPair, type RefreshPlace, storeEdits } from '../../../src/auth/refresh/places.js'
import { NOW } from '../arbitrary.js'
import { applyEdits, testSeal } from '../seal.js'

const { seal, reveal } = testSeal()

/** As the files' texts are sealed, where a token has no shape that is known. */
const pair: NewPair = { access: seal('new-a'), refresh: seal('new-r'), expires: NOW, refreshExpires: null }
const replaces = [seal('old-r')]

const inStore = (profile: unknown, blank = false) => {
  const document = { version: 1, mine: 1, profiles: { 'a:b': profile, 'c:d': { type: 'other' } } }
  const parsed = parseStore(JSON.stringify(document), seal)
  if (parsed.state !== 'ok') throw new Error(parsed.state)
  const place: RefreshPlace = {
    kind: 'store',
    path: '/s',
    profile: 'a:b',
    replaces: blank ? [...replaces, seal('')] : replaces,
  }
  const edits = storeEdits(parsed.store, place, pair)
  return edits.length === 0 ? null : applyEdits(document, edits, reveal)
}

const oauth = { type: 'oauth', provider: 'anthropic', access: 'old-a', refresh: 'old-r', expires: 1 }

describe('a store', () => {
  it('gets the new pair and keeps every other key', () => {
    expect(inStore({ ...oauth, email: 'e', clientId: 'c', mine: [1] })).toEqual({
      version: 1,
      mine: 1,
      profiles: {
        'a:b': {
          ...oauth,
          access: 'new-a',
          refresh: 'new-r',
          expires: NOW,
          email: 'e',
          clientId: 'c',
          mine: [1],
        },
        'c:d': { type: 'other' },
      },
    })
  })

  it.each([
    ['another login by now', { ...oauth, refresh: 'other' }],
    ['a token by now', { type: 'token', provider: 'anthropic', token: 'old-r' }],
    ['the new pair already', { ...oauth, access: 'new-a', refresh: 'new-r', expires: NOW }],
    ['no refresh token any more', { ...oauth, refresh: undefined }],
  ])('is left as it is where the profile holds %s', (_, profile) => {
    expect(inStore(profile)).toBeNull()
  })

  it('gets the pair where it had no refresh token and that was known', () => {
    expect(inStore({ ...oauth, refresh: undefined }, true)).toMatchObject({
      profiles: { 'a:b': { access: 'new-a', refresh: 'new-r' } },
    })
  })
})

const inClaude = (login: unknown, refreshExpires: number | null = null) => {
  const document = { mcpOAuth: { x: 1 }, claudeAiOauth: login, organizationUuid: 'o' }
  const reading = parseClaudeCredentials(JSON.stringify(document), seal)
  const edits = claudeEdits(reading, { kind: 'claude', path: '/c', replaces }, { ...pair, refreshExpires })
  return edits.length === 0 ? null : applyEdits(document, edits, reveal)
}

const login = {
  accessToken: 'old-a',
  refreshToken: 'old-r',
  expiresAt: 5,
  refreshTokenExpiresAt: 6,
  scopes: ['user:inference'],
  subscriptionType: 'max',
}

describe("Claude Code's file", () => {
  it('gets the new pair and keeps every other key', () => {
    const renewed = { ...login, accessToken: 'new-a', refreshToken: 'new-r', expiresAt: NOW }
    expect(inClaude(login)).toEqual({ mcpOAuth: { x: 1 }, claudeAiOauth: renewed, organizationUuid: 'o' })
    expect(inClaude(login, 77)).toMatchObject({ claudeAiOauth: { ...renewed, refreshTokenExpiresAt: 77 } })
  })

  it.each([
    ['another login', { ...login, refreshToken: 'other' }],
    ['none any more', undefined],
    ['a blanked one', { ...login, accessToken: '', refreshToken: '', expiresAt: 0 }],
    ['the new pair already', { ...login, accessToken: 'new-a', refreshToken: 'new-r' }],
  ])('is left as it is where it holds %s', (_, other) => {
    expect(inClaude(other)).toBeNull()
  })
})
