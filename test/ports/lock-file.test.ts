import { mkdir, readdir, readFile, rename, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { acquireLockFile } from '../../src/ports/lock-file.js'
import { createLocks } from '../../src/ports/locks.js'
import { makeFolder } from '../setup/temp-folder.js'
import { compilePorts, DROP_ROOT, runInNode } from './compiled-ports.js'

const impatient = { patienceMs: 0 }
const age = async (path: string, seconds: number): Promise<void> => {
  const then = Date.now() / 1000 - seconds
  await utimes(path, then, then)
}

describe('a lock that is a file', () => {
  it('stands beside the file with who holds it, and is given back once', async () => {
    const folder = await makeFolder()
    const release = await acquireLockFile(join(folder, 'store'))
    const lock = join(folder, 'store.lock')
    expect((await stat(lock)).isFile()).toBe(true)
    expect(JSON.parse(await readFile(lock, 'utf8'))).toMatchObject({ pid: process.pid })
    await release()
    await release()
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused while another program holds it, and left to that', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'store')
    await writeFile(`${path}.lock`, '{"pid":1}')
    await expect(acquireLockFile(path, impatient)).rejects.toMatchObject({ code: 'locked', path })
    expect(await readFile(`${path}.lock`, 'utf8')).toBe('{"pid":1}')
  })

  it('is waited for', async () => {
    const path = join(await makeFolder(), 'store')
    const first = await acquireLockFile(path)
    const second = acquireLockFile(path)
    await first()
    await (await second)()
  })

  it('is given back by a process that exits with it, unless it is another one by now', async () => {
    const folder = await compilePorts()
    const names = await runInNode(
      folder,
      `import { mkdirSync, readdirSync, renameSync, writeFileSync } from 'node:fs'
      import { acquireLockFile } from './src/ports/lock-file.js'
      mkdirSync('held')
      for (const name of ['own', 'lost', 'over']) await acquireLockFile('held/' + name).then((release) => name === 'over' && release())
      renameSync('held/lost.lock', 'held/moved')
      writeFileSync('held/lost.lock', '{}')
      process.once('exit', () => console.log(JSON.stringify(readdirSync('held'))))
      process.exit()`,
    )
    expect(names).toEqual(['lost.lock', 'moved'])
  })

  it('is held by one at a time', async () => {
    const path = join(await makeFolder(), 'store')
    let holders = 0
    let most = 0
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const release = await acquireLockFile(path)
        most = Math.max(most, ++holders)
        await stat(path).catch(() => undefined)
        holders -= 1
        await release()
      }),
    )
    expect(most).toBe(1)
  })

  it.each(['file', 'folder'])(
    'is taken over from a crashed program’s %s after 30 seconds, not before',
    async (kind) => {
      const folder = await makeFolder()
      const path = join(folder, 'store')
      await (kind === 'file' ? writeFile(`${path}.lock`, '') : mkdir(`${path}.lock`))
      await age(`${path}.lock`, 20)
      await expect(acquireLockFile(path, impatient)).rejects.toMatchObject({ code: 'locked' })
      await age(`${path}.lock`, 31)
      await (await acquireLockFile(path, impatient))()
      expect(await readdir(folder)).toEqual([])
    },
  )

  it('keeps those out who lock with a folder, and is kept out by them', async () => {
    const path = join(await makeFolder(), 'store')
    const folders = createLocks({ retries: { retries: 0 } })
    const release = await acquireLockFile(path)
    await expect(folders.acquire(path)).rejects.toMatchObject({ code: 'locked' })
    await release()
    const releaseFolder = await folders.acquire(path)
    await expect(acquireLockFile(path, impatient)).rejects.toMatchObject({ code: 'locked' })
    await releaseFolder()
  })

  it('says when it was lost while it was held, and leaves the one who took it alone', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'store')
    const release = await acquireLockFile(path)
    await writeFile(`${path}.theirs`, 'theirs')
    await rename(`${path}.theirs`, `${path}.lock`)
    await expect(release()).rejects.toMatchObject({ code: 'failed', path })
    expect(await readFile(`${path}.lock`, 'utf8')).toBe('theirs')
  })

  it('fails at once where no lock can ever be made', async () => {
    const folder = await makeFolder()
    await expect(acquireLockFile(join(folder, 'gone/store'))).rejects.toMatchObject({ code: 'absent' })
  })

  it.runIf(process.platform !== 'win32')(
    'is denied at once to a user who may not write the folder',
    async () => {
      const code = `${DROP_ROOT}
    import { acquireLockFile } from './src/ports/lock-file.js'
    console.log(JSON.stringify(await acquireLockFile('store').catch(({ code, path }) => [code, path])))`
      expect(await runInNode(await compilePorts(), code)).toEqual(['denied', 'store'])
    },
  )
})
