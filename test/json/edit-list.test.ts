import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import JSON5 from 'json5'
import { describe, expect, it } from 'vitest'
import { editJson, type JsonValue } from '../../src/json/edit.js'
import { type Example, lines, set, testEach } from './example.js'

const MOVED: readonly Example[] = [
  {
    rule: 'takes the comment at the end of its line along, and leaves the heading where it is',
    before: lines('{', '  l: [', '    // best first', "    'a', // one", "    'b', // two", '  ],', '}'),
    edit: set('l', ['b', 'a']),
    after: lines('{', '  l: [', '    // best first', "    'b', // two", "    'a', // one", '  ],', '}'),
  },
  {
    rule: 'takes the comment above along, and keeps each spelling and the last comma away',
    before: lines('{ l: [', '  "a",', '  // two', "  'b', /* b */", '  "c" // three', '] }'),
    edit: set('l', ['c', 'a', 'b']),
    after: lines('{ l: [', '  "c", // three', '  "a",', '  // two', "  'b' /* b */", '] }'),
  },
  {
    rule: 'stays on one line, with each comment beside its element',
    before: "{ l: [ 'a' /* one */, \"b\",'c' ], }",
    edit: set('l', ['c', 'a', 'b']),
    after: "{ l: [ 'c', 'a' /* one */,\"b\" ], }",
  },
  {
    rule: 'starts a line where a comment would swallow what comes next',
    before: lines("{l: ['a', 'b', // two", "  'c']}"),
    edit: set('l', ['b', 'a', 'c']),
    after: lines("{l: ['b', // two", "'a',", "  'c']}"),
  },
  {
    rule: 'starts a line where a comment would swallow the closing bracket',
    before: lines("{l: ['a', // one", "  'b']}"),
    edit: set('l', ['b', 'a']),
    after: lines("{l: ['b',", "  'a' // one", ']}'),
  },
  {
    rule: 'keeps commas that lead',
    before: lines("{l: [ 'a' // one", "  , 'b'", '] }'),
    edit: set('l', ['b', 'a']),
    after: lines("{l: [ 'b', 'a' // one", '  ', '] }'),
  },
  {
    rule: 'tells equal elements apart by where they stand',
    before: "{l: ['a' /* 1 */, 'b', 'a' /* 2 */]}",
    edit: set('l', ['b', 'a', 'a']),
    after: "{l: ['b', 'a' /* 1 */, 'a' /* 2 */]}",
  },
  {
    rule: 'moves whole objects',
    dialect: 'json',
    before: lines('{', '  "l": [', '    {', '      "a": 1', '    },', '    2', '  ]', '}'),
    edit: set('l', [2, { a: 1 }]),
    after: lines('{', '  "l": [', '    2,', '    {', '      "a": 1', '    }', '  ]', '}'),
  },
]

const ADDED: readonly Example[] = [
  {
    rule: 'goes to the front, below the heading',
    before: lines('{', '  l: [', '    // best first', "    'a', // one", '  ],', '}'),
    edit: set('l', ['new', 'a']),
    after: lines('{', '  l: [', '    // best first', "    'new',", "    'a', // one", '  ],', '}'),
  },
  {
    rule: 'goes to the front of a line, in its quotes and spacing',
    before: "{l: ['a','b'] /* order */}",
    edit: set('l', ['new', 'a', 'b']),
    after: "{l: ['new','a','b'] /* order */}",
  },
  {
    rule: 'goes into the middle',
    dialect: 'json',
    before: '{\n\t"l": [\n\t\t"a",\n\t\t"b"\n\t]\n}\n',
    edit: set('l', ['a', 'new', 'b']),
    after: '{\n\t"l": [\n\t\t"a",\n\t\t"new",\n\t\t"b"\n\t]\n}\n',
  },
  {
    rule: 'goes to the end, before what is written below the last one',
    before: lines('{ l: [', "  'a' // one", '  // more to come', '] }'),
    edit: set('l', ['a', 'new']),
    after: lines('{ l: [', "  'a', // one", "  'new'", '  // more to come', '] }'),
  },
  {
    rule: 'keeps a trailing comma',
    before: "{ l: ['a', ] }",
    edit: set('l', ['a', 'new']),
    after: "{ l: ['a', 'new', ] }",
  },
  {
    rule: 'is put beside the comment of an empty list',
    before: '{ l: [/* none */] }',
    edit: set('l', ['new']),
    after: '{ l: [/* none */ "new"] }',
  },
  {
    rule: 'is put below the comments of an empty list on lines',
    before: lines('{', '  l: [', '    // none yet', '  ],', '}'),
    edit: set('l', ['new']),
    after: lines('{', '  l: [', '    // none yet', '    "new"', '  ],', '}'),
  },
  {
    rule: 'opens up an empty list as an object is opened up',
    dialect: 'json',
    before: '{\n  "l": []\n}\n',
    edit: set('l', ['new']),
    after: '{\n  "l": [\n    "new"\n  ]\n}\n',
  },
]

describe('an element of a list that changes its place', () => testEach(MOVED))
describe('an element that a list has more', () => testEach(ADDED))

describe('a wildly written list', () => {
  const gap = fc.constantFrom('', ' ', '\n  ', ' /*§*/ ', ' //§\n  ', '\n  // §\n', '/*§*/')
  const item = fc.tuple(gap, fc.constantFrom("'a'", '"b"', '1.0', '{c: 1}', '[]', '`§`'), gap)
  const list = fc.tuple(fc.array(item, { minLength: 1, maxLength: 5 }), fc.boolean(), gap)
  const document = list.map(([items, trailing, end]) => {
    let count = 0
    const text = items.map((parts) => parts.join('')).join(',') + (trailing ? ',' : '') + end
    return `{l: [${text.replace(/`§`/g, () => `'${count++}'`)}]}`.replace(/§/g, () => `§${count++};`)
  })
  const comments = (text: string): string[] => (text.match(/§\d+;/g) ?? []).sort()
  const listIn = (text: string): readonly JsonValue[] => JSON5.parse(text).l

  const changed = (change: (old: readonly JsonValue[], at: number) => readonly JsonValue[]) =>
    fc.assert(
      fc.property(document, fc.nat({ max: 5 }), (text, at) => {
        const wanted = change(listIn(text), at % listIn(text).length)
        const after = editJson(text, 'json5', [{ at: ['l'], set: wanted }])
        expect(isDeepStrictEqual(listIn(after), wanted)).toBe(true)
        expect(comments(after)).toEqual(comments(text))
        expect(/,\s*\]\}$/.test(after.replaceAll(/\/\*.*?\*\/|\/\/.*/g, ''))).toBe(
          /,\s*\]\}$/.test(text.replaceAll(/\/\*.*?\*\/|\/\/.*/g, '')),
        )
      }),
      { numRuns: 500 },
    )

  it('keeps every comment, and its last comma or none, when an element goes to the front', () => {
    changed((old, at) => [...old.slice(at, at + 1), ...old.slice(0, at), ...old.slice(at + 1)])
  })

  it('keeps them when it is turned round', () => {
    changed((old) => old.toReversed())
  })

  it('keeps them when it gets one element more', () => {
    changed((old, at) => [...old.slice(0, at), 'new', ...old.slice(at)])
  })
})
