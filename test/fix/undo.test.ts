import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import { completeStep } from '../../src/fix/complete.js'
import { netState } from '../../src/fix/net-state.js'
import { readRecords } from '../../src/fix/recorded-runs.js'
import { carryOutUndo } from '../../src/fix/undo.js'
import { createMachine } from '../../src/ports/machine.js'
import { makeHome } from './home.js'
import { admit, journalFolder, listTree, sha256Of } from './patient.js'
import { lastUndo, undoAll } from './undo-runs.js'

const OLD = '{"kept": true}\n'
const onUnix = process.platform !== 'win32'

/** A home where a run has patched one file, deleted another, removed an empty folder and run a program. */
const fixedHome = async () => {
  const home = await makeHome()
  const [path, gone] = [join(home, 'a/store.json'), join(home, 'b/gone.json')]
  const [lock, log] = [join(home, 'c/old.lock'), join(home, 'log')]
  for (const file of [path, gone]) {
    mkdirSync(dirname(file))
    writeFileSync(file, OLD, { mode: 0o640 })
  }
  mkdirSync(lock, { recursive: true })
  utimesSync(lock, 1_700_000_000, 1_700_000_000)
  const before = { sha256: sha256Of(OLD) }
  const { mode, mtimeMs } = statSync(lock)
  const telling = (word: string) => [process.execPath, '-e', `fs.appendFileSync('${log}', '${word} ')`]
  const plan = (): readonly Change[] => [
    { op: 'patch', path, dialect: 'json', before, edits: [{ at: ['done'], set: true }] },
    { op: 'delete', path: gone, before },
    { op: 'rmdir', path: lock, before: { mode: mode & 0o7777, mtimeMs } },
    { op: 'run', argv: telling('run'), inverse: telling('back') },
  ]
  expect(await admit({ home, path, plan, touches: true }).treat()).toMatchObject([{ status: 'applied' }])
  const root = journalFolder(home)
  const [run = ''] = readdirSync(join(root, 'runs'))
  return { home, path, gone, lock, log, root, journal: join(root, 'runs', run, 'journal.jsonl') }
}

type Fixed = Awaited<ReturnType<typeof fixedHome>>

const moveBehindLink = (folder: string): void => {
  renameSync(folder, `${folder}-moved`)
  symlinkSync(`${folder}-moved`, folder)
}

const MEDDLING: readonly (readonly [string, (fixed: Fixed) => void, (fixed: Fixed) => string])[] = [
  [
    'the folder of a changed file is a link by now',
    ({ path }) => moveBehindLink(dirname(path)),
    ({ path }) => `${path}: it is reached by a link by now`,
  ],
  [
    'the folder of a deleted file is a link by now',
    ({ gone }) => moveBehindLink(dirname(gone)),
    ({ gone }) => `${gone}: it is reached by a link by now`,
  ],
  [
    'a changed file is a link by now',
    ({ path }) => moveBehindLink(path),
    ({ path }) => `${path}: it is reached by a link by now`,
  ],
  [
    'the folder of a changed file is gone',
    ({ path }) => rmSync(dirname(path), { recursive: true }),
    ({ path }) => `${path}: it is gone`,
  ],
  [
    'the folder of a deleted file is gone',
    ({ gone }) => rmSync(dirname(gone), { recursive: true }),
    ({ gone }) => `${gone}: the folder it was in is gone`,
  ],
  [
    'the folder of a removed folder is gone',
    ({ lock }) => rmSync(dirname(lock), { recursive: true }),
    ({ lock }) => `${lock}: the folder it was in is gone`,
  ],
  [
    'the folder of a removed folder is a link by now',
    ({ lock }) => moveBehindLink(dirname(lock)),
    ({ lock }) => `${lock}: it is reached by a link by now`,
  ],
  [
    'a copy beside the journal was tampered with',
    ({ journal }) => writeFileSync(join(dirname(journal), '0.0.before'), '{"evil": true}'),
    ({ journal, path }) =>
      `${join(dirname(journal), '0.0.before')}: the copy of ${path} is not there any more as it was`,
  ],
]

describe.runIf(onUnix)('an undo', () => {
  it.each(MEDDLING)('is refused, with the path and nothing changed, where %s', async (_, meddle, told) => {
    const fixed = await fixedHome()
    const machine = createMachine()
    const undo = await lastUndo(fixed.root, machine)
    meddle(fixed)
    const was = await listTree(fixed.home)
    if (undo === null) throw new Error('nothing to undo')
    const done = await carryOutUndo(undo, 'undone', machine)
    expect(done).toEqual({ status: 'outdated', reason: told(fixed) })
    const { '.': _folder, ...now } = await listTree(fixed.home)
    expect(withoutRuns(now)).toEqual(withoutRuns(was))
    expect(readFileSync(fixed.log, 'utf8')).toBe('run ')
  })

  it('leaves a lock alone that stands where it had removed one, held by whoever made it', async () => {
    const fixed = await fixedHome()
    mkdirSync(fixed.lock)
    const { mtimeMs, ino } = lstatSync(fixed.lock)
    await undoAll(fixed.root)
    expect(lstatSync(fixed.lock)).toMatchObject({ mtimeMs, ino })
    expect(readFileSync(fixed.path, 'utf8')).toBe(OLD)
  })

  it('that waited for another one takes nothing back a second time, programs included', async () => {
    const fixed = await fixedHome()
    const machine = createMachine()
    const undo = await lastUndo(fixed.root, machine)
    if (undo === null) throw new Error('nothing to undo')
    const done = await Promise.all([1, 2, 3].map(() => carryOutUndo(undo, 'undone', createMachine())))
    expect(done.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied'])
    expect(done.filter(({ reason }) => reason === undefined)).toHaveLength(1)
    expect(readFileSync(fixed.log, 'utf8')).toBe('run back ')
    const [step] = undo.steps
    if (step === undefined) throw new Error('no step')
    expect(await completeStep(step, machine)).toMatchObject({ status: 'outdated' })
    expect(readFileSync(fixed.path, 'utf8')).toBe(OLD)
  })
})

it.runIf(onUnix)(
  'a step that was never made is not taken back when the mode it found is put back before',
  async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    writeFileSync(path, OLD, { mode: 0o600 })
    const { mtimeMs } = statSync(path)
    const before = { sha256: sha256Of(OLD), mode: 0o600, mtimeMs, copy: '0.0.before', imagePath: '' }
    const change = { path, madeFolders: [], lock: null, after: [{ sha256: 'new', mode: 0o600 }] }
    const net = { ...change, before: { mode: 0o600, content: before } }
    const state = () => netState(net, createMachine().probes.fs)
    expect(await state()).toBe('before')
    chmodSync(path, 0o644)
    expect(await state()).toBe('other')
    chmodSync(path, 0o600)
    utimesSync(path, 1, 1)
    expect(await state()).toBe('after')
  },
)

/** Folders' times change with a lock that is taken in them. */
const withoutRuns = (tree: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(tree).filter(([name, told]) => name !== '.' && !told.endsWith(' folder')))

describe.runIf(onUnix)('a journal is not gone by', () => {
  const TAMPERING: readonly (readonly [string, (line: string, fixed: Fixed) => string])[] = [
    ['a path is not absolute', (line, { path }) => line.replaceAll(path, 'a/store.json')],
    ['a path leads out of a folder', (line, { path, home }) => line.replaceAll(path, `${home}/a/../../x`)],
    ['a copy is named by a path', (line) => line.replace('"0.0.before"', '"../0.0.before"')],
    ['a copy is named by the folder above', (line) => line.replace('"0.0.before"', '".."')],
    ['its version is unknown', (line) => line.replace('"version":1', '"version":2')],
    ['it knows a change that is not known here', (line) => line.replace('"op":"rmdir"', '"op":"format"')],
  ]

  it.each(['', '{"event":"run","ver'])(
    'nor in the way, where its run died in its first line: %j',
    async (text) => {
      const fixed = await fixedHome()
      const run = join(fixed.root, 'runs/20990101T000000000Z-abcdef')
      mkdirSync(run)
      writeFileSync(join(run, 'journal.jsonl'), text)
      expect(await faultOf(fixed)).toBeUndefined()
      await undoAll(fixed.root)
      expect(readFileSync(fixed.path, 'utf8')).toBe(OLD)
    },
  )

  const faultOf = async ({ root }: Fixed, uid?: number): Promise<string | undefined> => {
    const { probes } = createMachine()
    const user = uid === undefined ? probes.user : { ...probes.user, uid }
    return (await readRecords(root, { fs: probes.fs, user })).unreadable[0]?.reason
  }

  it.each(TAMPERING)('where %s', async (_, tamper) => {
    const fixed = await fixedHome()
    const text = readFileSync(fixed.journal, 'utf8')
    writeFileSync(fixed.journal, tamper(text, fixed))
    expect(readFileSync(fixed.journal, 'utf8')).not.toBe(text)
    expect(await faultOf(fixed)).toMatch(/not one that this version knows|written by a newer version/)
  })

  it('where it is a link', async () => {
    const fixed = await fixedHome()
    moveBehindLink(fixed.journal)
    expect(await faultOf(fixed)).toContain('it is a link')
  })

  it.runIf(process.getuid?.() === 0)("where it is another user's, by root too; but root's is", async () => {
    const fixed = await fixedHome()
    expect(await faultOf(fixed, 1234)).toBeUndefined()
    chownSync(fixed.journal, 1234, 1234)
    expect(await faultOf(fixed, 1234)).toBeUndefined()
    expect(await faultOf(fixed, 4321)).toContain('it belongs to another user')
    expect(await faultOf(fixed)).toContain('it belongs to another user')
    await expect(undoAll(fixed.root)).rejects.toThrow('it belongs to another user')
    expect(existsSync(fixed.gone)).toBe(false)
  })
})
