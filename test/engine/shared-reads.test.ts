import { describe, expect, it, vi } from 'vitest'
import type { ProbeFs, ReadResult, StatResult } from '../../src/contract/index.js'
import { createSharedReads } from '../../src/engine/shared-reads.js'
import { probes } from './samples.js'

const disk = (textOf: (path: string) => string = (path) => path) => {
  const stat = {
    kind: 'file',
    realPath: '',
    isLink: false,
    size: 1,
    mode: 0o600,
    uid: 0,
    mtimeMs: 0,
  } as const
  const readText = vi.fn(
    async (path: string): Promise<ReadResult> => ({ state: 'ok', text: textOf(path), sha256: '', stat }),
  )
  return { readText, fs: { ...probes.fs, readText } satisfies ProbeFs }
}

/** Where each path leads. */
const lookable = (paths: Readonly<Record<string, string>>) => {
  const stat = vi.fn(
    async (path: string): Promise<StatResult> => ({
      state: 'ok',
      kind: 'file',
      realPath: paths[path] ?? path,
      isLink: false,
      size: 1,
      mode: 0o600,
      uid: 0,
      mtimeMs: 0,
    }),
  )
  return { stat, fs: { ...probes.fs, stat } satisfies ProbeFs }
}

describe('a file that several facts want', () => {
  it('is read once, also when they ask at the same time', async () => {
    const { fs, readText } = disk()
    const shared = createSharedReads()
    const found = await Promise.all([1, 2, 3].map(() => shared.forOne(fs).readText('/a')))
    expect(found.map((each) => each.state === 'ok' && each.text)).toEqual(['/a', '/a', '/a'])
    await shared.forOne(fs).readText('/b')
    expect(readText.mock.calls).toEqual([['/a'], ['/b']])
  })

  it('is read anew by a fact that has read it already, and by all once it is forgotten', async () => {
    let version = 0
    const { fs } = disk(() => `version ${++version}`)
    const shared = createSharedReads()
    const textFor = async (own: ProbeFs) => {
      const found = await own.readText('/a')
      return found.state === 'ok' ? found.text : found.state
    }
    const one = shared.forOne(fs)
    expect([await textFor(one), await textFor(one)]).toEqual(['version 1', 'version 2'])
    expect(await textFor(shared.forOne(fs))).toBe('version 1')
    shared.forget(['/a'])
    expect(await textFor(shared.forOne(fs))).toBe('version 3')
  })

  it('is not held where all that is held would be too much', async () => {
    const { fs, readText } = disk((path) => 'x'.repeat(path === '/large' ? 2 ** 23 : 10))
    const shared = createSharedReads()
    for (const path of ['/small', '/large', '/small', '/large']) await shared.forOne(fs).readText(path)
    expect(readText.mock.calls).toEqual([['/small'], ['/large'], ['/large']])
  })
})

describe('after a change', () => {
  const known: Readonly<Record<string, string>> = {
    '/agents/a/store.json': '/agents/a/store.json',
    '/agents/a/models.json': '/agents/a/models.json',
    '/agents/alias.json': '/agents/a/store.json',
    '/agents/a': '/agents/a',
    '/agents/b/store.json': '/agents/b/store.json',
    '/config.json': '/config.json',
  }

  const askedAgain = async (changed: readonly string[] | 'any'): Promise<readonly string[]> => {
    const { fs, stat } = lookable(known)
    const shared = createSharedReads()
    const askAll = () => Promise.all(Object.keys(known).map((path) => shared.forOne(fs).stat(path)))
    await askAll()
    stat.mockClear()
    shared.forgetAround(changed)
    await askAll()
    return stat.mock.calls.map(([path]) => path)
  }

  it.each<[string, readonly string[] | 'any', readonly string[]]>([
    [
      'a file is looked at anew, with what lies beside and around it and with its other names',
      ['/agents/a/store.json'],
      ['/agents/a/store.json', '/agents/a/models.json', '/agents/alias.json', '/agents/a'],
    ],
    [
      'so is the file that a link leads to',
      ['/agents/alias.json'],
      ['/agents/a/store.json', '/agents/a/models.json', '/agents/alias.json', '/agents/a'],
    ],
    [
      'so is all that lies in a folder',
      ['/agents/b'],
      ['/agents/alias.json', '/agents/a', '/agents/b/store.json'],
    ],
    ['of nothing nothing is', [], []],
    ['that nobody knows all is', 'any', Object.keys(known)],
  ])('%s', async (_, changed, expected) => {
    expect(await askedAgain(changed)).toEqual(expected)
  })
})
