import { execFile } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSqlite } from '../../src/ports/sqlite.js'
import { copyDatabase } from '../../src/ports/sqlite-copy.js'
import { makeFolder } from '../setup/temp-folder.js'
import { compilePorts, runInNode } from './compiled-ports.js'

let folder: string
beforeEach(async () => {
  folder = await makeFolder()
})

const ANY = ['SELECT 1 AS one']

describe('what is no database to be read', () => {
  const { query } = createSqlite({ nodeVersion: '24.0.0' })

  it('is told as what it is, whatever this Node can do', async () => {
    const at = (name: string) => join(folder, name)
    await mkdir(at('folder'))
    await symlink(at('gone'), at('link'))
    await promisify(execFile)('mkfifo', [at('pipe')])
    expect(await query(at('nothing'), ANY)).toEqual({ state: 'absent' })
    expect(await query(at('folder'), ANY)).toEqual({ state: 'folder' })
    expect(await query(at('link'), ANY)).toEqual({ state: 'dangling-link', target: at('gone') })
    expect(await query(at('pipe'), ANY)).toEqual({ state: 'failed', reason: 'not a regular file' })
  })

  it.each(['ATTACH ? AS x', 'DELETE FROM t', 'PRAGMA user_version', '', 'SELECTION'])(
    'is not changed by a statement: %s',
    async (statement) => {
      await writeFile(join(folder, 'a.sqlite'), '')
      expect(await query(join(folder, 'a.sqlite'), [...ANY, statement])).toEqual({
        state: 'failed',
        reason: 'only SELECT is allowed',
      })
    },
  )
})

it.each(['20.19.1', '22.4.1'])('Node %s has no SQLite, and nothing is copied for it', async (nodeVersion) => {
  const path = join(folder, 'a.sqlite')
  await writeFile(path, 'SQLite format 3')
  const found = await createSqlite({ nodeVersion }).query(path, ANY)
  expect(found).toEqual({
    state: 'unsupported',
    reason: `Node ${nodeVersion} has no SQLite; Node 22.5.0 has`,
  })
})

describe('the copy of a database', () => {
  const before = process.env.TMPDIR
  let temporary: string
  beforeEach(() => {
    temporary = mkdtempSync(join(tmpdir(), 'doctor-tmp-'))
    process.env.TMPDIR = temporary
  })
  afterEach(() => {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  })

  it('has the log and the journal with it, byte for byte, and nothing else', async () => {
    const path = join(folder, 'a.sqlite')
    for (const part of ['', '-wal', '-journal', '-shm', '-other'])
      await writeFile(`${path}${part}`, `<${part}>`)
    const copy = await copyDatabase(path)
    if (copy === 'busy') throw new Error('nobody writes it')
    const names = readdirSync(join(copy.path, '..')).sort()
    expect(names).toEqual(['copy.sqlite', 'copy.sqlite-journal', 'copy.sqlite-wal'])
    for (const part of ['', '-wal', '-journal'])
      expect(readFileSync(`${copy.path}${part}`, 'utf8')).toBe(`<${part}>`)
    await copy.remove()
    expect(readdirSync(temporary)).toEqual([])
  })

  it('is given up where the database changes all the while, and nothing of it is left', async () => {
    const path = join(folder, 'a.sqlite')
    await writeFile(path, '')
    let isDone = false
    const write = (): void => {
      if (isDone) return
      appendFileSync(`${path}-wal`, 'x')
      setImmediate(write)
    }
    write()
    expect(await copyDatabase(path)).toBe('busy')
    isDone = true
    expect(readdirSync(temporary)).toEqual([])
  })

  it('is gone when the process ends before it was removed', async () => {
    const path = join(folder, 'a.sqlite')
    await writeFile(path, 'x')
    const code = `
      import { copyDatabase } from './src/ports/sqlite-copy.js'
      const copy = await copyDatabase(${JSON.stringify(path)})
      process.stdout.write(JSON.stringify(copy.path))
      process.exit(3)
    `
    const ended = await runInNode(await compilePorts(), code).catch((error: unknown) => error)
    const { stdout } = ended as { readonly stdout: string }
    expect(JSON.parse(stdout)).toContain(temporary)
    expect(existsSync(JSON.parse(stdout))).toBe(false)
  })
})
