import { writeFileSync } from 'node:fs'
import { chmod, chown, mkdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import type { HostMachine } from '../../src/ports/machine.js'
import { MachineError } from '../../src/ports/machine-error.js'
import { makeHome } from './home.js'
import {
  type Ailment,
  admit,
  journalFolder,
  listTree,
  readJournal,
  type Seen,
  sha256Of,
  withoutFolderTimes,
} from './patient.js'

const onUnix = process.platform !== 'win32'
const OLD = '{\r\n\t"näme": "😀", // odd\r\n}'

/** A home with a store and files `a` to `d`, old and with modes of their own. */
const makeStore = async () => {
  const home = await makeHome()
  const before = { sha256: sha256Of(OLD) }
  const path = join(home, 'store.json')
  for (const name of ['store.json', 'a', 'b', 'c', 'd']) {
    await writeFile(join(home, name), OLD)
    await chmod(join(home, name), 0o640)
    await utimes(join(home, name), 1_700_000_000.125, 1_700_000_000.125)
  }
  await mkdir(join(home, 'state'))
  return { home, path, before, at: (name: string) => join(home, name) }
}

const ignoreState = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(withoutFolderTimes(tree)).filter(([name]) => !name.startsWith('state')))

const NEVER_DONE: Pick<Ailment, 'isBroken'> = { isBroken: () => true }
const STILL_THERE = 'afterwards the finding was still there'

type Kind = (store: { path: string; before: { sha256: string }; at: (name: string) => string }) => Change

const KINDS: Readonly<Record<string, Kind>> = {
  'a patch': ({ path, before }) => ({
    op: 'patch',
    path,
    dialect: 'json5',
    before,
    edits: [{ at: ['x'], set: 1 }],
    lock: true,
  }),
  'a write': ({ path, before }) => ({ op: 'write', path, before, after: 'new' }),
  'a write with another mode': ({ path, before }) => ({
    op: 'write',
    path,
    before,
    after: 'new',
    mode: 0o600,
  }),
  'a write of the mode alone': ({ path, before }) => ({ op: 'write', path, before, after: OLD, mode: 0o600 }),
  'a new file in new folders': ({ at }) => ({
    op: 'write',
    path: at('new/deep/file'),
    before: 'absent',
    after: { json: {} },
    lock: true,
  }),
  'a delete': ({ path, before }) => ({ op: 'delete', path, before, lock: true }),
  'a chmod': ({ path }) => ({ op: 'chmod', path, before: 0o640, after: 0o600 }),
}

describe.runIf(onUnix)('a change that does not hold good', () => {
  it.each(Object.keys(KINDS))('is taken back to the byte, the mode and the time: %s', async (name) => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    const plan: Ailment['plan'] = () => [KINDS[name]?.(store)]
    const records = await admit({ ...store, ...NEVER_DONE, plan }).treat()
    expect(records).toMatchObject([{ status: 'rolled-back', reason: STILL_THERE }])
    expect(ignoreState(await listTree(store.home))).toEqual(tree)
    const { entries, images } = await readJournal(store.home)
    expect(entries.map(({ event }) => event)).toEqual(['run', 'intent', 'applied', 'rolled-back'])
    expect(images).toEqual([])
  })

  it.each(['', '\0', '\uFEFF{}', 'ä\r\n\u2028', ' '.repeat(70_000)])(
    'is taken back over %j',
    async (text) => {
      const store = await makeStore()
      await writeFile(store.path, text)
      const tree = ignoreState(await listTree(store.home))
      const change = { op: 'write', path: store.path, before: { sha256: sha256Of(text) }, after: 'new' }
      const records = await admit({ ...store, ...NEVER_DONE, plan: () => [change] }).treat()
      expect(records).toMatchObject([{ status: 'rolled-back' }])
      expect(await readFile(store.path, 'utf8')).toBe(text)
      expect(Object.keys(ignoreState(await listTree(store.home)))).toEqual(Object.keys(tree))
    },
  )

  it('is taken back when its check can no longer be judged', async () => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    const isBroken = ({ text }: Seen) => {
      if (text !== OLD) throw new Error('no idea')
      return true
    }
    const plan: Ailment['plan'] = () => [KINDS['a write']?.(store)]
    const records = await admit({ ...store, isBroken, plan }).treat()
    const reason = 'afterwards test/done could not be judged: no idea'
    expect(records).toMatchObject([{ status: 'rolled-back', reason }])
    expect(ignoreState(await listTree(store.home))).toEqual(tree)
  })

  it.runIf(process.getuid?.() === 0)('is made and taken back without changing the owner', async () => {
    const store = await makeStore()
    await chown(store.path, 12_345, 54_321)
    for (const isBroken of [() => true, ({ text }: Seen) => text === OLD]) {
      const plan: Ailment['plan'] = () => [KINDS['a write']?.(store)]
      await admit({ ...store, isBroken, plan }).treat()
      expect(await stat(store.path)).toMatchObject({ uid: 12_345, gid: 54_321 })
    }
    expect(await readFile(store.path, 'utf8')).toBe('new')
  })
})

/** Writes to every file, in new folders, and changes a mode. */
const many = ({ before, at }: Awaited<ReturnType<typeof makeStore>>): readonly Change[] => [
  { op: 'write', path: at('a'), before, after: 'new', lock: true },
  { op: 'write', path: at('new/one'), before: 'absent', after: 'new' },
  { op: 'write', path: at('new/deep/two'), before: 'absent', after: 'new', lock: true },
  { op: 'chmod', path: at('b'), before: 0o640, after: 0o600 },
  { op: 'delete', path: at('c'), before, lock: true },
  { op: 'write', path: at('d'), before, after: 'new', lock: true },
]

const failing = (call: 'replace' | 'restore', name: string) => {
  return ({ writer }: HostMachine): Partial<HostMachine> => ({
    writer: {
      ...writer,
      [call]: async (...args: readonly string[]) => {
        const path = call === 'replace' ? args[0] : args[1]
        if (basename(path ?? '') === name) throw new MachineError('no-space', path ?? '', 'no space is left')
        return Reflect.apply(writer[call], writer, args)
      },
    },
  })
}

describe.runIf(onUnix)('a failure in the middle', () => {
  it('takes everything back, the folders that were made included', async () => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    const patient = admit(
      { ...store, ...NEVER_DONE, plan: () => many(store) },
      { alter: failing('replace', 'd') },
    )
    const reason = `${store.at('d')}: no space is left`
    expect(await patient.treat()).toMatchObject([{ status: 'rolled-back', reason }])
    expect(ignoreState(await listTree(store.home))).toEqual(tree)
  })

  it('is no more than a failure where nothing had been made yet', async () => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    const patient = admit(
      { ...store, ...NEVER_DONE, plan: () => many(store) },
      { alter: failing('replace', 'a') },
    )
    expect(await patient.treat()).toMatchObject([
      { status: 'failed', reason: `${store.at('a')}: no space is left` },
    ])
    expect(ignoreState(await listTree(store.home))).toEqual(tree)
  })

  it('takes back all it can, keeps the images and says what is left', async () => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    const patient = admit(
      { ...store, ...NEVER_DONE, plan: () => many(store) },
      { alter: failing('restore', 'c') },
    )
    const [record] = await patient.treat()
    const { folder, images, entries } = await readJournal(store.home)
    expect(record).toMatchObject({
      status: 'failed',
      reason: `${STILL_THERE}; not all of it could be taken back: ${store.at('c')}: no space is left; what was there before is kept in ${folder}`,
    })
    expect(images).toContain('0.4.before')
    expect(await readFile(join(folder, '0.4.before'), 'utf8')).toBe(OLD)
    expect(entries.map(({ event }) => event)).not.toContain('rolled-back')
    const { c, ...others } = tree
    expect(c).toBeDefined()
    expect(ignoreState(await listTree(store.home))).toEqual(others)
  })

  it('leaves alone what another program has written since', async () => {
    const store = await makeStore()
    const tree = ignoreState(await listTree(store.home))
    let judged = 0
    const isBroken = () => {
      judged += 1
      if (judged === 2) writeFileSync(store.at('a'), 'theirs')
      return true
    }
    const [record] = await admit({ ...store, isBroken, plan: () => many(store) }).treat()
    expect(record?.status).toBe('failed')
    expect(record?.reason).toContain(`${store.at('a')}: another program has changed it since`)
    expect(await readFile(store.at('a'), 'utf8')).toBe('theirs')
    const now = ignoreState(await listTree(store.home))
    expect({ ...now, a: '' }).toEqual({ ...tree, a: '' })
  })
})

it('fails where the file does not hold what was written, and overwrites nothing more', async () => {
  const store = await makeStore()
  const alter = ({ writer }: HostMachine): Partial<HostMachine> => ({
    writer: {
      ...writer,
      replace: async (path, ...rest) => {
        const sha256 = await writer.replace(path, ...rest)
        if (path === store.path) writeFileSync(path, 'theirs')
        return sha256
      },
    },
  })
  const plan: Ailment['plan'] = () => [KINDS['a write']?.(store)]
  const [record] = await admit({ ...store, plan, isBroken: ({ text }) => text === OLD }, { alter }).treat()
  expect(record?.reason).toContain('it does not hold what was written')
  expect(await readFile(store.path, 'utf8')).toBe('theirs')
})

it('a fix that would change nothing leaves no trace', async () => {
  const store = await makeStore()
  const { before, path } = store
  const tree = await listTree(store.home)
  const changes: readonly Change[] = [
    { op: 'write', path, before, after: OLD },
    {
      op: 'chmod',
      path: store.at('a'),
      before: (await stat(path)).mode & 0o777,
      after: (await stat(path)).mode & 0o777,
    },
  ]
  const records = await admit({ ...store, ...NEVER_DONE, plan: () => changes }).treat()
  expect(records).toMatchObject([{ status: 'failed', reason: 'it would change nothing' }])
  expect(withoutFolderTimes(await listTree(store.home))).toEqual(withoutFolderTimes(tree))
  await expect(stat(journalFolder(store.home))).rejects.toMatchObject({ code: 'ENOENT' })
})
