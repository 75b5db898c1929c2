import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { changedValues } from '../../../src/report/sealed/diff-values.js'
import { namingOf } from '../../../src/report/sealed/naming.js'
import { aCase, aSecret } from './documents.js'

const within = namingOf({ case: aCase('a') }, { case: aCase('a') })
const across = namingOf({ case: aCase('a') }, { case: aCase('b') })

type Json = Parameters<typeof changedValues>[0]

const keys = fc.constantFrom('id', 'name', 'a', 'a/b', '~c', '__proto__', '')
const { json } = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(null, true, 0, 1, 'x', 'y', ''),
    fc.array(tie('json'), { maxLength: 4 }),
    fc
      .uniqueArray(fc.tuple(keys, tie('json')), { maxLength: 4, selector: ([key]) => key })
      .map((members) => Object.fromEntries(members) as Json),
  ),
}))

const at = (value: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce((inner, key) => (inner as Record<string, unknown>)[key], value)

const inAnyOrder = (value: Json): Json => {
  if (Array.isArray(value))
    return value.map(inAnyOrder).sort((a, b) => JSON.stringify(a).localeCompare(JSON.stringify(b)))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.keys(value).sort()
  return members.map((key) => [
    key,
    inAnyOrder(Object.entries(value).find(([own]) => own === key)?.[1] ?? null),
  ])
}

describe('what differs between two values', () => {
  it('is nothing where they are equal, and only there but for the order of named items', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        const { changes } = changedValues(before, after, within)
        if (changes.length === 0) expect(inAnyOrder(after)).toEqual(inAnyOrder(before))
        expect(changedValues(before, structuredClone(before), within)).toEqual({ changes: [], left: 0 })
      }),
    )
  })

  it('is pointed to where it stands', () => {
    fc.assert(
      fc.property(json, json, (before, after) => {
        for (const { pointer, change, ...values } of changedValues(before, after, within).changes) {
          if (change !== 'removed') expect(at(after, pointer)).toEqual(values.after)
          if (change === 'removed') expect(at(before, pointer)).toEqual(values.before)
        }
      }),
    )
  })

  it.each([
    ['an item put in front', ['b', 'c'], ['a', 'b', 'c'], [['added', '/0']]],
    ['an item taken from the middle', ['a', 'b', 'c'], ['a', 'c'], [['removed', '/1']]],
    ['an item that changed', ['a', 'b', 'c'], ['a', 'x', 'c'], [['changed', '/1']]],
    ['a named item that moved', [{ id: 'a' }, { id: 'b' }], [{ id: 'b' }, { id: 'a' }], []],
    [
      'a named item that moved and changed',
      [{ id: 'a', n: 1 }, { id: 'b' }],
      [{ id: 'b' }, { id: 'a', n: 2 }],
      [['changed', '/1/n']],
    ],
    ['a member of another kind', { a: [] }, { a: {} }, [['changed', '/a']]],
    ['nothing for something', null, {}, [['changed', '']]],
  ])('tells %s as just that', (_, before, after, expected) => {
    const { changes } = changedValues(before as Json, after as Json, within)
    expect(changes.map(({ change, pointer }) => [change, pointer])).toEqual(expected)
  })

  it('compares secrets by their names within a case, and by what else is known of them across cases', () => {
    const [one, other, longer] = [
      aSecret('aaaaaaaaaaaa'),
      aSecret('bbbbbbbbbbbb'),
      aSecret('cccccccccccc', 9),
    ]
    expect(changedValues({ token: one }, { token: other }, within).changes).toEqual([
      { pointer: '/token', change: 'changed', before: one, after: other },
    ])
    expect(changedValues({ token: one }, { token: other }, across).changes).toEqual([])
    expect(changedValues({ token: one }, { token: longer }, across).changes).toHaveLength(1)
  })

  it('tells a hundred changes and counts the rest, and tells long values in words', () => {
    const many = Array.from({ length: 150 }, (_, index) => index)
    const { changes, left } = changedValues(
      many,
      many.map((each) => -each - 1),
      within,
    )
    expect([changes.length, left]).toEqual([100, 50])
    const long = changedValues(
      {},
      { text: 'x'.repeat(5000), list: many.map(String).concat('y'.repeat(900)) },
      within,
    )
    expect(long.changes.map(({ after }) => after)).toEqual([`${'x'.repeat(1000)}…`, 'a list of 151'])
  })

  it('compares as a whole what a stranger nested too deep', () => {
    const nest = (inner: Json): Json => {
      let value = inner
      for (let depth = 0; depth < 400; depth += 1) value = [value]
      return value
    }
    expect(changedValues(nest(1), nest(2), within).changes).toHaveLength(1)
    expect(changedValues(nest(1), nest(1), within).changes).toEqual([])
  })
})
