import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createJournal } from '../../src/fix/journal.js'
import type { HostMachine } from '../../src/ports/machine.js'
import { MachineError } from '../../src/ports/machine-error.js'
import { createWriter } from '../../src/ports/write-fs.js'
import { makeHome } from './home.js'
import { type Ailment, admit, journalFolder, listTree, readJournal, sha256Of } from './patient.js'

const TOKEN = `sk-ant-oat01-${'x'.repeat(95)}`
const NEXT = `sk-ant-oat01-${'y"\\'.repeat(30)}`
const OLD = JSON.stringify({ profiles: { a: { token: TOKEN } } })

const makeStore = async () => {
  const home = await makeHome()
  await mkdir(join(home, 'state'), { mode: 0o755 })
  const path = join(home, 'store.json')
  await writeFile(path, OLD, { mode: 0o640 })
  return { home, path }
}

/** Puts a new secret into the store. */
const renewing: Pick<Ailment, 'plan' | 'isBroken'> = {
  isBroken: ({ text }) => !text.includes('yy') && !text.includes('y\\"'),
  plan: ({ path, sha256 }, _target, { probes }) => [
    {
      op: 'patch',
      path,
      dialect: 'json',
      before: { sha256 },
      edits: [{ at: ['profiles', 'a', 'token'], set: probes.seal(NEXT) }],
      lock: true,
    },
  ],
}

describe('the journal of a change', () => {
  it('is on the disk, with both images, before the change is made', async () => {
    const store = await makeStore()
    const calls: string[] = []
    const told = (path: string) => path.replace(/.*\/runs\/[^/]+\//, '').replace(`${store.home}/`, '')
    const alter = ({ writer }: HostMachine): Partial<HostMachine> => ({
      writer: {
        ...writer,
        replace: async (path, ...rest) => {
          const sha256 = await writer.replace(path, ...rest)
          calls.push(`replace ${told(path)}`)
          return sha256
        },
        appendLine: async (path, line) => {
          await writer.appendLine(path, line)
          calls.push(`append ${told(path)} ${JSON.parse(line).event}`)
        },
      },
    })
    await admit({ ...store, ...renewing }, { alter }).treat()
    expect(calls).toEqual([
      'replace 0.0.before',
      'replace 0.0.after',
      'append journal.jsonl run',
      'append journal.jsonl intent',
      'replace store.json',
      'append journal.jsonl applied',
      'append journal.jsonl verified',
    ])
  })

  it('says what it needs to be taken back, and holds no secret', async () => {
    const store = await makeStore()
    const { mtimeMs } = await stat(store.path)
    const patient = admit({ ...store, ...renewing }, { now: () => 1_800_000_000_000 })
    expect(await patient.treat()).toMatchObject([{ status: 'applied' }])
    const { folder, entries } = await readJournal(store.home)
    const after = await readFile(store.path)
    expect(JSON.parse(after.toString()).profiles.a.token).toBe(NEXT)
    const onUnix = process.platform !== 'win32'
    const mode = onUnix ? 0o640 : expect.any(Number)
    const at = 1_800_000_000_000
    const owner = onUnix && { owner: { uid: process.getuid?.(), gid: process.getgid?.() } }
    const mark = await patient.machine.processes.own()
    expect(entries).toEqual([
      { event: 'run', version: 1, run: patient.journal.run, tool: 'test 1', at, process: mark },
      {
        event: 'intent',
        step: 0,
        at,
        fix: 'test/do-it',
        subject: 'done',
        changes: [
          {
            op: 'patch',
            path: store.path,
            before: { sha256: sha256Of(OLD), mode, mtimeMs, copy: '0.0.before', ...owner },
            after: { sha256: sha256Of(after), mode, copy: '0.0.after' },
            madeFolders: [],
            lock: { kind: 'folder', path: store.path },
          },
        ],
      },
      { event: 'applied', step: 0, at },
      { event: 'verified', step: 0, at },
    ])
    expect(await readFile(join(folder, '0.0.before'), 'utf8')).toBe(OLD)
    expect(await readFile(join(folder, '0.0.after'))).toEqual(after)
    expect(await readFile(join(folder, 'journal.jsonl'), 'utf8')).not.toMatch(/sk-ant|xxxx|y\\+"/)
  })

  it.runIf(process.platform !== 'win32')(
    'is for its owner alone, and leaves the state folder as it is',
    async () => {
      const store = await makeStore()
      await admit({ ...store, ...renewing }).treat()
      const tree = await listTree(journalFolder(store.home))
      const modes = Object.entries(tree).map(([name, told]) => [
        name.replace(/runs\/[^/]+/, 'run'),
        told.split(' ')[0],
      ])
      expect(Object.fromEntries(modes)).toEqual({
        '.': '700',
        runs: '700',
        run: '700',
        'run/journal.jsonl': '600',
        'run/0.0.before': '600',
        'run/0.0.after': '600',
      })
      expect((await stat(join(store.home, 'state'))).mode & 0o777).toBe(0o755)
    },
  )
})

it('names runs so that they sort by time and never meet', () => {
  const times = [0, 1, 999, 1000, 1_700_000_000_000, 1_700_000_000_001, 4_000_000_000_000]
  const name = (now: number) => createJournal(createWriter(), { folder: '/x', tool: '', now: () => now }).run
  const names = times.map(name)
  expect([...names].sort()).toEqual(names)
  expect(new Set(Array.from({ length: 50 }, () => name(0))).size).toBe(50)
  expect(names[4]).toMatch(/^20231114T221320000Z-[0-9a-f]{6}$/)
})

describe('where the intent cannot be written down', () => {
  const refusing = (call: 'replace' | 'appendLine' | 'makeFolder', isHit: (path: string) => boolean) => {
    return ({ writer }: HostMachine): Partial<HostMachine> => ({
      writer: {
        ...writer,
        [call]: async (path: string, ...rest: readonly unknown[]) => {
          if (isHit(path)) throw new MachineError('no-space', path, 'no space is left on the disk')
          return Reflect.apply(writer[call], writer, [path, ...rest])
        },
      },
    })
  }

  it.each<readonly [string, (machine: HostMachine) => Partial<HostMachine>]>([
    ['the folder', refusing('makeFolder', () => true)],
    ['the image before', refusing('replace', (path) => path.endsWith('.before'))],
    ['the image after', refusing('replace', (path) => path.endsWith('.after'))],
    ['the journal', refusing('appendLine', () => true)],
  ])('because of %s, nothing is changed and nothing left behind', async (_, alter) => {
    const store = await makeStore()
    const { mtimeMs, ino } = await stat(store.path)
    const records = await admit({ ...store, ...renewing }, { alter }).treat()
    expect(records).toMatchObject([
      { status: 'failed', reason: expect.stringMatching(/: no space is left on the disk$/) },
    ])
    expect(await readdir(store.home, { recursive: true })).toEqual(['state', 'store.json'])
    expect(await stat(store.path)).toMatchObject({ mtimeMs, ino })
  })

  it('the intent of a later step leaves the earlier ones whole', async () => {
    const home = await makeHome()
    const path = join(home, 'store.json')
    await writeFile(path, '{}')
    let intents = 0
    const alter = ({ writer }: HostMachine): Partial<HostMachine> => ({
      writer: {
        ...writer,
        appendLine: async (file, line) => {
          if (line.includes('"intent"') && ++intents === 2) throw new MachineError('no-space', file, 'full')
          await writer.appendLine(file, line)
        },
      },
    })
    const records = await admit({ home, path, subjects: ['a', 'b', 'c'] }, { alter }).treat()
    expect(records.map(({ status }) => status)).toEqual(['applied', 'failed', 'applied'])
    const { images, entries } = await readJournal(home)
    expect(images).toEqual(['0.0.after', '0.0.before', '2.0.after', '2.0.before'])
    expect(entries.filter(({ event }) => event === 'verified').map(({ step }) => step)).toEqual([0, 2])
  })

  it('a step that cannot be marked as verified is taken back', async () => {
    const store = await makeStore()
    const alter = ({ writer }: HostMachine): Partial<HostMachine> => ({
      writer: {
        ...writer,
        appendLine: async (file, line) => {
          if (line.includes('"verified"')) throw new MachineError('no-space', file, 'full')
          await writer.appendLine(file, line)
        },
      },
    })
    expect(await admit({ ...store, ...renewing }, { alter }).treat()).toMatchObject([
      { status: 'rolled-back' },
    ])
    expect(await readFile(store.path, 'utf8')).toBe(OLD)
  })
})
