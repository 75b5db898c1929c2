import fc from 'fast-check'
import { expect, it } from 'vitest'
import { dropEdits } from '../../../src/auth/copies/drop-edits.js'
import { firstFew } from '../../../src/auth/copies/first-few.js'
import { type CopyStore, ownCopies } from '../../../src/auth/copies/own-copies.js'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import { own } from '../../../src/auth/mapping.js'
import { mergeStores } from '../../../src/auth/merge-stores.js'
import { effectiveOrder } from '../../../src/auth/order.js'
import type { AuthStore } from '../../../src/auth/store.js'
import { aConfig } from '../../checks/facts.js'
import { NOW, source, store } from '../arbitrary.js'
import { testSeal } from '../seal.js'

const sealed = testSeal()

const fileOf = (id: string, held: AuthStore): CopyStore => ({
  agent: { id, isMain: id === 'main', selected: true, storePath: `/${id}` },
  reading: { state: 'ok' },
  store: held,
  file: { realPath: `/${id}`, sha256: '' },
})

/** Every id is of a login with the same account, so that many are copies. */
const ofLogins = store(sealed).chain((held) =>
  fc.array(source(sealed), { minLength: 7, maxLength: 7 }).map((logins) => ({
    ...held,
    profiles: Object.fromEntries(
      Object.keys(held.profiles).map((id, index) => [id, { ...logins[index], email: 'a@example.com' }]),
    ) as AuthStore['profiles'],
  })),
)

const without = (held: AuthStore, edits: ReturnType<typeof dropEdits>): AuthStore => {
  const left = (part: 'profiles' | 'usageStats') =>
    Object.fromEntries(
      Object.entries(held[part]).filter(([id]) => !edits.some(({ at }) => at[0] === part && at[1] === id)),
    )
  return { ...held, profiles: left('profiles'), usageStats: left('usageStats') } as AuthStore
}

it('leaves every agent the same or a later state of every login, and all it could use before', () => {
  let dropped = 0
  fc.assert(
    fc.property(ofLogins, ofLogins, (main, mine) => {
      const copies = ownCopies(fileOf('work', mine), fileOf('main', main))
      dropped += copies.length
      const after = without(mine, dropEdits(mine, copies))
      const before = mergeStores(main, mine).store
      const merged = mergeStores(main, after).store
      expect(Object.keys(merged.profiles).sort()).toEqual(Object.keys(before.profiles).sort())
      for (const { id } of copies) {
        const [had, has] = [own(mine.profiles, id), own(merged.profiles, id)] as OAuthCredential[]
        expect(has?.expires ?? 0).toBeGreaterThanOrEqual(had?.expires ?? 0)
      }
      for (const provider of ['anthropic', 'zai']) {
        const ids = [before, merged].map((each) =>
          [...effectiveOrder({ store: each, config: aConfig().config, provider, now: NOW })].sort(),
        )
        expect(ids[1]).toEqual(ids[0])
      }
      expect(merged.order).toEqual(before.order)
      expect(ownCopies(fileOf('work', after), fileOf('main', main))).toEqual([])
    }),
    { numRuns: 500 },
  )
  expect(dropped).toBeGreaterThan(50)
})

it.each([
  [[], []],
  [
    ['a', 'a', 'b'],
    ['a', 'b'],
  ],
  [
    ['a', 'b', 'c', 'd', 'e'],
    ['a', 'b', 'c', 'd', 'e'],
  ],
  [
    ['a', 'b', 'c', 'd', 'e', 'f', 'g'],
    ['a', 'b', 'c', 'd', 'e', 'and 2 more'],
  ],
])('of %j a person reads %j', (all, words) => {
  expect(firstFew(all).words).toEqual(words)
})
