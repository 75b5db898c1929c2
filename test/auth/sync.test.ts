import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Credential, OAuthCredential } from '../../src/auth/credential.js'
import { parseStore } from '../../src/auth/parse-store.js'
import { needsSource, planSync } from '../../src/auth/sync.js'
import { credentialValue, newStore, syncEdits } from '../../src/auth/sync-edits.js'
import { credential, NOW, source } from './arbitrary.js'
import { applyEdits, plain, testSeal } from './seal.js'

const ID = 'anthropic:claude-cli'
const MINUTE = 60_000
const sealed = testSeal()
const { seal, reveal } = sealed

const oauth = (name: string, inMinutes?: number, provider = 'anthropic'): Credential => ({
  type: 'oauth',
  provider,
  access: seal(`${name}-access`),
  refresh: seal(`${name}-refresh`),
  ...(inMinutes === undefined ? {} : { expires: NOW + inMinutes * MINUTE }),
})

const token = (name: string, inMinutes?: number, provider = 'anthropic'): Credential => ({
  type: 'token',
  provider,
  token: seal(name),
  ...(inMinutes === undefined ? {} : { expires: NOW + inMinutes * MINUTE }),
})

const key = (provider = 'anthropic'): Credential => ({ type: 'api_key', provider, key: seal('k') })

describe('the sync from Claude Code', () => {
  const nothing = undefined
  it.each([
    ['an absent profile is filled', nothing, oauth('new', 60), true],
    ['an absent profile is filled by an expired login too', nothing, oauth('new', -60), true],
    ['an absent profile is filled by a token', nothing, token('new', 60), true],
    ['a login that is fresh is not looked at', oauth('old', 11), oauth('new', 60), false],
    ['a login without a date counts as fresh', oauth('old'), oauth('new', 60), false],
    [
      'a login within ten minutes of its end is replaced by a later one',
      oauth('old', 10),
      oauth('new', 60),
      true,
    ],
    [
      'a login within ten minutes of its end is not replaced by an earlier one',
      oauth('old', 9),
      oauth('new', 8),
      false,
    ],
    ['an expired login is replaced even by an expired one', oauth('old', -1), oauth('new', -60), true],
    ['a login that expires at this very moment has expired', oauth('old', 0), oauth('new', -60), true],
    ['a login is never replaced by a token', oauth('old', -60), token('new', 60), false],
    [
      'a login of another provider is not replaced by a token either',
      oauth('old', -60, 'zai'),
      token('new', 60),
      false,
    ],
    ['a login of another provider is replaced by a login', oauth('old', 600, 'zai'), oauth('new', 60), true],
    ['a token becomes a login, whatever their dates', token('old', 600), oauth('new', -60), true],
    ['a token is replaced by a later one', token('old', 60), token('new', 61), true],
    ['a token is not replaced by an earlier one', token('old', 60), token('new', 59), false],
    ['a token without a date is replaced even by an expired one', token('old'), token('new', -60), true],
    ['a token of another provider is replaced', token('old', 60, 'zai'), token('new', 30), true],
    ['a key that someone stored there is kept', key(), oauth('new', 60), false],
    ['a key of another provider is replaced', key('zai'), oauth('new', 60), true],
    ['an identical login is no change', oauth('same', -60), oauth('same', -60), false],
    ['an identical token is no change', token('same', -60), token('same', -60), false],
  ])('%s', (_, stored, from, replaced) => {
    expect(planSync(stored, from as never, NOW)).toBe(replaced ? from : null)
  })

  it('does nothing without a source', () => {
    expect(planSync(undefined, null, NOW)).toBeNull()
  })

  it('looks at the source whenever it would use it', () => {
    fc.assert(
      fc.property(fc.option(credential(sealed), { nil: undefined }), source(sealed), (stored, from) => {
        fc.pre(planSync(stored, from, NOW) !== null)
        expect(needsSource(stored, NOW)).toBe(true)
      }),
    )
  })

  it('takes nothing that only the store knows for a difference', () => {
    const login = oauth('a', -60)
    const known = { ...login, accountId: 'account', email: 'a@example.com' } as Credential
    expect(planSync(known, login as OAuthCredential, NOW)).toBeNull()
    const other = { ...login, accountId: 'other' } as OAuthCredential
    expect(planSync(known, other, NOW)).toEqual(other)
  })

  it('never makes a token of a login', () => {
    fc.assert(
      fc.property(credential(sealed), source(sealed), (stored, from) => {
        fc.pre(stored.type === 'oauth')
        expect(planSync(stored, from, NOW)?.type ?? 'oauth').toBe('oauth')
      }),
    )
  })

  it('has nothing left to do once it is done, and keeps what it does not know', () => {
    const other = { 'zai:default': { type: 'api_key', provider: 'zai', key: 'k', mine: [1] } }
    fc.assert(
      fc.property(fc.option(credential(sealed), { nil: undefined }), source(sealed), (stored, from) => {
        const before = {
          mine: { deep: true },
          profiles: {
            ...other,
            ...(stored === undefined
              ? {}
              : { [ID]: { ...(plain(credentialValue(stored), reveal) as object), mine: 'kept' } }),
          },
          version: 1,
        }
        const reading = parseStore(JSON.stringify(before), seal)
        if (reading.state !== 'ok') throw new Error(reading.state)
        const read = reading.store.profiles[ID]
        const next = planSync(read, from, NOW)
        fc.pre(next !== null)
        const after = applyEdits(before, syncEdits(ID, read, next), reveal)
        const again = parseStore(JSON.stringify(after), seal)
        if (again.state !== 'ok') throw new Error(again.state)
        expect(planSync(again.store.profiles[ID], from, NOW)).toBeNull()
        expect(again.store.issues).toEqual([])
        expect(Object.keys(after)).toEqual(Object.keys(before))
        expect(after).toMatchObject({ mine: { deep: true }, version: 1, profiles: other })
        const profile = (after.profiles as Record<string, object>)[ID] ?? {}
        const replaced = stored?.provider.trim().toLowerCase() !== 'anthropic'
        expect('mine' in profile).toBe(!replaced)
        expect(profile).toMatchObject(plain(credentialValue(next), reveal) as object)
        expect('token' in profile).toBe(next.type === 'token')
        expect('refresh' in profile).toBe(next.type === 'oauth')
      }),
    )
  })
})

describe('the edits of a sync', () => {
  it('touch only the fields that change', () => {
    const next = { ...oauth('old', 60), access: seal('new-access') } as Credential
    expect(syncEdits(ID, oauth('old', 60), next)).toEqual([
      { at: ['profiles', ID, 'access'], set: seal('new-access') },
    ])
  })

  it('take a token’s own fields away when it becomes a login', () => {
    const edits = syncEdits(ID, { ...token('old', 5), email: 'a@example.com' }, oauth('new', 60))
    expect(edits.map(({ at }) => at.at(-1))).toEqual(['type', 'access', 'refresh', 'expires', 'token'])
    expect(edits.at(-1)).toEqual({ at: ['profiles', ID, 'token'], remove: true })
  })

  it('replace a profile of another provider whole', () => {
    expect(syncEdits(ID, key('zai'), token('new', 60))).toEqual([
      { at: ['profiles', ID], set: credentialValue(token('new', 60)) },
    ])
  })

  it('are a whole document for a store that is not there', () => {
    expect(plain(newStore(ID, token('new', 60)), reveal)).toEqual({
      version: 1,
      profiles: {
        [ID]: { type: 'token', provider: 'anthropic', token: 'new', expires: NOW + 60 * MINUTE },
      },
    })
  })
})
