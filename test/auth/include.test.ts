import { describe, expect, it } from 'vitest'
import { type Included, resolveIncludes } from '../../src/auth/include.js'
import type { ReadResult } from '../../src/contract/index.js'

const stat = { kind: 'file', realPath: '', isLink: false, size: 0, mode: 0o600, uid: 0, mtimeMs: 0 } as const

const resolve = (
  value: unknown,
  files: Record<string, string>,
  platform: 'linux' | 'win32' = 'linux',
): Promise<Included> =>
  resolveIncludes(
    value,
    platform === 'win32' ? 'C:\\s\\clawdbot.json' : '/s/clawdbot.json',
    platform,
    async (path): Promise<ReadResult> => {
      const text = files[path]
      return text === undefined ? { state: 'absent' } : { state: 'ok', text, sha256: '', stat }
    },
  )

describe('includes of a config', () => {
  it('are merged in order, lists joined, what stands beside them on top', async () => {
    const files = {
      '/s/a.json5': '{ x: { one: 1, both: "a" }, l: [1], }',
      '/s/sub/b.json5': '{ x: { both: "b", $include: "c.json5" }, l: [2] }',
      '/s/sub/c.json5': '{ deep: true, both: "c" }',
    }
    const value = { $include: ['./a.json5', 'sub/b.json5'], l: [3], own: 0 }
    expect(await resolve(value, files)).toEqual({
      state: 'ok',
      value: { x: { one: 1, both: 'b', deep: true }, l: [1, 2, 3], own: 0 },
      files: ['/s/a.json5', '/s/sub/b.json5', '/s/sub/c.json5'],
    })
  })

  it('may stand anywhere and be of any shape where nothing stands beside them', async () => {
    expect(await resolve({ a: [{ $include: 'l' }] }, { '/s/l': '[1, 2]' })).toMatchObject({
      value: { a: [[1, 2]] },
    })
  })

  it('follow the platform’s paths', async () => {
    expect(await resolve({ $include: 'a.json' }, { 'C:\\s\\a.json': '{}' }, 'win32')).toMatchObject({
      files: ['C:\\s\\a.json'],
    })
    expect(await resolve({ $include: 'D:/x/a' }, { 'D:\\x\\a': '{}' }, 'win32')).toMatchObject({
      state: 'ok',
    })
  })

  it('may bring one file twice when it does not include itself', async () => {
    const value = { a: { $include: 'x' }, b: { $include: 'x' } }
    expect(await resolve(value, { '/s/x': '{ y: 1 }' })).toMatchObject({
      value: { a: { y: 1 }, b: { y: 1 } },
    })
  })

  it('leave names that every object has alone', async () => {
    const included = '{"__proto__": {"a": 1}, "constructor": {"b": 1}}'
    const result = await resolve({ $include: 'x', constructor: { c: 1 } }, { '/s/x': included })
    if (result.state !== 'ok') throw new Error(result.state)
    expect(JSON.stringify(result.value)).toBe('{"__proto__":{"a":1},"constructor":{"b":1,"c":1}}')
  })

  const from = '/s/clawdbot.json'
  it.each([
    ['a missing file', 'x', {}, { problem: 'unavailable', file: '/s/x', why: { state: 'absent' }, from }],
    [
      'an unparseable file',
      'x',
      { '/s/x': '{\n  a: ]\n}' },
      {
        problem: 'unparseable',
        file: '/s/x',
        line: 2,
        column: 6,
        reason: 'a closing bracket cannot stand there',
        from,
      },
    ],
    ['itself', './clawdbot.json', {}, { problem: 'cycle', file: from, from }],
    [
      'a circle',
      'x',
      { '/s/x': '{ $include: "clawdbot.json" }' },
      { problem: 'cycle', file: from, from: '/s/x' },
    ],
    ['a number', 7, {}, { problem: 'not-a-path', from }],
    ['a list with a number in it', ['x', 7], { '/s/x': '{}' }, { problem: 'not-a-path', from }],
  ])('of %s are a problem that names the file', async (_, $include, files, problem) => {
    expect(await resolve({ $include }, files)).toMatchObject({ state: 'problem', problem })
  })

  it('of a list cannot have anything beside them', async () => {
    const problem = { problem: 'not-a-mapping', from }
    expect(await resolve({ $include: 'x', a: 1 }, { '/s/x': '[]' })).toMatchObject({ problem })
  })

  it('go ten deep and no deeper', async () => {
    const chain = (length: number): Record<string, string> =>
      Object.fromEntries(
        Array.from({ length }, (_, at) => [
          `/s/${at}`,
          at === length - 1 ? '{}' : `{ $include: "${at + 1}" }`,
        ]),
      )
    expect(await resolve({ $include: '0' }, chain(10))).toMatchObject({ state: 'ok' })
    expect(await resolve({ $include: '0' }, chain(11))).toMatchObject({
      problem: { problem: 'too-deep', file: '/s/10', from: '/s/9' },
    })
  })
})
