import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createWhich } from '../../src/ports/which.js'
import { makeFolder } from '../setup/temp-folder.js'

const program = async (path: string, mode: number): Promise<void> => {
  await writeFile(path, '#!/bin/sh\n')
  await chmod(path, mode)
}

/** Folders a to d: executable, not executable, a folder of that name, a link to the first. */
const makePath = async (): Promise<string> => {
  const cwd = await makeFolder()
  for (const name of ['a', 'b', 'c', 'd', 'c/claude']) await mkdir(join(cwd, name))
  await program(join(cwd, 'a/claude'), 0o755)
  await program(join(cwd, 'b/claude'), 0o644)
  await program(join(cwd, 'claude'), 0o755)
  await symlink('../a/claude', join(cwd, 'd/claude'))
  return cwd
}

describe.runIf(process.platform !== 'win32')('looking a program up', () => {
  it('gives every match in order, also those that may not be run, each path once', async () => {
    const cwd = await makePath()
    const PATH = ['b', 'gone', 'a', 'c', 'd', 'a', 'a/'].map((name) => `${cwd}/${name}`).join(':')
    expect(await createWhich({ env: { PATH }, platform: 'linux', cwd })('claude')).toEqual([
      { path: join(cwd, 'b/claude'), executable: false },
      { path: join(cwd, 'a/claude'), executable: true },
      { path: join(cwd, 'd/claude'), executable: true },
    ])
  })

  it.each([
    ['relative', 'a'],
    ['dotted', './c/../a'],
  ])('resolves a %s entry against the working folder', async (_, PATH) => {
    const cwd = await makePath()
    const found = await createWhich({ env: { PATH }, platform: 'darwin', cwd })('claude')
    expect(found).toEqual([{ path: join(cwd, 'a/claude'), executable: true }])
  })

  it.each(['', ':', 'gone:', ':gone', 'gone::c'])(
    'takes an empty entry of %j for the working folder',
    async (PATH) => {
      const cwd = await makePath()
      const found = await createWhich({ env: { PATH }, platform: 'linux', cwd })('claude')
      expect(found).toEqual([{ path: join(cwd, 'claude'), executable: true }])
    },
  )

  it.each(['', './claude', 'a/claude', '/bin/sh'])('finds nothing for %j, which is no name', async (name) => {
    const cwd = await makePath()
    expect(await createWhich({ env: { PATH: `:/bin:${cwd}` }, platform: 'linux', cwd })(name)).toEqual([])
  })

  it('finds nothing without a PATH', async () => {
    const cwd = await makePath()
    expect(await createWhich({ env: {}, platform: 'linux', cwd })('claude')).toEqual([])
  })
})
