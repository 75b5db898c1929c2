import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sealerOf } from './sealers.js'

const letters = fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789')
const word = fc.array(letters, { minLength: 3, maxLength: 9 }).map((all) => all.join(''))
const byte = fc.integer({ min: 1, max: 254 })

/** What stands in facts, with people and places in it as often as not. */
const saying = fc.oneof(
  word,
  fc
    .tuple(fc.constantFrom('ada', 'bob', 'eve', 'node'), word, word)
    .map(([who, a, b]) => `/home/${who}/${a}/${b}`),
  fc.tuple(byte, byte).map(([a, b]) => `192.168.${a}.${b}`),
  fc.tuple(byte, byte).map(([a, b]) => `http://8.${a}.4.${b}:18789/`),
  fc.tuple(word, word).map(([name, domain]) => `${name}@${domain}.example`),
  fc.integer({ min: 100_000_000, max: 999_999_999 }).map((id) => `agent:main:telegram:dm:${id}`),
  word.map((id) => `anthropic:${id}`),
  fc.constantFrom('127.0.0.1', 'adas-laptop', 'ada', 'max', 'agent:main/profile:anthropic:claude-cli', ''),
)
const fact = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    saying,
    saying,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(saying, tie('value'), { maxKeys: 4 }),
  ),
})).value

type Shape = string | null | readonly Shape[] | { readonly keys: readonly Shape[] }
/** A document without what its texts say. */
const shapeOf = (value: unknown): Shape => {
  if (value === null || typeof value !== 'object') return value === null ? null : typeof value
  return Array.isArray(value) ? value.map(shapeOf) : { keys: Object.values(value).map(shapeOf) }
}

describe('a sealed fact', () => {
  it('has the structure that it had, and its numbers', () => {
    fc.assert(
      fc.property(fact, (value) => {
        expect(shapeOf(sealerOf().document(value, 'r'))).toEqual(shapeOf(value))
      }),
    )
  })

  it('holds two texts that are the same where it did, and two that differ where it did', () => {
    fc.assert(
      fc.property(fc.array(saying, { maxLength: 30 }), (texts) => {
        const sealed = sealerOf().document(texts, 'r') as readonly string[]
        const sameIn = (all: readonly string[]) => all.map((text) => all.indexOf(text))
        expect(sameIn(sealed)).toEqual(sameIn(texts))
      }),
    )
  })

  it('holds paths in the folders that they were in', () => {
    const parts = fc.tuple(
      fc.constantFrom('/home', '/Users', '/srv'),
      fc.array(fc.oneof(word, fc.constant('ada'))),
    )
    fc.assert(
      fc.property(parts, ([root, names]) => {
        const paths = names.map((_, count) => [root, ...names.slice(0, count + 1)].join('/'))
        const sealed = sealerOf().document(paths, 'r') as readonly string[]
        for (const [at, path] of sealed.entries()) {
          expect(path.split('/')).toHaveLength(paths[at]?.split('/').length ?? 0)
          if (at > 0) expect(path.startsWith(`${sealed[at - 1]}/`)).toBe(true)
        }
      }),
    )
  })

  it('stays as it is when it is sealed again, by the same or by another sealer of the case', () => {
    fc.assert(
      fc.property(fact, (value) => {
        const sealer = sealerOf()
        const once = sealer.document(value, 'r')
        expect(sealer.document(once, 'r')).toEqual(once)
        const other = sealerOf([], { already: sealer.names().map(({ name }) => name) })
        expect(other.document(once, 'r')).toEqual(once)
      }),
    )
  })

  it('is the same whatever else was sealed before', () => {
    fc.assert(
      fc.property(fact, fact, (one, other) => {
        const sealer = sealerOf()
        sealer.document(other, 'a')
        expect(sealer.document(one, 'r')).toEqual(sealerOf().document(one, 'r'))
      }),
    )
  })
})
