import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { EditError, editJson, editLarge, type JsonEdit } from '../../src/json/edit.js'

const KEYS = ['a', 'b', 'c', '__proto__', '', '"', '\\', 'é\n', '}{,']
const key = fc.constantFrom(...KEYS)
const leaf = fc.oneof(fc.jsonValue({ maxDepth: 1 }), fc.constantFrom('}', '"{', '\\"', '\\', '[,', '\u2028'))
const object = (inner: fc.Arbitrary<unknown>) =>
  fc.array(fc.tuple(key, inner), { maxLength: 5 }).map((pairs) => Object.fromEntries(pairs))
const document = object(fc.oneof({ weight: 4, arbitrary: object(fc.oneof(leaf, object(leaf))) }, leaf))

/** As one of many programs would print it. */
const written = fc
  .tuple(document, fc.constantFrom<string | number>(0, 1, 2, '\t'), fc.constantFrom('\n', '\r\n'))
  .map(([value, indent, newline]) => `${JSON.stringify(value, null, indent).replaceAll('\n', newline)}\n`)

const removal: fc.Arbitrary<JsonEdit> = fc
  .array(key, { minLength: 2, maxLength: 3 })
  .map((at) => ({ at, remove: true }))

const outcomeOf = (edit: () => string | null): string | null => {
  try {
    return edit()
  } catch (error) {
    if (error instanceof EditError) return null
    throw error
  }
}

describe('a large text that is edited in parts', () => {
  it('comes out as if it had been edited as a whole, or is left to that', () => {
    fc.assert(
      fc.property(written, fc.array(removal, { minLength: 1, maxLength: 6 }), (text, edits) => {
        const inParts = outcomeOf(() => editLarge(text, edits))
        if (inParts !== null) expect(inParts).toBe(editJson(text, 'json', edits))
      }),
      { numRuns: 400 },
    )
  })

  it('is edited where it can be, among strings that look like JSON and repeated keys', () => {
    const text = '{"x":"}\\"{","a":{"p":1},"b":[{"q":"]"}],"a":{"p":2,"q":3},"c":-1.5e3}'
    expect(editLarge(text, [{ at: ['a', 'p'], remove: true }])).toBe(
      '{"x":"}\\"{","a":{"p":1},"b":[{"q":"]"}],"a":{"q":3},"c":-1.5e3}',
    )
  })

  it.each<[string, JsonEdit]>([
    ['something is set', { at: ['a', 'b'], set: 1 }],
    ['a member of the root goes', { at: ['a'], remove: true }],
    ['what holds it is no object', { at: ['c', 'b'], remove: true }],
  ])('is left to the other way where %s', (_, edit) => {
    expect(editLarge('{"a":{"b":2},"c":[1]}', [edit])).toBeNull()
  })

  it('takes tens of megabytes and thousands of edits', { timeout: 30_000 }, () => {
    const filler = 'x'.repeat(8_000)
    const count = 3_000
    const entries = Array.from(
      { length: count },
      (_, at) => [`k${at}`, { pin: at, filler, rest: { at } }] as const,
    )
    const text = JSON.stringify(Object.fromEntries(entries), null, 2)
    expect(text.length).toBeGreaterThan(24_000_000)
    const edits = entries.map(([key]): JsonEdit => ({ at: [key, 'pin'], remove: true }))
    const began = performance.now()
    const edited = editJson(text, 'json', edits)
    expect(performance.now() - began).toBeLessThan(20_000)
    expect(edited).not.toContain('"pin"')
    const cut = edits.reduce((sum, _, at) => sum + `\n    "pin": ${at},`.length, 0)
    expect(edited.length).toBe(text.length - cut)
  })
})
