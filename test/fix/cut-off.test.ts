import { chmod, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import { completeStep } from '../../src/fix/complete.js'
import { interruptedRuns } from '../../src/fix/interrupted.js'
import { judgeRuns } from '../../src/fix/judged-run.js'
import { mayBeInterrupted } from '../../src/fix/may-be-interrupted.js'
import { readRecords } from '../../src/fix/recorded-runs.js'
import { carryOutUndo } from '../../src/fix/undo.js'
import { createMachine, type HostMachine } from '../../src/ports/machine.js'
import type { Machine } from '../../src/ports/types.js'
import { makeHome } from './home.js'
import { admit, journalFolder, listTree, sha256Of } from './patient.js'
import { lastUndo } from './undo-runs.js'

const OLD = '{\n  "kept": [1, 2]\n}\n'

/** Files to patch, to write anew, to delete and to close, and a folder that is still to be made. */
const makeStore = async () => {
  const home = await makeHome()
  await mkdir(join(home, 'state'), { mode: 0o700 })
  for (const name of ['store.json', 'b', 'c']) {
    await writeFile(join(home, name), OLD)
    await chmod(join(home, name), 0o640)
    await utimes(join(home, name), 1_700_000_000.25, 1_700_000_000.25)
  }
  const log = join(home, 'log')
  const telling = (word: string) => [
    process.execPath,
    '-e',
    `fs.appendFileSync(${JSON.stringify(log)}, '${word} ')`,
  ]
  const plan = (): readonly Change[] => {
    const before = { sha256: sha256Of(OLD) }
    const path = (name: string) => join(home, name)
    return [
      { op: 'write', path: path('new/deep/a'), before: 'absent', after: '{"done": true}' },
      { op: 'delete', path: path('b'), before },
      { op: 'chmod', path: path('c'), before: 0o640, after: 0o600 },
      {
        op: 'patch',
        path: path('store.json'),
        dialect: 'json',
        before,
        edits: [{ at: ['done'], set: true }],
      },
      { op: 'run', argv: telling('run'), inverse: telling('back') },
    ]
  }
  return { home, path: join(home, 'store.json'), plan, log }
}

type Store = Awaited<ReturnType<typeof makeStore>>

/** Nobody else is here: what a dead process leaves of locks is their own tests' matter. */
const locks: Machine['locks'] = {
  acquire: async () => async () => undefined,
  acquireFile: async () => async () => undefined,
}

/** A writer that is stopped for good before, or just after, its n-th call, as a process is that is killed. */
const dyingAt = (writer: HostMachine['writer'], point: number) => {
  let calls = 0
  let die: (is: 'dead') => void = () => undefined
  const died = new Promise<'dead'>((resolve) => {
    die = resolve
  })
  const never = () => {
    die('dead')
    return new Promise<never>(() => undefined)
  }
  const stop = async (act: () => Promise<unknown>) => {
    const call = calls++
    if (2 * call === point) return never()
    const result = await act()
    return 2 * call + 1 === point ? never() : result
  }
  const entries = Object.entries(writer).map(([name, act]) => [
    name,
    (...args: readonly unknown[]) =>
      stop(() => (act as (...all: readonly unknown[]) => Promise<unknown>)(...args)),
  ])
  return { writer: Object.fromEntries(entries) as HostMachine['writer'], died }
}

const fix = async (store: Store, point: number): Promise<'dead' | 'done'> => {
  const { writer: real } = createMachine({ env: {}, home: store.home })
  const { writer, died } = dyingAt(real, point)
  const treated = admit({ ...store, touches: true }, { alter: () => ({ writer, locks }) }).treat()
  const records = await Promise.race([treated, died])
  if (records === 'dead') return 'dead'
  expect(records).toMatchObject([{ status: 'applied' }])
  return 'done'
}

const judge = async ({ home }: Store, machine: Machine) => {
  const { runs, unreadable } = await readRecords(journalFolder(home), machine.probes)
  expect(unreadable).toEqual([])
  return judgeRuns(runs, { fs: machine.probes.fs, processes: machine.processes, whyFinal: () => null })
}

/** As `doctor undo` does it: the last run that changed something. */
const undo = async (store: Store, point = Number.NaN): Promise<'dead' | 'done' | 'nothing'> => {
  const real = createMachine({ env: {}, home: store.home })
  const { writer, died } = dyingAt(real.writer, point)
  const machine: Machine = { ...real, locks, writer }
  const last = await lastUndo(journalFolder(store.home), machine)
  if (last === null) return 'nothing'
  const done = await Promise.race([carryOutUndo(last, 'undone', machine), died])
  if (done === 'dead') return 'dead'
  expect(done).toEqual({ status: 'applied' })
  return 'done'
}

/** Bytes, modes and times of all files, and which folders there are, but for the records and the programs' own file. */
const patientOf = async ({ home }: Store) =>
  Object.fromEntries(
    Object.entries(await listTree(home))
      .filter(([name]) => name !== '.' && !name.startsWith('state') && name !== 'log')
      .map(([name, told]) => [name, told.endsWith('folder') ? 'folder' : told]),
  )

const ranBack = async ({ log }: Store) => {
  const words = (await readFile(log, 'utf8').catch(() => '')).trim().split(' ')
  return words.filter((word) => word === 'run').length <= words.filter((word) => word === 'back').length
}

it('what a fix that died at any point has done is put back to the last bit', async () => {
  const seen = { nothing: 0, done: 0 }
  let end: 'dead' | 'done' = 'dead'
  for (let point = 0; end === 'dead'; point++) {
    const store = await makeStore()
    const before = await patientOf(store)
    end = await fix(store, point)
    const undone = await undo(store)
    if (undone !== 'dead') seen[undone] += 1
    const after = await patientOf(store)
    // Folders that were made before anything was written down are empty, and nobody's.
    if (undone === 'nothing') for (const name of ['new', 'new/deep']) delete after[name]
    expect(after, `point ${point}`).toEqual(before)
    expect(await ranBack(store), `point ${point}`).toBe(true)
    expect(await undo(store)).toBe('nothing')
  }
  expect(seen.nothing).toBeGreaterThan(10)
  expect(seen.done).toBeGreaterThan(10)
})

it('an undo that died at any point is finished by the next one', async () => {
  let end: 'dead' | 'done' | 'nothing' = 'dead'
  let point = 0
  for (; end === 'dead'; point++) {
    const store = await makeStore()
    const before = await patientOf(store)
    expect(await fix(store, Number.NaN)).toBe('done')
    end = await undo(store, point)
    const { runs } = await readRecords(journalFolder(store.home), createMachine().probes)
    if (runs[0]?.steps[0]?.event !== 'undone') expect(await undo(store)).toBe('done')
    expect(await patientOf(store), `point ${point}`).toEqual(before)
    expect(await ranBack(store), `point ${point}`).toBe(true)
    expect(await undo(store)).toBe('nothing')
  }
  expect(point).toBeGreaterThan(10)
})

describe('a run that was cut off', () => {
  it('is found at every point where some of it is made and some is not, and can be completed', async () => {
    const machine: Machine = { ...createMachine(), locks }
    let found = 0
    let end: 'dead' | 'done' = 'dead'
    for (let point = 0; end === 'dead'; point++) {
      const store = await makeStore()
      const root = journalFolder(store.home)
      end = await fix(store, point)
      const [interrupted] = await interruptedRuns(await judge(store, machine), machine.probes.fs)
      if (interrupted === undefined) continue
      found += 1
      expect(await mayBeInterrupted(root, machine.probes.fs)).toBe(true)
      expect(interrupted).toMatchObject({ while: 'making', paths: expect.arrayContaining([store.path]) })
      for (const step of interrupted.undo.steps)
        expect(await completeStep(step, machine)).toEqual({ status: 'applied' })
      expect(JSON.parse(await readFile(store.path, 'utf8'))).toEqual({ kept: [1, 2], done: true })
      expect((await readdir(store.home)).sort()).toEqual(['c', 'log', 'new', 'state', 'store.json'])
      expect(await interruptedRuns(await judge(store, machine), machine.probes.fs)).toEqual([])
    }
    expect(found).toBeGreaterThan(6)
  })

  it('is not looked for where every step has an end', async () => {
    const store = await makeStore()
    await fix(store, Number.NaN)
    const { fs } = createMachine().probes
    expect(await mayBeInterrupted(journalFolder(store.home), fs)).toBe(false)
    await undo(store)
    expect(await mayBeInterrupted(journalFolder(store.home), fs)).toBe(false)
    expect(await mayBeInterrupted(join(store.home, 'none'), fs)).toBe(false)
  })

  it('is left alone while its process is at it still', async () => {
    let store = await makeStore()
    for (let point = 0; (await readdir(store.home)).includes('b'); point++) {
      store = await makeStore()
      await fix(store, point)
    }
    const real = createMachine()
    const processes = { own: async () => ({ pid: 1, started: null }), isAlive: async () => true }
    const machine: Machine = { ...real, locks, processes }
    const judged = await judge(store, machine)
    expect(judged.at(-1)?.state).toBe('running')
    expect(await interruptedRuns(judged, machine.probes.fs)).toEqual([])
  })
})
