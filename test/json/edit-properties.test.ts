import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'
import { EditError, editJson, type JsonEdit, type JsonValue } from '../../src/json/edit.js'

type Dialect = 'json' | 'json5'
type Plain = { [key: string]: JsonValue }

const KEYS = ['a', 'b', 'c', 'd.e', '__proto__', '', "it's", '"', 'é\n']
const key = fc.constantFrom(...KEYS)
const value: fc.Arbitrary<JsonValue> = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>
const path = fc.array(fc.oneof({ weight: 8, arbitrary: key }, fc.constantFrom('0', '1')), {
  minLength: 1,
  maxLength: 3,
})
const edit: fc.Arbitrary<JsonEdit> = fc.oneof(
  fc.record({ at: path, set: value }),
  fc.record({ at: path, remove: fc.constant(true as const) }),
)

/** A document written without any care, each comment with a number of its own. */
function wild(dialect: Dialect): fc.Arbitrary<string> {
  const loose = dialect === 'json5'
  const space = fc.constantFrom('', '', ' ', '\n  ', '\r\n\t', '\n\n    ')
  const comments = fc.constantFrom(' /*§*/', '//§\n  ', ' // §\r\n', '\n  // §\n', '/*§\n*/', '\n  /*§*/ ')
  const gap = loose ? fc.oneof({ weight: 3, arbitrary: space }, comments) : space
  const strict = [
    '1e400',
    '12345678901234567890',
    '-0',
    '1.50',
    'null',
    'true',
    '"x\\u0041"',
    '"it\'s // no"',
  ]
  const extra = ['0xFF', '+NaN', '-Infinity', '.5', '7.', "'say \"/*'", "'a\\\r\nb'"]
  const raw = fc.constantFrom(...strict, ...(loose ? extra : []))
  const name = key.chain((text) => {
    const single = `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`
    const bare = /^\w+$/.test(text) ? [text] : []
    return fc.constantFrom(JSON.stringify(text), ...(loose ? [single, ...bare] : []))
  })
  const comma = fc.boolean()
  const join = (items: string[], trailing: boolean, end: string): string =>
    items.join(',') + (loose && trailing && items.length > 0 ? ',' : '') + end
  const { object } = fc.letrec<{ object: string; list: string; value: string }>((tie) => ({
    value: fc.oneof({ maxDepth: 3, withCrossShrink: true }, raw, tie('object'), tie('list')),
    object: fc
      .tuple(fc.array(fc.tuple(gap, name, gap, gap, tie('value'), gap), { maxLength: 4 }), comma, gap)
      .map(
        ([items, ...end]) =>
          `{${join(
            items.map(([a, n, b, c, v, d]) => `${a}${n}${b}:${c}${v}${d}`),
            ...end,
          )}}`,
      ),
    list: fc.tuple(fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 3 }), comma, gap).map(
      ([items, ...end]) =>
        `[${join(
          items.map((item) => item.join('')),
          ...end,
        )}]`,
    ),
  }))
  return fc.tuple(gap, object, gap).map((parts) => {
    let count = 0
    return parts.join('').replace(/§/g, () => `§${count++};`)
  })
}

const parse = (text: string, dialect: Dialect): JsonValue =>
  dialect === 'json' ? JSON.parse(text) : JSON5.parse(text)
const isPlain = (data: JsonValue): data is Plain =>
  typeof data === 'object' && data !== null && !Array.isArray(data)
const own = (data: JsonValue, name: string): JsonValue | undefined =>
  typeof data === 'object' && data !== null && Object.hasOwn(data, name) ? (data as Plain)[name] : undefined
const at = (data: JsonValue, names: readonly string[]): JsonValue | undefined =>
  names.reduce<JsonValue | undefined>(
    (inner, name) => (inner === undefined ? undefined : own(inner, name)),
    data,
  )

/** What an edit means, said over data alone; throws where it means nothing. */
function edited(
  data: JsonValue | undefined,
  names: readonly string[],
  change: JsonEdit,
): JsonValue | undefined {
  const [name, ...rest] = names
  if (name === undefined) return 'set' in change ? change.set : undefined
  if (Array.isArray(data)) {
    if (!/^\d$/.test(name) || data[Number(name)] === undefined) throw new EditError([], '')
    const inner = edited(data[Number(name)], rest, change)
    return data.flatMap((item, index) =>
      index !== Number(name) ? [item] : inner === undefined ? [] : [inner],
    )
  }
  if (data === undefined && 'remove' in change) return undefined
  if (data !== undefined && !isPlain(data)) throw new EditError([], '')
  const inner = edited(data && own(data, name), rest, change)
  const entries = Object.entries(data ?? {})
  if (inner === undefined) return Object.fromEntries(entries.filter(([known]) => known !== name))
  const isNew = !entries.some(([known]) => known === name)
  const kept = entries.map(([known, old]) => [known, known === name ? inner : old] as const)
  return Object.fromEntries(isNew ? [...kept, [name, inner]] : kept)
}

const outcome = <T>(run: () => T): T | 'refused' => {
  try {
    return run()
  } catch (error) {
    if (error instanceof EditError) return 'refused'
    throw error
  }
}

const isSubsequence = (part: string, whole: string): boolean => {
  let from = 0
  for (const char of part) {
    const index = whole.indexOf(char, from)
    if (index < 0) return false
    from = index + 1
  }
  return true
}

const comments = (text: string): string[] => text.match(/§\d+;/g) ?? []
const bare = (text: string): string => text.replace(/\s/g, '')

describe.each(['json', 'json5'] as const)('a wildly written %s document', (dialect) => {
  const runs = { numRuns: 400 }

  it('reads after any edits as its data, edited the same way', () => {
    fc.assert(
      fc.property(wild(dialect), fc.array(edit, { maxLength: 4 }), (text, edits) => {
        const want = outcome(() =>
          edits.reduce((data, one) => edited(data, one.at, one) ?? null, parse(text, dialect)),
        )
        const got = outcome(() => parse(editJson(text, dialect, edits), dialect))
        expect(isDeepStrictEqual(got, want)).toBe(true)
      }),
      runs,
    )
  })

  it('keeps every comment and every other character through a set that replaces no object or list', () => {
    fc.assert(
      fc.property(wild(dialect), path, value, (text, names, to) => {
        const old = outcome(() => at(parse(text, dialect), names))
        fc.pre(typeof old !== 'object' || old === null)
        const after = outcome(() => editJson(text, dialect, [{ at: names, set: to }]))
        fc.pre(after !== 'refused')
        expect(comments(after)).toEqual(comments(text))
        if (old === undefined) expect(isSubsequence(bare(text), bare(after))).toBe(true)
      }),
      runs,
    )
  })

  it('only loses characters through a removal', () => {
    fc.assert(
      fc.property(wild(dialect), path, (text, names) => {
        const after = outcome(() => editJson(text, dialect, [{ at: names, remove: true }]))
        fc.pre(after !== 'refused')
        expect(isSubsequence(after, text)).toBe(true)
        if (at(parse(text, dialect), names) === undefined) expect(after).toBe(text)
      }),
      runs,
    )
  })

  it('is the same to the byte when set to what it says', () => {
    fc.assert(
      fc.property(wild(dialect), path, (text, names) => {
        const now = at(parse(text, dialect), names)
        fc.pre(now !== undefined)
        expect(editJson(text, dialect, [{ at: names, set: now }])).toBe(text)
      }),
      runs,
    )
  })

  it('says the same once a new key was set and removed', () => {
    fc.assert(
      fc.property(wild(dialect), path, value, (text, parent, to) => {
        const before = parse(text, dialect)
        const holder = at(before, parent)
        fc.pre(holder !== undefined && isPlain(holder))
        const names = [...parent, 'brand new']
        const there = editJson(text, dialect, [{ at: names, set: to }])
        expect(isDeepStrictEqual(at(parse(there, dialect), names), to)).toBe(true)
        const gone = editJson(there, dialect, [{ at: names, remove: true }])
        expect(isDeepStrictEqual(parse(gone, dialect), before)).toBe(true)
        expect(comments(gone)).toEqual(comments(text))
      }),
      runs,
    )
  })
})

describe('a document in one regular format', () => {
  const plain = fc.oneof(fc.integer(), fc.constantFrom('x', '', 'say "é"'), fc.boolean(), fc.constant(null))
  const { tree } = fc.letrec<{ tree: JsonValue; object: JsonValue }>((tie) => ({
    tree: fc.oneof({ maxDepth: 3 }, plain, tie('object'), fc.array(tie('tree'), { maxLength: 3 })),
    object: fc.dictionary(key, tie('tree'), { maxKeys: 3 }),
  }))
  const document = fc.dictionary(key, tree, { maxKeys: 4 }).map((data) => ({ kept: [0, 0], ...data }))
  // JavaScript would move keys that look like indices to the front.
  const regular = fc.oneof(
    { weight: 5, arbitrary: fc.array(key, { minLength: 1, maxLength: 3 }) },
    fc.constantFrom(['kept', '0'], ['kept', '1']),
  )
  const change = fc.oneof(
    fc.record({ at: regular, set: tree }),
    fc.record({ at: regular, remove: fc.constant(true as const) }),
  )
  const lf = (data: unknown, indent: string): string => `${JSON.stringify(data, null, indent)}\n`

  it.each([
    ['compact', (data: unknown) => JSON.stringify(data)],
    ['two spaces', (data: unknown) => JSON.stringify(data, null, 2)],
    ['four spaces and a final newline', (data: unknown) => lf(data, '    ')],
    ['tabs', (data: unknown) => lf(data, '\t')],
    ['CRLF', (data: unknown) => lf(data, '  ').replaceAll('\n', '\r\n')],
  ])('is in that format after any edit: %s', (_, format) => {
    fc.assert(
      fc.property(
        document,
        change,
        fc.constantFrom('json' as const, 'json5' as const),
        (data, one, dialect) => {
          const want = outcome(() => edited(data, one.at, one))
          fc.pre(want !== 'refused')
          expect(editJson(format(data), dialect, [one])).toBe(format(want))
        },
      ),
      { numRuns: 300 },
    )
  })
})
