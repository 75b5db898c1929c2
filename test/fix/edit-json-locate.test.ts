import { describe, expect, it } from 'vitest'
import { locateParseError } from '../../src/fix/edit-json.js'

describe('the place of a parse error', () => {
  it.each([
    ['json', '', 1, 1, 'the file is empty'],
    ['json5', '', 1, 1, 'the file is empty'],
    ['json', ' \n ', 1, 1, 'the file is empty'],
    ['json', '\uFEFF{}', 1, 1, 'a byte-order mark before the first character'],
    ['json', '\uFEFF', 1, 1, 'a byte-order mark before the first character'],
    ['json', '{"a": 1', 1, 8, 'the file ends too early'],
    ['json', '{"a":\n', 2, 1, 'the file ends too early'],
    ['json', '[1', 1, 3, 'the file ends too early'],
    ['json', '{"a"', 1, 5, 'the file ends too early'],
    ['json', '"abc', 1, 5, 'the file ends too early'],
    ['json', '{\r\n  "a": 1,\r\n}', 3, 1, 'unexpected closing brace'],
    ['json', '{"a": 1 "b": 2}', 1, 9, 'unexpected string'],
    ['json', '{"a": "x\n}', 1, 9, 'unexpected end of line'],
    ['json', '{"a": "x\ty"}', 1, 9, 'unescaped tab in a string'],
    ['json', '{} // x', 1, 4, 'unexpected comment'],
    ['json', "{'a': 1}", 1, 2, 'unexpected single quote'],
    ['json', '{"a": [1,, 2]}', 1, 10, 'unexpected comma'],
    ['json', '{}{}', 1, 3, 'unexpected opening brace'],
    ['json', '{"a": tru}', 1, 7, 'unexpected character'],
    ['json5', '{a: 1 b: 2}', 1, 7, 'unexpected character'],
    ['json5', "{\r\n  a: 'x\r\n}", 2, 8, 'unexpected end of line'],
    ['json5', "{\n  a: 'x\n}", 2, 8, 'unexpected end of line'],
    ['json5', '{\n  // x\n', 3, 1, 'the file ends too early'],
    ['json5', '{a: [1, 2}', 1, 10, 'unexpected closing brace'],
  ] as const)('of %s %j', (dialect, text, line, column, reason) => {
    expect(locateParseError(text, dialect)).toEqual({ line, column, reason })
  })

  it.each([
    ['json', '{"a": 1}'],
    ['json', ' [null]\r\n'],
    ['json', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['json5', '\uFEFF{a: -.5, null: 1,}'],
  ] as const)('is null for a valid %s text', (dialect, text) => {
    expect(locateParseError(text, dialect)).toBeNull()
  })

  it('is found for a text too deep to be told exactly', () => {
    expect(locateParseError('['.repeat(50_000), 'json')).toMatchObject({ line: 1 })
  })
})
