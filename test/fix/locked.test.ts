import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmdirSync } from 'node:fs'
import { mkdir, readdir, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { Change } from '../../src/contract/index.js'
import { createLocks } from '../../src/ports/locks.js'
import { nodeArgs } from '../ports/compiled-ports.js'
import { compileFix } from './compiled-fix.js'
import { makeHome } from './home.js'
import { type Ailment, admit, listTree, sha256Of } from './patient.js'

const impatient = {
  alter: () => ({ locks: createLocks({ retries: { retries: 2, minTimeout: 5, maxTimeout: 10 } }) }),
}
const patient = {
  alter: () => ({ locks: createLocks({ retries: { retries: 500, minTimeout: 5, maxTimeout: 20 } }) }),
}

const makeStore = async () => {
  const home = await makeHome()
  const path = join(home, 'store.json')
  await writeFile(path, '{}')
  return { home, path, lock: true as const }
}

/** Another process that takes the lock and holds it until its input ends. */
const holdLock = async (path: string) => {
  const code = `
    import { createLocks } from './src/ports/locks.js'
    const release = await createLocks().acquire(${JSON.stringify(path)})
    console.log('held')
    process.stdin.on('data', () => {}).on('end', () => release())`
  const child = spawn(process.execPath, nodeArgs(code), { cwd: await compileFix(), stdio: 'pipe' })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return child
}

describe('a lock that another process holds', () => {
  it('is waited for', async () => {
    const store = await makeStore()
    const holder = await holdLock(store.path)
    const treated = admit(store, patient).treat()
    holder.stdin.end()
    expect(await treated).toMatchObject([{ status: 'applied' }])
    expect(await readdir(store.home)).not.toContain('store.json.lock')
  })

  it('makes the fix fail when it is not given back, with the path and nothing changed', async () => {
    const store = await makeStore()
    await holdLock(store.path)
    const tree = await listTree(store.home)
    const records = await admit(store, impatient).treat()
    const reason = `${store.path}: another program holds its lock`
    expect(records).toMatchObject([{ status: 'failed', reason, paths: [store.path] }])
    expect(await listTree(store.home)).toEqual(tree)
  })

  it('makes the fix give back the locks it had, and remove the folders it made', async () => {
    const { home, path } = await makeStore()
    await holdLock(path)
    const names = await readdir(home)
    const plan: Ailment['plan'] = ({ sha256 }): readonly Change[] => [
      { op: 'write', path: join(home, 'a/b/new'), before: 'absent', after: 'x', lock: true },
      { op: 'delete', path, before: { sha256 }, lock: true },
    ]
    expect(await admit({ home, path, plan }, impatient).treat()).toMatchObject([{ status: 'failed' }])
    expect(await readdir(home)).toEqual(names)
  })

  it('is taken over from a process that was killed once it is stale, not before', async () => {
    const store = await makeStore()
    const holder = await holdLock(store.path)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    expect(await admit(store, impatient).treat()).toMatchObject([{ status: 'failed' }])
    const longAgo = Date.now() / 1000 - 31
    await utimes(`${store.path}.lock`, longAgo, longAgo)
    expect(await admit(store, impatient).treat()).toMatchObject([{ status: 'applied' }])
    expect(await readdir(store.home)).not.toContain('store.json.lock')
  })
})

it('a lock that was lost meanwhile is said, and the change stands', async () => {
  const store = await makeStore()
  let judged = 0
  const isBroken = () => {
    judged += 1
    if (judged === 2) rmdirSync(`${store.path}.lock`)
    return judged < 2
  }
  const reason = `${store.path}: its lock was lost while it was held`
  expect(await admit({ ...store, isBroken }).treat()).toMatchObject([{ status: 'applied', reason }])
})

describe('several locks', () => {
  const files = async () => {
    const home = await makeHome()
    for (const name of ['a', 'b', 'c']) await writeFile(join(home, name), '{}')
    const changes = ['c', 'a', 'b'].map(
      (name): Change => ({
        op: 'write',
        path: join(home, name),
        before: { sha256: sha256Of('{}') },
        after: '{"done": true}',
        lock: true,
      }),
    )
    return { home, path: join(home, 'a'), plan: () => changes }
  }

  it('are taken in one order whatever the plan says, and all held while it is verified', async () => {
    const ailment = await files()
    const taken: string[] = []
    let held: readonly string[] = []
    const locks = createLocks()
    const admitted = admit(ailment, {
      alter: ({ writer }) => ({
        locks: {
          ...locks,
          acquire: (path) => {
            taken.push(path.slice(-1))
            return locks.acquire(path)
          },
        },
        writer: {
          ...writer,
          appendLine: async (path, line) => {
            if (line.includes('"verified"'))
              held = (await readdir(ailment.home)).filter((name) => name.endsWith('.lock'))
            await writer.appendLine(path, line)
          },
        },
      }),
    })
    expect(await admitted.treat()).toMatchObject([{ status: 'applied' }])
    expect(taken).toEqual(['a', 'b', 'c'])
    expect(held).toEqual(['a.lock', 'b.lock', 'c.lock'])
    expect(await readdir(ailment.home)).toEqual(['a', 'b', 'c', 'state'])
  })

  it.each(['applied', 'rolled-back'] as const)(
    'are all given back where one cannot be (%s)',
    async (status) => {
      const ailment = await files()
      const locks = createLocks()
      const isBroken: Ailment['isBroken'] = ({ text }) => status === 'rolled-back' || text === '{}'
      const admitted = admit(
        { ...ailment, isBroken },
        {
          alter: () => ({
            locks: {
              ...locks,
              acquire: async (path) => {
                const release = await locks.acquire(path)
                return async () => {
                  await release()
                  if (path.endsWith('c')) throw new Error(`${path}: cannot be given back`)
                }
              },
            },
          }),
        },
      )
      const reason =
        status === 'applied' ? /c: cannot be given back$/ : /^afterwards the finding was still there$/
      expect(await admitted.treat()).toMatchObject([{ status, reason: expect.stringMatching(reason) }])
      expect(await readdir(ailment.home)).toEqual(['a', 'b', 'c', 'state'])
    },
  )
})

it('a lock folder that no program holds any more does not outlive a new file that failed', async () => {
  const home = await makeHome()
  const path = join(home, 'agents/main/store.json')
  await mkdir(join(home, 'agents'))
  const plan: Ailment['plan'] = () => [{ op: 'write', path, before: 'absent', after: 'x', lock: true }]
  const records = await admit({ home, path, plan, isBroken: () => true }).treat()
  expect(records).toMatchObject([{ status: 'rolled-back' }])
  await expect(stat(join(home, 'agents/main'))).rejects.toMatchObject({ code: 'ENOENT' })
  expect(await readdir(join(home, 'agents'))).toEqual([])
})
