import { lstat, mkdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { makeHome } from './home.js'
import { type Ailment, admit, listTree, readJournal, withoutFolderTimes } from './patient.js'

const creating: Ailment['plan'] = ({ path }) => [
  { op: 'write', path, before: 'absent', after: { json: { done: true } }, lock: true },
]

/** `link` leads to a store in another folder. */
const linkedStore = async () => {
  const home = await makeHome()
  await mkdir(join(home, 'dotfiles'))
  await writeFile(join(home, 'dotfiles/store.json'), '{"kept": 1}', { mode: 0o640 })
  await symlink('dotfiles/store.json', join(home, 'link'))
  return { home, path: join(home, 'link'), target: join(home, 'dotfiles/store.json') }
}

describe('a store behind a link', () => {
  it.each([false, true])('stays behind it (taken back: %s)', async (isHopeless) => {
    const { home, path, target } = await linkedStore()
    const isBroken: Ailment['isBroken'] = ({ text }) => isHopeless || !text.includes('done')
    const [record] = await admit({ home, path, isBroken, lock: true }).treat()
    expect(record?.status).toBe(isHopeless ? 'rolled-back' : 'applied')
    expect(await readlink(path)).toBe('dotfiles/store.json')
    expect(JSON.parse(await readFile(target, 'utf8'))).toEqual(
      isHopeless ? { kept: 1 } : { kept: 1, done: true },
    )
    const { entries } = await readJournal(home)
    expect(entries[1].changes).toMatchObject([{ path: target }])
  })

  it('is deleted and taken back there, and the link stays', async () => {
    const { home, path, target } = await linkedStore()
    const plan: Ailment['plan'] = ({ sha256 }) => [{ op: 'delete', path, before: { sha256 } }]
    const isBroken: Ailment['isBroken'] = () => true
    expect(await admit({ home, path, plan, isBroken }).treat()).toMatchObject([{ status: 'rolled-back' }])
    expect(await readFile(target, 'utf8')).toBe('{"kept": 1}')
    expect(await readlink(path)).toBe('dotfiles/store.json')
  })

  it('is made in the folder the path really leads to', async () => {
    const { home } = await linkedStore()
    await symlink('dotfiles', join(home, 'folder'))
    const path = join(home, 'folder/new.json')
    expect(await admit({ home, path, plan: creating }).treat()).toMatchObject([{ status: 'applied' }])
    expect((await lstat(join(home, 'dotfiles/new.json'))).isFile()).toBe(true)
    const { entries } = await readJournal(home)
    expect(entries[1].changes).toMatchObject([{ path: join(home, 'dotfiles/new.json'), before: 'absent' }])
  })
})

describe('a new file', () => {
  it('gets mode 0600 in folders of mode 0700, which the journal names', async () => {
    const home = await makeHome()
    const path = join(home, 'agents/main/store.json')
    expect(await admit({ home, path, plan: creating }).treat()).toMatchObject([{ status: 'applied' }])
    expect(await readFile(path, 'utf8')).toBe('{\n  "done": true\n}\n')
    if (process.platform !== 'win32') {
      expect((await stat(path)).mode & 0o777).toBe(0o600)
      expect((await stat(join(home, 'agents'))).mode & 0o777).toBe(0o700)
    }
    const { entries } = await readJournal(home)
    expect(entries[1].changes[0].madeFolders).toEqual([join(home, 'agents'), join(home, 'agents/main')])
  })

  it.each<readonly [string, (home: string) => Promise<void>, string, string, string]>([
    [
      'its folder is a file',
      (home) => writeFile(join(home, 'x'), ''),
      'x/store.json',
      'failed',
      'x: it is not a folder',
    ],
    [
      'its folder is in a file',
      (home) => writeFile(join(home, 'x'), ''),
      'x/y/store.json',
      'failed',
      'x/y: there is no such file or folder',
    ],
    [
      'its folder is a link that leads nowhere',
      (home) => symlink('gone', join(home, 'x')),
      'x/store.json',
      'failed',
      'x: there is no such file or folder',
    ],
    [
      'it is a link that leads nowhere',
      (home) => symlink('gone/store', join(home, 'x')),
      'x',
      'outdated',
      'x: it is a link that leads nowhere',
    ],
  ])('is not made where %s', async (_, prepare, name, status, reason) => {
    const home = await makeHome()
    await prepare(home)
    const tree = await listTree(home)
    const plan: Ailment['plan'] = ({ path }) => [{ op: 'write', path, before: 'absent', after: 'x' }]
    const records = await admit({ home, path: join(home, name), plan, isBroken: () => true }).treat()
    const [record] = records
    expect(record).toMatchObject({ status })
    expect(record?.reason?.replaceAll(`${home}/`, '')).toBe(reason)
    expect(withoutFolderTimes(await listTree(home))).toEqual(withoutFolderTimes(tree))
  })
})
