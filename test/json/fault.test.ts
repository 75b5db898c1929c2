import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonFault } from '../../src/json/json-fault.js'
import { parse } from '../../src/json/parse.js'

describe('where a text stops being JSON', () => {
  it.each([
    ['', 1, 1, 'it is empty'],
    [' \n ', 2, 2, 'it is empty'],
    ['\uFEFF{}', 1, 1, 'it starts with a byte-order mark'],
    ['\uFEFF', 1, 1, 'it starts with a byte-order mark'],
    ['{"profiles":{}}x', 1, 16, 'there is more text after the end of the document'],
    ['{} // x', 1, 4, 'there is more text after the end of the document'],
    ['{}{}', 1, 3, 'there is more text after the end of the document'],
    ['{\n  "profiles": {},\n}', 3, 1, 'a key in double quotes was expected'],
    ['{\r\n  "a": 1,\r\n}', 3, 1, 'a key in double quotes was expected'],
    ['{\r\n"a" 1}', 2, 5, 'a colon was expected'],
    ['{"a": [1 2]}', 1, 10, 'a comma or a closing bracket was expected'],
    ['{"a": 1 "b": 2}', 1, 9, 'a comma or a closing bracket was expected'],
    ['[1,]', 1, 4, 'a value was expected'],
    ['{"a": [1,, 2]}', 1, 10, 'a value was expected'],
    ['{"a": tru}', 1, 7, 'a value was expected'],
    ['{"a": "x\ty"}', 1, 7, 'a value was expected'],
    ['[}', 1, 2, 'a value or "]" was expected'],
    ['{]', 1, 2, 'a key in double quotes or "}" was expected'],
    ["{'a': 1}", 1, 2, 'a key in double quotes or "}" was expected'],
    ['{"a": "cut', 1, 7, 'a value was expected'],
    ['{"a": {"b": 1}', 1, 15, 'it ends too early'],
    ['{"a":\n', 2, 1, 'it ends too early'],
    ['// note\n{}', 1, 1, 'a value was expected'],
  ])('%j at %i:%i', (text, line, column, reason) => {
    expect(parse(text, 'json')).toEqual({ state: 'unparseable', line, column, reason })
  })

  it('is exactly where the language’s own parser finds it so', () => {
    const bits = fc.constantFrom(
      ...['{', '}', '[', ']', ',', ':', '"a"', '"\\n"', '1', '-0.5e3', '01', 'true', ' ', '\n', '"', '\\u00'],
      ...['nul', "'"],
    )
    const text = fc.oneof(
      fc.array(bits, { maxLength: 8 }).map((parts) => parts.join('')),
      fc.json(),
      fc.string(),
    )
    const isAccepted = (candidate: string): boolean => {
      try {
        JSON.parse(candidate)
        return true
      } catch {
        return false
      }
    }
    fc.assert(
      fc.property(text, (candidate) => {
        expect(jsonFault(candidate) === null).toBe(isAccepted(candidate))
      }),
      { numRuns: 2000 },
    )
  })

  it('is found for a hundred thousand brackets', () => {
    expect(parse('['.repeat(100_000), 'json')).toMatchObject({ line: 1, column: 100_001 })
  })
})

describe('where a text stops being JSON5', () => {
  it.each([
    ['', 1, 1, 'it is empty'],
    [' \n ', 2, 2, 'it is empty'],
    ['{\n  // x\n', 3, 1, 'it ends too early'],
    ['{ a: "cut', 1, 10, 'it ends too early'],
    ['{a: 1 b: 2}', 1, 7, 'a character cannot stand there'],
    ['{a: [1, 2}', 1, 10, 'a closing brace cannot stand there'],
    ['{a:, b: 1}', 1, 4, 'a comma cannot stand there'],
    ["{\r\n  a: 'x\r\n}", 2, 8, 'the end of a line cannot stand there'],
    ["{\n  a: 'x\n}", 2, 8, 'the end of a line cannot stand there'],
  ])('%j at %i:%i', (text, line, column, reason) => {
    expect(parse(text, 'json5')).toEqual({ state: 'unparseable', line, column, reason })
  })
})

it.each([
  ['json', '{"a": 1}'],
  ['json', ' [null]\r\n'],
  ['json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
  ['json5', '\uFEFF{a: -.5, null: 1,}'],
] as const)('a valid %s text has no fault', (dialect, text) => {
  expect(parse(text, dialect).state).toBe('ok')
})
