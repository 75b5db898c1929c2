import { describe } from 'vitest'
import { type Example, lines, remove, testEach } from './example.js'

const REMOVED: readonly Example[] = [
  {
    rule: 'leaves the comment behind it, which may be about more',
    before: lines('{', '  // first', '  a: 1, // one', '  b: 2, // two', '}'),
    edit: remove('a'),
    after: lines('{', '  // first', '  // one', '  b: 2, // two', '}'),
  },
  {
    rule: 'leaves no comma behind in strict JSON',
    dialect: 'json',
    before: '{\r\n  "a": 1,\r\n  "b": {\r\n    "c": 2\r\n  }\r\n}\r\n',
    edit: remove('b'),
    after: '{\r\n  "a": 1\r\n}\r\n',
  },
  {
    rule: 'keeps the trailing comma of the member before',
    before: lines('{', '  a: 1,', '  b: 2,', '}'),
    edit: remove('b'),
    after: lines('{', '  a: 1,', '}'),
  },
  {
    rule: 'keeps every comment when the member before loses its comma',
    before: lines('{', '  a: 1, // one', '  b: 2 // two', '}'),
    edit: remove('b'),
    after: lines('{', '  a: 1 // one', '  // two', '}'),
  },
  {
    rule: 'keeps comments on lines of their own',
    before: lines('{', '  a: 1,', '  // about b', '  b: 2', '  // the end', '}'),
    edit: remove('b'),
    after: lines('{', '  a: 1', '  // about b', '  // the end', '}'),
  },
  {
    rule: 'removes from the front of a line',
    before: '{ a: 1, b: 2 }',
    edit: remove('a'),
    after: '{ b: 2 }',
  },
  {
    rule: 'removes from the middle of a line',
    before: '{a: 1, b: 2, c: 3}',
    edit: remove('b'),
    after: '{a: 1, c: 3}',
  },
  { rule: 'removes from the end of a line', before: '{ a: 1, b: 2 }', edit: remove('b'), after: '{ a: 1 }' },
  {
    rule: 'removes from the end before a trailing comma',
    before: '{ a: 1, b: 2, }',
    edit: remove('b'),
    after: '{ a: 1, }',
  },
  {
    rule: 'closes an object that is left empty',
    before: lines('{', '  a: 1,', '}'),
    edit: remove('a'),
    after: '{}',
  },
  {
    rule: 'keeps the comments of an object that is left without members',
    before: lines('{', '  // note', '  a: 1,', '}'),
    edit: remove('a'),
    after: lines('{', '  // note', '}'),
  },
  {
    rule: 'leaves a comment that the next member on the line may own',
    before: lines('{', '  a: 1, /* about b */ b: 2', '}'),
    edit: remove('a'),
    after: lines('{', '  /* about b */ b: 2', '}'),
  },
  {
    rule: 'leaves a comment to the other member on its line',
    before: lines('{', '  a: 1, b: 2 // both', '}'),
    edit: remove('b'),
    after: lines('{', '  a: 1 // both', '}'),
  },
  {
    rule: 'keeps the line break that ends a comment before the brace',
    before: lines('{ a: 1, // one', '  b: 2, }'),
    edit: remove('b'),
    after: lines('{ a: 1, // one', '  }'),
  },
  {
    rule: 'removes every copy of a repeated key',
    before: '{a: 1, b: 2, a: 3}',
    edit: remove('a'),
    after: '{b: 2}',
  },
  {
    rule: 'removes a member whose comma leads the next line',
    before: lines('{ a: 1', ', b: 2', ', c: 3', '}'),
    edit: remove('c'),
    after: lines('{ a: 1', ', b: 2', '}'),
  },
]

describe('removing a member', () => testEach(REMOVED))
