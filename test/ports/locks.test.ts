import { mkdir, readdir, rename, rmdir, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createLocks } from '../../src/ports/locks.js'
import { makeFolder } from '../setup/temp-folder.js'
import { compilePorts, DROP_ROOT, runInNode } from './compiled-ports.js'

const impatient = createLocks({ retries: { retries: 0 } })

describe('a lock', () => {
  it('is a folder beside the file, which need not exist, and is given back once', async () => {
    const folder = await makeFolder()
    const release = await impatient.acquire(join(folder, 'store'))
    expect((await stat(join(folder, 'store.lock'))).isDirectory()).toBe(true)
    await release()
    await release()
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused while it is held, with the path, and had again afterwards', async () => {
    const path = join(await makeFolder(), 'store')
    const release = await impatient.acquire(path)
    const refusal = impatient.acquire(path)
    await expect(refusal).rejects.toMatchObject({ name: 'MachineError', code: 'locked', path })
    await expect(refusal).rejects.toThrow(path)
    await release()
    await (await impatient.acquire(path))()
  })

  it('is the same by whatever link the file is reached', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'real/store'), '')
    await symlink('real/store', join(folder, 'link'))
    await symlink('real', join(folder, 'folder'))
    await symlink('real/new', join(folder, 'dangling'))
    const release = await impatient.acquire(join(folder, 'link'))
    expect(await readdir(join(folder, 'real'))).toEqual(['store', 'store.lock'])
    await expect(impatient.acquire(join(folder, 'folder/store'))).rejects.toMatchObject({ code: 'locked' })
    await release()
    const releaseNew = await impatient.acquire(join(folder, 'dangling'))
    await expect(impatient.acquire(join(folder, 'folder/new'))).rejects.toMatchObject({ code: 'locked' })
    await releaseNew()
  })

  it('is taken over when it went stale after 30 seconds, not before', async () => {
    const path = join(await makeFolder(), 'store')
    await mkdir(`${path}.lock`)
    const now = Date.now() / 1000
    await utimes(`${path}.lock`, now - 20, now - 20)
    await expect(impatient.acquire(path)).rejects.toMatchObject({ code: 'locked' })
    await utimes(`${path}.lock`, now - 31, now - 31)
    await (await impatient.acquire(path))()
  })

  it('is waited for', async () => {
    const path = join(await makeFolder(), 'store')
    const first = await impatient.acquire(path)
    const second = createLocks({ retries: { minTimeout: 5, maxTimeout: 20 } }).acquire(path)
    await first()
    await (await second)()
  })

  it('fails at once where no lock can ever be made', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'file'), '')
    const start = performance.now()
    const patient = createLocks()
    await expect(patient.acquire(join(folder, 'gone/store'))).rejects.toMatchObject({ code: 'absent' })
    await expect(patient.acquire(join(folder, 'file/store'))).rejects.toMatchObject({ code: 'absent' })
    expect(performance.now() - start).toBeLessThan(1000)
  })

  it('says when it was lost while it was held, and leaves the one who took it alone', async () => {
    const folder = await makeFolder()
    const path = join(folder, 'store')
    const release = await impatient.acquire(path)
    await mkdir(`${path}.theirs`)
    await rmdir(`${path}.lock`)
    await rename(`${path}.theirs`, `${path}.lock`)
    await expect(release()).rejects.toMatchObject({ code: 'failed', path })
    await expect(release()).rejects.toMatchObject({ code: 'failed', path })
    expect(await readdir(folder)).toEqual(['store.lock'])
  })
})

it.runIf(process.platform !== 'win32')(
  'is denied at once to a user who may not write the folder',
  async () => {
    const code = `${DROP_ROOT}
    import { createLocks } from './src/ports/locks.js'
    console.log(JSON.stringify(await createLocks().acquire('store').catch(({ code, path }) => [code, path])))`
    expect(await runInNode(await compilePorts(), code)).toEqual(['denied', 'store'])
  },
)

it('does not crash the program when the lock is lost', async () => {
  const code = `
    import { existsSync, rmdirSync } from 'node:fs'
    import { createLocks } from './src/ports/locks.js'
    import { setTimeout } from 'node:timers/promises'
    const release = await createLocks({ staleMs: 2000 }).acquire('store')
    rmdirSync('store.lock')
    await setTimeout(1300)
    console.log(JSON.stringify(await release().catch(({ code }) => code)))`
  expect(await runInNode(await compilePorts(), code)).toBe('failed')
})

it('loses no update of two processes that take it in turns', { timeout: 60_000 }, async () => {
  const folder = await compilePorts()
  const code = `
    import { createLocks } from './src/ports/locks.js'
    import { createProbeFs } from './src/ports/read-fs.js'
    import { createWriter } from './src/ports/write-fs.js'
    const locks = createLocks({ retries: { retries: 2000, factor: 1, minTimeout: 1, maxTimeout: 4 } })
    for (let round = 0; round < 60; round += 1) {
      const release = await locks.acquire('count')
      const { text = '0' } = await createProbeFs().readText('count')
      await createWriter().replace('count', [String(Number(text) + 1)])
      if (round < 59) await release()
      else await release().then(() => console.log('null'))
    }`
  await Promise.all([runInNode(folder, code), runInNode(folder, code)])
  const print = `
    import { createProbeFs } from './src/ports/read-fs.js'
    console.log((await createProbeFs().readText('count')).text)`
  expect(await runInNode(folder, print)).toBe(120)
})
