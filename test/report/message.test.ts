import { describe, expect, it } from 'vitest'
import type { Data } from '../../src/contract/index.js'
import { fillMessage, placeholdersOf, shortPath } from '../../src/report/message.js'
import { createFakeSeal } from '../../src/testing/index.js'

const around = { cli: 'clawdbot', home: '/home/ada' }
const fill = (what: string, data: Data = {}): string =>
  fillMessage({ what, why: '', next: '' }, data, around).what

describe('a message is filled', () => {
  it.each<[string, Data, string]>([
    ['Run `{{cli}} doctor`.', {}, 'Run `clawdbot doctor`.'],
    ['{{a}} and {{ a }}', { a: 'x' }, 'x and x'],
    ['{{span|duration}}', { span: 7_200_000 }, '2 h'],
    ['{{at|time}}', { at: Date.UTC(2026, 0, 15, 12, 34, 56) }, '2026-01-15 12:34 UTC'],
    ['{{p|path}}', { p: '/home/ada/.claude' }, '~/.claude'],
    ['{{ids|list}}', { ids: ['a', 'b'] }, 'a, b'],
    ['{{mode|mode}}', { mode: 0o640 }, '0640'],
    ['{{mode|mode}}', { mode: 0 }, '0000'],
    ['agent{{ids|plural}} {{ids|list}}', { ids: ['a', 'b'] }, 'agents a, b'],
    ['agent{{ids|plural}} {{ids|list}}', { ids: ['a'] }, 'agent a'],
    ['{{n}} session{{n|plural}}', { n: 1 }, '1 session'],
    ['{{n}} session{{n|plural}}', { n: 0 }, '0 sessions'],
    ['{{n}} {{flag}}', { n: 0, flag: false }, '0 false'],
  ])('%s', (template, data, text) => {
    expect(fill(template, data)).toBe(text)
  })

  it('with the pseudonym of a secret, also in a list', () => {
    const secret = createFakeSeal()('correct horse battery')
    expect(fill('{{s}} {{l|list}}', { s: secret, l: [secret] })).toBe(
      `${secret.pseudonym} ${secret.pseudonym}`,
    )
  })

  it('as text, never as a template: what data hold is not filled in again', () => {
    expect(fill('{{a}}{{b}}', { a: '{{b}}', b: '$& $1 $`' })).toBe('{{b}}$& $1 $`')
  })

  it('and shows what it cannot fill, so that a wrong template is seen', () => {
    expect(fill('{{gone}} {{nothing}} {{a|unheard}}', { nothing: null, a: 1 })).toBe(
      '{{gone}} {{nothing}} {{a|unheard}}',
    )
  })

  it('and tells of a moment that no calendar has without breaking', () => {
    expect(fill('until {{at|time}}', { at: 9e15 })).toBe('until an unknown time')
  })

  it('and has no next step where the message has none', () => {
    expect(fillMessage({ what: 'a', why: 'b' }, {}, around)).toEqual({ what: 'a', why: 'b', next: null })
  })
})

describe('a path is shortened', () => {
  it.each([
    ['/home/ada/.claude', '/home/ada', '~/.claude'],
    ['/home/ada', '/home/ada', '~'],
    ['/home/adalbert/x', '/home/ada', '/home/adalbert/x'],
    ['C:\\Users\\ada\\x', 'C:\\Users\\ada', '~\\x'],
    ['/etc/x', '/', '/etc/x'],
    ['/etc/x', '', '/etc/x'],
  ])('%s below %s is %s', (path, home, text) => {
    expect(shortPath(path, home)).toBe(text)
  })
})

it('names the placeholders of a template, the program itself left out', () => {
  expect(placeholdersOf('{{cli}} {{a}} {{ b | path }}')).toEqual([
    { key: 'a', format: null },
    { key: 'b', format: 'path' },
  ])
})
