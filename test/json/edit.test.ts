import { describe, expect, it } from 'vitest'
import { EditError, editJson, type JsonEdit, ParseError } from '../../src/json/edit.js'
import { remove, set } from './example.js'

describe('odd keys', () => {
  const keys = [
    '',
    '__proto__',
    'constructor',
    'a.b',
    '"',
    "'",
    '\\',
    'line\nbreak',
    'é',
    '日本',
    '0',
    '\u2028',
    '\uD800',
  ]
  it.each(keys.flatMap((key) => [[key, "{a: 'x'}", 'json5'] as const, [key, '{"a": 1}', 'json'] as const]))(
    'adds, changes and removes %j in %s',
    (key, text, dialect) => {
      const added = editJson(text, dialect, [{ at: [key, key], set: 1 }])
      expect(editJson(added, dialect, [{ at: [key, key], set: 1 }])).toBe(added)
      expect(editJson(added, dialect, [{ at: [key], remove: true }])).toBe(text)
    },
  )
})

describe('refusals', () => {
  const problem = (text: string, edit: JsonEdit, dialect: 'json' | 'json5' = 'json'): unknown => {
    try {
      return editJson(text, dialect, [edit])
    } catch (error) {
      return error
    }
  }

  it.each([
    ['{"a": "hidden"}', set('a/b', 1), 'a is not an object'],
    ['{"a": "hidden"}', remove('a/b'), 'a is not an object'],
    ['{"a": null}', set('a/b', 1), 'a is not an object'],
    ['{"a:b": {"c": ["hidden"]}}', set('a:b/c/1', 1), '"a:b".c.1 is not an element of its list'],
    ['{"a": ["hidden"]}', set('a/00', 1), 'a.00 is not an element of its list'],
    ['{"a": ["hidden"]}', set('a/length', 1), 'a.length is not an element of its list'],
    ['["hidden"]', set('0', 1), 'the document is not an object'],
    ['null', set('a', 1), 'the document is not an object'],
    ['{}', { at: [], set: {} } as const, 'the document cannot be edited as a whole'],
    ['{}', { at: [], remove: true } as const, 'the document cannot be edited as a whole'],
  ])('names the path and no value for %s', (text, edit, message) => {
    const error = problem(text, edit)
    expect(error).toBeInstanceOf(EditError)
    expect(String(error)).toBe(`EditError: ${message}`)
  })

  it.each([Number.NaN, undefined, 10n])('refuses a value that JSON cannot hold: %s', (value) => {
    const error = problem('{}', set('a/b', value as never))
    expect(String(error)).toBe('EditError: a.b would not read back as intended')
  })

  it.each([
    ['a half without its zero after a sign', '{a: -.5}'],
    ['a literal as a bare key', '{null: 1}'],
    ['a comment that a line separator ends', '{// x\u2028a: 1\n}'],
    ['nesting that is too deep', `{a: ${'['.repeat(30_000)}${']'.repeat(30_000)}}`],
  ])('refuses a valid text that its syntax tree may misread: %s', (_, text) => {
    const error = problem(text, set('b', 1), 'json5')
    expect(String(error)).toBe('EditError: the document is spelled in a way that cannot be edited safely')
  })

  it('refuses a text that does not parse, also where there is nothing to do', () => {
    expect(problem('{"a": hidden}', set('a', 1))).toBeInstanceOf(ParseError)
    expect(String(problem('{"a": hidden}', set('a', 1)))).toBe(
      'ParseError: a value was expected (line 1, column 7)',
    )
    expect(() => editJson('{', 'json', [])).toThrow(ParseError)
  })
})

describe('several edits', () => {
  it('name the elements of a list by the index they have by then', () => {
    expect(editJson('{"l": [1, 2, 3]}', 'json', [remove('l/1'), remove('l/1')])).toBe('{"l": [1]}')
  })

  it('are made in turn, and change no value they were given', () => {
    const value = { b: 1 }
    const edits: JsonEdit[] = [{ at: ['a'], set: value }, set('a/c', 2), remove('a/b'), remove('x')]
    expect(editJson('{"x":0}', 'json', edits)).toBe('{"a":{"c":2}}')
    expect(value).toEqual({ b: 1 })
  })
})
