import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ProbeFs } from '../../../src/contract/index.js'
import { createProbeFs } from '../../../src/ports/read-fs.js'
import {
  createFakeContext,
  type FakeContextOptions,
  type ImageFile,
  writeHome,
} from '../../../src/testing/index.js'
import { compilePorts, DROP_ROOT, runInNode } from '../../ports/compiled-ports.js'
import { makeFolder } from '../../setup/temp-folder.js'

/** Few names, so that links meet files, folders and each other. */
const NAMES = ['a', 'b', 'c'] as const
const name = fc.constantFrom(...NAMES)
/** All in one folder, so that no link leads out of the home. */
const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => ['in', ...names].join('/'))
const near = fc.array(name, { minLength: 1, maxLength: 2 }).map((names) => names.join('/'))
const target = fc.oneof(
  near,
  near.map((each) => `../${each}`),
  path.map((each) => `~/${each}`),
  fc.constantFrom('.', '..'),
)
const file: fc.Arbitrary<ImageFile> = fc.oneof(
  fc.string(),
  fc.uint8Array({ maxLength: 4 }),
  fc.record({ json: fc.dictionary(name, fc.integer()) }),
  fc.record({ link: target }),
)

interface Tree {
  readonly files: Readonly<Record<string, ImageFile>>
  readonly folders: readonly string[]
  readonly modes: Readonly<Record<string, number>>
}

/** No file where another one's folder is. */
const arbitraryTree: fc.Arbitrary<Tree> = fc
  .record({
    files: fc.dictionary(path, file, { maxKeys: 5 }),
    folders: fc.array(path, { maxLength: 2 }),
    modes: fc.dictionary(path, fc.constantFrom(0, 0o100, 0o400, 0o500, 0o600, 0o640, 0o700), { maxKeys: 3 }),
  })
  .map(({ files, folders, modes }) => {
    const isBelow = (each: string): boolean =>
      Object.keys(files).some((other) => each.startsWith(`${other}/`))
    const kept = Object.fromEntries(Object.entries(files).filter(([each]) => !isBelow(each)))
    const open = folders.filter((each) => !isBelow(each) && !(each in files))
    const there = new Set(
      [...Object.keys(kept), ...open].flatMap((each) =>
        each.split('/').map((_, index, names) => names.slice(0, index + 1).join('/')),
      ),
    )
    const isLink = (each: string): boolean => {
      const found = kept[each]
      return typeof found === 'object' && 'link' in found
    }
    const modesThere = Object.entries(modes).filter(([each]) => there.has(each) && !isLink(each))
    return { files: kept, folders: open, modes: Object.fromEntries(modesThere) }
  })

const ASKED = [
  '.',
  ...NAMES,
  ...NAMES.flatMap((one) => NAMES.map((other) => `${one}/${other}`)),
  'a/b/c',
  'a/../b',
  'a/b/../../c',
  'a/a/a/a',
].map((each) => `in/${each}`)

const CALLS = ['readText', 'stat', 'list', 'writable'] as const

/** What a file system says of every path, without what a real one alone can know: sizes and times of folders, owners. */
const answersOf = async (fs: ProbeFs, home: string): Promise<unknown> => {
  const answers: Record<string, unknown> = {}
  for (const asked of ASKED)
    for (const call of CALLS) {
      const answer = await fs[call](`${home}/${asked}`)
      answers[`${call} ${asked}`] = JSON.parse(JSON.stringify(answer).replaceAll(home, '~'), plainly)
    }
  return answers
}

const plainly = (key: string, value: unknown): unknown => {
  if (['mtimeMs', 'bornMs', 'uid', 'gid'].includes(key)) return undefined
  const isFolder = typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'folder'
  return isFolder ? { ...value, size: 0 } : value
}

const fakeOf = (options: FakeContextOptions) => createFakeContext({ ...options, home: '/home/ada' })

describe('a file system in memory', () => {
  it.skipIf(process.platform === 'win32')('answers as a real one does, whatever is in it', async () => {
    const fs = createProbeFs()
    await fc.assert(
      fc.asyncProperty(arbitraryTree, async (tree) => {
        const folder = await mkdtemp(join(tmpdir(), 'doctor-fake-'))
        try {
          await writeHome(folder, tree)
          const real = await answersOf(fs, folder)
          const user = { uid: process.getuid?.() ?? 0, name: 'ada' }
          expect(await answersOf(fakeOf({ ...tree, user }).fs, '/home/ada')).toEqual(real)
        } finally {
          await rm(folder, { recursive: true, force: true })
        }
      }),
      { numRuns: 150 },
    )
  })

  it.skipIf(process.platform === 'win32')(
    'answers as a real one does to a user who is not root',
    async () => {
      const folder = await compilePorts()
      const trees = fc.sample(arbitraryTree, { numRuns: 60, seed: 7 })
      for (const [index, tree] of trees.entries()) await writeHome(join(folder, `homes/${index}`), tree)
      if (process.getuid?.() === 0) execFileSync('chown', ['-Rh', '65534:65534', join(folder, 'homes')])
      const real = await runInNode(
        folder,
        `${DROP_ROOT}
      import { createProbeFs } from './src/ports/read-fs.js'
      const fs = createProbeFs()
      const asked = ${JSON.stringify(ASKED)}
      const plainly = ${plainly.toString()}
      const all = []
      for (let index = 0; index < ${trees.length}; index += 1) {
        const home = ${JSON.stringify(folder)} + '/homes/' + index
        const answers = {}
        for (const each of asked)
          for (const call of ${JSON.stringify(CALLS)})
            answers[call + ' ' + each] = JSON.parse(
              JSON.stringify(await fs[call](home + '/' + each)).replaceAll(home, '~'),
              plainly,
            )
        all.push(answers)
      }
      console.log(JSON.stringify(all))`,
      )
      const fake: unknown[] = []
      for (const tree of trees) fake.push(await answersOf(fakeOf(tree).fs, '/home/ada'))
      for (const [index, answers] of fake.entries()) expect(answers).toEqual((real as unknown[])[index])
      expect(JSON.stringify(fake).includes('denied'), 'no tree has anything that is denied').toBe(true)
    },
  )

  it('has what an image on a disk cannot have: devices, and files that cannot be read', async () => {
    const { fs } = fakeOf({
      files: { '/dev/x': { other: true }, '~/broken': { failed: 'i/o error (EIO)' } },
      denied: ['/root/secret', '~/shut'],
    })
    expect(await fs.stat('/dev/x')).toMatchObject({ state: 'ok', kind: 'other' })
    expect(await fs.readText('/dev/x')).toEqual({ state: 'failed', reason: 'not a regular file' })
    expect(await fs.list('/dev/x')).toEqual({ state: 'failed', reason: 'not a folder' })
    expect(await fs.readText('/home/ada/broken')).toEqual({ state: 'failed', reason: 'i/o error (EIO)' })
    expect(await fs.list('/root/secret')).toEqual({ state: 'denied' })
    expect(await fs.stat('/home/ada/shut/inside')).toEqual({ state: 'denied' })
    expect(await fs.stat('/home/ada/shut')).toMatchObject({ state: 'ok', uid: 0, mode: 0o700 })
    for (const odd of ['', 'a\0b'])
      expect(await fs.readText(odd)).toEqual(await createProbeFs().readText(odd))
  })

  it('tells room on the disk by the nearest folder there is, as a real one does', async () => {
    const disk = { freeBytes: 1, totalBytes: 2, freeFiles: null, totalFiles: null }
    const { fs } = fakeOf({ files: { file: '' }, disk })
    expect(await fs.diskSpace?.('/home/ada/a/b')).toEqual(disk)
    expect(await fs.diskSpace?.('/home/ada/file/inside')).toBeNull()
    expect(await fakeOf({ disk: null }).fs.diskSpace?.('/')).toBeNull()
  })

  it('has Windows paths on Windows', async () => {
    const { fs, home } = createFakeContext({ platform: 'win32', files: { '~/.tool/config.json': '{}' } })
    expect(await fs.readText(`${home}\\.tool\\config.json`)).toMatchObject({ state: 'ok', text: '{}' })
    expect(await fs.list(`${home}\\.tool`)).toEqual({ state: 'ok', names: ['config.json'] })
  })
})

it('refuses to write a file outside the home', async () => {
  const folder = await makeFolder()
  await mkdir(join(folder, 'home'))
  await expect(writeHome(join(folder, 'home'), { files: { '../other': '' } })).rejects.toThrow(
    'not in the home',
  )
})
