import { chmod, chown, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FixRecord } from '../../src/fix/fix-record.js'
import { DROP_ROOT, runInNode } from '../ports/compiled-ports.js'
import { compileFix } from './compiled-fix.js'
import { makeHome } from './home.js'
import { listTree } from './patient.js'

const NOBODY = 65_534
const asRoot = process.getuid?.() === 0

/** A home of a user who is not root, with a store in a folder whose mode is given. */
const makeStore = async (folderMode: number, storeMode = 0o600) => {
  const home = await makeHome()
  const path = join(home, 'agent/store.json')
  await mkdir(dirname(path))
  await mkdir(join(home, 'state'))
  await writeFile(path, '{}', { mode: storeMode })
  for (const each of [home, join(home, 'state'), dirname(path), path]) await chown(each, NOBODY, NOBODY)
  await chmod(dirname(path), folderMode)
  return { home, path }
}

/** Runs the fix as that user; `more` is the text of what else is to be said of the ailment. */
const treatAsNobody = async (home: string, path: string, more = ''): Promise<readonly FixRecord[]> =>
  (await runInNode(
    await compileFix(),
    `${DROP_ROOT}
    import { admit } from './test/fix/patient.js'
    import './src/json/edit.js'
    const ailment = { home: ${JSON.stringify(home)}, path: ${JSON.stringify(path)}, ${more} }
    console.log(JSON.stringify(await admit(ailment).treat()))`,
  )) as readonly FixRecord[]

describe.runIf(asRoot)('a user who is not root', () => {
  it.each([
    ['with a lock', 'lock: true', 'agent/store.json: permission denied'],
    ['without one', '', 'agent: the folder may not be written'],
  ])(
    'is told why a read-only folder stays as it is, and nothing is left behind, %s',
    async (_, more, reason) => {
      const { home, path } = await makeStore(0o500)
      const tree = await listTree(home)
      const records = await treatAsNobody(home, path, more)
      expect(records).toMatchObject([{ status: 'failed', reason: join(home, reason) }])
      expect(await listTree(home)).toEqual(tree)
    },
  )

  it('is told where the journal cannot be kept, and nothing is changed without it', async () => {
    const { home, path } = await makeStore(0o700)
    await chmod(join(home, 'state'), 0o500)
    const tree = await listTree(home)
    const records = await treatAsNobody(home, path)
    const folder = join(home, 'state/doctor/runs')
    expect(records).toMatchObject([{ status: 'failed', reason: expect.stringContaining(`${folder}/`) }])
    expect(records[0]?.reason).toMatch(/: permission denied$/)
    expect(await listTree(home)).toEqual(tree)
  })

  it("fails to change another's permissions, with everything as it was", async () => {
    const { home, path } = await makeStore(0o700)
    await chown(path, 0, 0)
    const { agent, ...before } = await listTree(home)
    const more = `isBroken: () => true, plan: ({ path }) => [{ op: 'chmod', path, before: 0o600, after: 0o644 }]`
    await chmod(path, 0o600)
    const records = await treatAsNobody(home, path, more)
    expect(records).toMatchObject([{ status: 'failed', reason: `${path}: permission denied` }])
    const { 'agent/store.json': store } = await listTree(home)
    expect(store).toBe(before['agent/store.json'])
    expect(agent).toBeDefined()
  })

  it('may replace a store that is read-only in a folder that is not, and it stays read-only', async () => {
    const { home, path } = await makeStore(0o700, 0o400)
    expect(await treatAsNobody(home, path)).toMatchObject([{ status: 'applied' }])
    expect((await listTree(home))['agent/store.json']).toMatch(/^400 /)
  })
})
