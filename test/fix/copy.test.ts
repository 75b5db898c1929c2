import { readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { type Ailment, admit, listTree, sha256Of, withoutFolderTimes } from './patient.js'

/** Text that no JSON printer would give back as it was: a mark, odd line ends, a half string. */
const ODD = '\uFEFF{"a": "\\ud83d\r\n\u0000 é "b'
const GOOD = '{ "done": true }'
let home: string
let path: string

beforeEach(async () => {
  home = await makeFolder()
  path = join(home, 'store.json')
  await writeFile(path, ODD, { mode: 0o640 })
  await utimes(path, 1_700_000_000, 1_700_000_000)
  await writeFile(join(home, 'backup'), GOOD)
})

const plan =
  (source = sha256Of(GOOD)): NonNullable<Ailment['plan']> =>
  ({ sha256 }) => [
    {
      op: 'write',
      path: `${path}.broken`,
      before: 'absent',
      after: { copyOf: path, sha256 },
      mode: 0o600,
    },
    {
      op: 'write',
      path,
      before: { sha256 },
      after: { copyOf: join(home, 'backup'), sha256: source },
      lock: true,
    },
  ]

describe('a file that becomes a copy of another', () => {
  it('has its bytes, and a file of the same plan is copied as it was before', async () => {
    const [record] = await admit({ home, path, plan: plan() }).treat()
    expect(record).toMatchObject({ status: 'applied' })
    expect(await readFile(`${path}.broken`)).toEqual(Buffer.from(ODD))
    expect(await readFile(path, 'utf8')).toBe(GOOD)
    expect((await stat(path)).mode & 0o777).toBe(0o640)
  })

  it('is left as it is, and so is the rest of the plan, where the other file is not what was planned for', async () => {
    const before = withoutFolderTimes(await listTree(home))
    const [record] = await admit({ home, path, plan: plan('0'.repeat(64)) }).treat()
    expect(record).toMatchObject({
      status: 'outdated',
      reason: `${join(home, 'backup')}: it has changed in the meantime`,
    })
    await rm(join(home, 'backup'))
    expect((await admit({ home, path, plan: plan() }).treat())[0]).toMatchObject({ status: 'outdated' })
    await writeFile(join(home, 'backup'), GOOD)
    expect(Object.keys(withoutFolderTimes(await listTree(home)))).toEqual(Object.keys(before))
    expect(await readFile(path, 'utf8')).toBe(ODD)
  })

  it('follows a link to what is copied', async () => {
    await rm(join(home, 'backup'))
    await writeFile(join(home, 'elsewhere'), GOOD)
    await symlink(join(home, 'elsewhere'), join(home, 'backup'))
    await admit({ home, path, plan: plan() }).treat()
    expect(await readFile(path, 'utf8')).toBe(GOOD)
  })

  it('is taken back whole where it does not help', async () => {
    const before = withoutFolderTimes(await listTree(home))
    const [record] = await admit({ home, path, plan: plan(), isBroken: () => true }).treat()
    expect(record).toMatchObject({ status: 'rolled-back' })
    const { state: _, ...after } = withoutFolderTimes(await listTree(home))
    const left = Object.entries(after).filter(([name]) => !name.startsWith('state/'))
    expect(Object.fromEntries(left)).toEqual(before)
  })
})
