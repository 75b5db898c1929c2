import { describe, expect, it, vi } from 'vitest'
import type { ProbeFs, ReadResult } from '../../src/contract/index.js'
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
