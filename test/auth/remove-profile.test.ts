import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cooldownRemovals, hasStatistics } from '../../src/auth/cooldown.js'
import { configRemovals, mentions, storeRemovals } from '../../src/auth/remove-profile.js'
import type { Edit } from '../../src/contract/index.js'
import { editJson } from '../../src/json/edit.js'

type Document = Readonly<Record<string, unknown>>

const edited = (document: Document, edits: readonly Edit[]): Record<string, unknown> =>
  JSON.parse(
    editJson(
      JSON.stringify(document),
      'json',
      edits.map(({ at }) => ({ at, remove: true })),
    ),
  )

const PROFILE = { type: 'token', provider: 'anthropic', token: 't' }

describe('taking a profile out of a store', () => {
  it.each<[string, Document, Document]>([
    ['leaves an empty mapping of profiles', { profiles: { a: PROFILE } }, { profiles: {} }],
    [
      'takes it out of every order, wherever it stands, and keeps the rest in its order',
      { profiles: { a: PROFILE }, order: { anthropic: ['b', 'a', 'c', ' a '], zai: ['z', 'a'] } },
      { profiles: {}, order: { anthropic: ['b', 'c'], zai: ['z'] } },
    ],
    [
      'takes out an order that names nothing else, since an empty one would hide every profile',
      { profiles: { a: PROFILE }, order: { anthropic: ['a', 'a'], zai: ['z'] } },
      { profiles: {}, order: { zai: ['z'] } },
    ],
    [
      'takes out what nothing is left in',
      {
        version: 1,
        profiles: { a: PROFILE },
        order: { anthropic: ['a'] },
        lastGood: { anthropic: 'a' },
        usageStats: { a: { lastUsed: 1 } },
      },
      { version: 1, profiles: {} },
    ],
    [
      'keeps the notes and statistics of others, and fields that nobody knows',
      {
        profiles: { a: PROFILE, b: PROFILE },
        lastGood: { anthropic: 'b', zai: 'a' },
        usageStats: { a: {}, b: { lastUsed: 2 } },
        future: { a: ['a'] },
      },
      {
        profiles: { b: PROFILE },
        lastGood: { anthropic: 'b' },
        usageStats: { b: { lastUsed: 2 } },
        future: { a: ['a'] },
      },
    ],
    [
      'leaves what is malformed as it is',
      { profiles: { a: 'a' }, order: { anthropic: 'a', zai: [7, null] }, lastGood: ['a'], usageStats: 'a' },
      { profiles: {}, order: { anthropic: 'a', zai: [7, null] }, lastGood: ['a'], usageStats: 'a' },
    ],
  ])('%s', (_, before, after) => {
    expect(edited(before, storeRemovals(before, 'a', true))).toEqual(after)
  })

  it('leaves the orders and notes that another profile of that id still answers to', () => {
    const before = {
      profiles: { a: PROFILE },
      order: { anthropic: ['a'] },
      lastGood: { anthropic: 'a' },
      usageStats: { a: { cooldownUntil: 1 } },
    }
    const { usageStats: _, ...rest } = before
    expect(edited(before, storeRemovals(before, 'a', false))).toEqual({ ...rest, profiles: {} })
  })
})

describe('taking a profile out of a config', () => {
  it.each<[string, Document, Document]>([
    [
      'takes out its entry and its places in the orders',
      {
        gateway: { port: 1 },
        auth: {
          profiles: { a: { mode: 'token' }, b: {} },
          order: { anthropic: ['a', 'b'], x: ['a'] },
          cooldowns: {},
        },
      },
      { gateway: { port: 1 }, auth: { profiles: { b: {} }, order: { anthropic: ['b'] }, cooldowns: {} } },
    ],
    ['takes out an order that names nothing else', { auth: { order: { anthropic: ['a'] } } }, { auth: {} }],
    ['has nothing to do where it is not named', { auth: { profiles: {} } }, { auth: { profiles: {} } }],
    ['has nothing to do without an auth', { models: { a: 'a' } }, { models: { a: 'a' } }],
  ])('%s', (_, before, after) => {
    expect(edited(before, configRemovals(before, 'a'))).toEqual(after)
  })

  it('leaves no trace of any id in any order', () => {
    const ids = fc.constantFrom('a', 'b', 'constructor', '__proto__')
    const auth = fc.record(
      {
        profiles: fc.dictionary(ids, fc.constant({ mode: 'token' })),
        order: fc.dictionary(fc.constantFrom('anthropic', 'zai', '__proto__'), fc.array(ids)),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(auth, ids, (auth, id) => {
        const after = edited({ auth }, configRemovals({ auth }, id)).auth as Document
        expect(mentions(after.profiles, id)).toBe(false)
        expect(mentions(Object.values(after.order ?? {}), id)).toBe(false)
        for (const [key, list] of Object.entries(auth.order ?? {})) {
          const kept = list.filter((each) => each !== id)
          const left = Object.entries(after.order ?? {}).find(([other]) => other === key)?.[1]
          if (kept.length > 0) expect(left).toEqual(kept)
        }
      }),
    )
  })
})

describe('clearing a cooldown', () => {
  const stats = {
    lastUsed: 1,
    cooldownUntil: 2,
    disabledUntil: 3,
    disabledReason: 'billing',
    errorCount: 4,
    failureCounts: { billing: 4 },
    lastFailureAt: 5,
    future: 6,
  }
  it('removes all that blocks and all that is counted, and nothing else', () => {
    const before = { usageStats: { a: stats, b: stats } }
    expect(edited(before, cooldownRemovals(before, 'a'))).toEqual({
      usageStats: { a: { lastUsed: 1, future: 6 }, b: stats },
    })
  })

  it('leaves an empty entry behind, without which an inherited one would count', () => {
    const before = { usageStats: { a: { cooldownUntil: 1 } } }
    expect(edited(before, cooldownRemovals(before, 'a'))).toEqual({ usageStats: { a: {} } })
  })

  it.each<[Document, boolean]>([
    [{ usageStats: { a: { lastUsed: 1 } } }, true],
    [{ usageStats: { a: 'x' } }, true],
    [{ usageStats: {} }, false],
    [{ usageStats: 'a' }, false],
    [{}, false],
  ])('has nothing to do in %j', (document, has) => {
    expect(cooldownRemovals(document, 'a')).toEqual([])
    expect(hasStatistics(document, 'a')).toBe(has)
  })

  it('does not take for an entry what every object has', () => {
    expect(hasStatistics({ usageStats: {} }, 'constructor')).toBe(false)
    expect(cooldownRemovals({ usageStats: {} }, '__proto__')).toEqual([])
  })
})
