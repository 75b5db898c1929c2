import { existsSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import { createWriter } from '../../src/ports/write-fs.js'
import { makeHome } from './home.js'
import { type Ailment, admit, journalFolder, listTree, readJournal, withoutFolderTimes } from './patient.js'
import { undoAll } from './undo-runs.js'

const LONG_AGO = 1_700_000_000.125

/** A home with an empty old folder beside a store. */
const makeLocked = async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  const lock = `${path}.lock`
  await writeFile(path, '{}')
  await mkdir(lock)
  await chmod(lock, 0o750)
  await utimes(lock, LONG_AGO, LONG_AGO)
  const { mode, mtimeMs } = await stat(lock)
  const removal: Change = { op: 'rmdir', path: lock, before: { mode: mode & 0o777, mtimeMs } }
  return { home, path, lock, plan: () => [removal] }
}

const treesWithoutJournal = async (home: string) =>
  Object.fromEntries(
    Object.entries(await listTree(home)).filter(([name]) => name !== '.' && !name.startsWith('state')),
  )

describe.runIf(process.platform !== 'win32')('the removal of an empty folder', () => {
  const isDone = (lock: string): NonNullable<Ailment['isBroken']> => {
    return () => existsSync(lock)
  }

  it('is made, journalled by mode and time alone, and undone to the same', async () => {
    const { home, path, lock, plan } = await makeLocked()
    const before = await treesWithoutJournal(home)
    const [record] = await admit({ home, path, plan, isBroken: isDone(lock) }).treat()
    expect(record).toMatchObject({ status: 'applied', paths: [lock] })
    expect(existsSync(lock)).toBe(false)
    const { entries, images } = await readJournal(home)
    expect(images).toEqual([])
    expect(entries[1].changes).toEqual([
      { op: 'rmdir', path: lock, before: { mode: 0o750, mtimeMs: LONG_AGO * 1000 }, after: 'absent' },
    ])
    await undoAll(journalFolder(home))
    expect(await treesWithoutJournal(home)).toEqual(before)
  })

  it('is taken back where it does not help', async () => {
    const { home, path, plan } = await makeLocked()
    const before = await treesWithoutJournal(home)
    const records = await admit({ home, path, plan, isBroken: () => true }).treat()
    expect(records).toMatchObject([{ status: 'rolled-back' }])
    expect(await treesWithoutJournal(home)).toEqual(before)
  })

  it('is shown as what it is', async () => {
    const { home, path, lock, plan } = await makeLocked()
    const [record] = await admit({ home, path, plan }, { consent: { dryRun: true } }).treat()
    expect(record).toMatchObject({ status: 'planned', diff: `remove the empty folder ${lock}\n` })
  })

  it.each<readonly [string, (lock: string) => void, string]>([
    ['was touched', (lock) => utimesSync(lock, 1_800_000_000, 1_800_000_000), 'it has been touched'],
    [
      'was taken anew',
      (lock) => {
        rmSync(lock, { recursive: true, force: true })
        mkdirSync(lock)
      },
      'it has been touched',
    ],
    [
      'has something in it',
      (lock) => {
        writeFileSync(join(lock, 'x'), '')
        utimesSync(lock, LONG_AGO, LONG_AGO)
      },
      'it is not empty',
    ],
    ['is gone', (lock) => rmSync(lock, { recursive: true, force: true }), 'it is gone'],
    [
      'is a file by now',
      (lock) => {
        rmSync(lock, { recursive: true, force: true })
        writeFileSync(lock, '')
      },
      'it is not a folder any more',
    ],
  ])('is not made where the folder %s since it was judged', async (_, meddle, reason) => {
    const { home, path, lock, plan } = await makeLocked()
    const meddling: Ailment['plan'] = () => {
      const changes = plan()
      meddle(lock)
      return changes
    }
    const isBroken = () => true
    const [record] = await admit({ home, path, plan: meddling, isBroken }).treat()
    expect(record?.status).toBe('outdated')
    expect(record?.reason).toContain(reason)
    expect(existsSync(journalFolder(home))).toBe(false)
  })

  it('is not made where the folder was touched after the removal was written down', async () => {
    const { home, path, lock, plan } = await makeLocked()
    const records = await admit(
      { home, path, plan, isBroken: () => true },
      {
        alter: ({ writer }) => ({
          writer: {
            ...writer,
            appendLine: async (file, line) => {
              await writer.appendLine(file, line)
              if (line.includes('"intent"')) utimesSync(lock, 1_800_000_000, 1_800_000_000)
            },
          },
        }),
      },
    ).treat()
    expect(records).toMatchObject([{ status: 'outdated' }])
    expect(existsSync(lock)).toBe(true)
  })
})

it('a folder is put back only where nothing is, and where its parent is there', async () => {
  const home = await makeHome()
  const writer = createWriter()
  const as = { mode: 0o700, mtimeMs: 1000 }
  await expect(writer.restoreFolder(home, as)).rejects.toMatchObject({ code: 'failed', path: home })
  const deep = join(home, 'a/b')
  await expect(writer.restoreFolder(deep, as)).rejects.toMatchObject({ code: 'absent', path: deep })
  expect(withoutFolderTimes(await listTree(home))).toEqual({ '.': '700 folder' })
})
