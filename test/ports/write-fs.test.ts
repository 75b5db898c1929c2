import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmod,
  chown,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createSeal } from '../../src/ports/secret.js'
import { createWriter } from '../../src/ports/write-fs.js'
import { makeFolder } from '../setup/temp-folder.js'

const writer = createWriter()
const { seal } = createSeal()
const onUnix = process.platform !== 'win32'
const asRoot = process.getuid?.() === 0
const umask = process.umask()

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o7777

afterEach(() => void process.umask(umask))

describe('replacing a file', () => {
  it('writes the parts, secrets escaped for JSON, and returns the hash of the bytes', async () => {
    const path = join(await makeFolder(), 'a.json')
    const text = 'a"\\\n\u{1f600}\ud800'
    const sha256 = await writer.replace(path, ['{"ä": "', seal(text), '"}\n'])
    const bytes = await readFile(path)
    expect(JSON.parse(bytes.toString())).toEqual({ ä: text })
    expect(sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
  })

  it.each([0, 0o077, 0o777])('gives a new file 0600 with umask %o', async (mask) => {
    const path = join(await makeFolder(), 'a')
    process.umask(mask)
    await writer.replace(path, ['x'])
    expect(await modeOf(path)).toBe(onUnix ? 0o600 : 0o666)
  })

  it.runIf(onUnix).each([0o644, 0o400, 0o660, 0o000])('keeps mode %o whatever the umask', async (mode) => {
    const path = join(await makeFolder(), 'a')
    await writeFile(path, 'old')
    await chmod(path, mode)
    process.umask(0o077)
    await writer.replace(path, ['new'])
    expect(await modeOf(path)).toBe(mode)
    expect((await lstat(path)).size).toBe(3)
  })

  it.runIf(onUnix)('gives an existing file the mode that is asked for', async () => {
    const path = join(await makeFolder(), 'a')
    await writeFile(path, 'old', { mode: 0o644 })
    await writer.replace(path, ['new'], { mode: 0o600 })
    expect(await modeOf(path)).toBe(0o600)
  })

  it.runIf(asRoot)('keeps the owner and the group', async () => {
    const path = join(await makeFolder(), 'a')
    await writeFile(path, 'old')
    await chown(path, 1234, 2345)
    await writer.replace(path, ['new'])
    expect(await stat(path)).toMatchObject({ uid: 1234, gid: 2345 })
  })

  it('keeps a chain of links and writes where it leads', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'real/file'), 'old')
    await symlink('real/file', join(folder, 'inner'))
    await symlink('inner', join(folder, 'outer'))
    await writer.replace(join(folder, 'outer'), ['new'])
    expect(await readFile(join(folder, 'real/file'), 'utf8')).toBe('new')
    expect(await readlink(join(folder, 'outer'))).toBe('inner')
    expect(await readlink(join(folder, 'inner'))).toBe('real/file')
  })

  it('makes the file that a link waits for', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'real'))
    await symlink('real', join(folder, 'folder-link'))
    await symlink('folder-link/new', join(folder, 'inner'))
    await symlink(join(folder, 'inner'), join(folder, 'outer'))
    await writer.replace(join(folder, 'outer'), ['new'])
    expect(await readFile(join(folder, 'real/new'), 'utf8')).toBe('new')
    expect((await lstat(join(folder, 'inner'))).isSymbolicLink()).toBe(true)
  })

  it.each([
    ['a missing folder', 'gone/file', 'absent'],
    ['a file for a folder', 'file/inside', 'absent'],
    ['a folder', 'folder', 'failed'],
    ['a link to itself', 'loop', 'failed'],
  ])('fails on %s, names the path, and leaves nothing behind', async (_, name, code) => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'folder'))
    await writeFile(join(folder, 'file'), 'old')
    await symlink('loop', join(folder, 'loop'))
    const before = await readdir(folder)
    const path = join(folder, name)
    const failure = writer.replace(path, [seal('made-up-secret')])
    await expect(failure).rejects.toMatchObject({ name: 'MachineError', code, path })
    await expect(failure).rejects.toThrow(path)
    await expect(failure).rejects.not.toThrow('made-up')
    expect(await readdir(folder)).toEqual(before)
  })

  it.runIf(onUnix)('does not replace or wait for a pipe', async () => {
    const path = join(await makeFolder(), 'pipe')
    execFileSync('mkfifo', [path])
    await expect(writer.replace(path, ['x'])).rejects.toMatchObject({ code: 'failed' })
    await expect(writer.appendLine(path, 'x')).rejects.toMatchObject({ code: 'failed' })
    await expect(writer.copy(path, `${path}.copy`)).rejects.toMatchObject({ code: 'failed', path })
    expect((await lstat(path)).isFIFO()).toBe(true)
  })
})

describe('copying and restoring', () => {
  it('copies bytes to a private file and puts them back with mode and time', async () => {
    const folder = await makeFolder()
    const [path, copy] = [join(folder, 'a'), join(folder, 'copy')]
    const bytes = Buffer.from([0, 255, 10, 128])
    await writeFile(path, bytes, { mode: 0o644 })
    await writer.copy(path, copy)
    expect(await modeOf(copy)).toBe(onUnix ? 0o600 : 0o666)
    await writer.replace(path, ['changed'])
    await writer.restore(copy, path, { mode: 0o640, mtimeMs: 1_600_000_000_123 })
    expect(await readFile(path)).toEqual(bytes)
    expect((await stat(path)).mtimeMs).toBeCloseTo(1_600_000_000_123, 1)
    expect(await modeOf(path)).toBe(onUnix ? 0o640 : 0o666)
  })

  it('restores a file that is gone, and one behind a link', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'copy'), 'old')
    await symlink('gone', join(folder, 'link'))
    await writer.restore(join(folder, 'copy'), join(folder, 'link'), { mode: 0o600, mtimeMs: 1e12 })
    expect(await readFile(join(folder, 'gone'), 'utf8')).toBe('old')
    expect((await lstat(join(folder, 'link'))).isSymbolicLink()).toBe(true)
  })

  it('never copies over or through what is already there', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'a'), 'new')
    await writeFile(join(folder, 'b'), 'old')
    await symlink('target', join(folder, 'link'))
    for (const name of ['b', 'link']) {
      const to = join(folder, name)
      await expect(writer.copy(join(folder, 'a'), to)).rejects.toMatchObject({ code: 'failed', path: to })
    }
    expect(await readFile(join(folder, 'b'), 'utf8')).toBe('old')
    expect(await readdir(folder)).toEqual(['a', 'b', 'link'])
  })
})

describe('folders', () => {
  it.each([0, 0o777])('are made private with umask %o, and only the missing ones', async (mask) => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'there'), { mode: 0o755 })
    await chmod(join(folder, 'there'), 0o755)
    process.umask(mask)
    const made = await writer.makeFolder(join(folder, 'there/a/b'))
    expect(made).toEqual([join(folder, 'there/a'), join(folder, 'there/a/b')])
    expect(await writer.makeFolder(join(folder, 'there/a/b'))).toEqual([])
    if (!onUnix) return
    expect(await Promise.all(made.map(modeOf))).toEqual([0o700, 0o700])
    expect(await modeOf(join(folder, 'there'))).toBe(0o755)
  })

  it('are not made where a file or a link to nothing is in the way', async () => {
    const folder = await makeFolder()
    await writeFile(join(folder, 'file'), '')
    await symlink('gone', join(folder, 'link'))
    await expect(writer.makeFolder(join(folder, 'file'))).rejects.toMatchObject({ code: 'failed' })
    await expect(writer.makeFolder(join(folder, 'file/a/b'))).rejects.toMatchObject({ code: 'absent' })
    await expect(writer.makeFolder(join(folder, 'link/a'))).rejects.toMatchObject({ name: 'MachineError' })
    expect(await readdir(folder)).toEqual(['file', 'link'])
  })

  it('are removed only when empty', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'empty'))
    await mkdir(join(folder, 'full'))
    await writeFile(join(folder, 'full/file'), '')
    for (const name of ['empty', 'full', 'gone']) await writer.removeFolderIfEmpty(join(folder, name))
    expect(await readdir(folder)).toEqual(['full'])
    await expect(writer.removeFolderIfEmpty(join(folder, 'full/file'))).rejects.toMatchObject({
      name: 'MachineError',
    })
  })
})

describe('appending a line', () => {
  it('makes a private file and keeps what is there', async () => {
    const path = join(await makeFolder(), 'log')
    process.umask(0)
    await writer.appendLine(path, 'one')
    await writer.appendLine(path, 'two')
    expect(await readFile(path, 'utf8')).toBe('one\ntwo\n')
    expect(await modeOf(path)).toBe(onUnix ? 0o600 : 0o666)
  })

  it('ends the line that an earlier writer died in', async () => {
    const path = join(await makeFolder(), 'log')
    await writeFile(path, 'one\ntw')
    await writer.appendLine(path, 'three')
    expect(await readFile(path, 'utf8')).toBe('one\ntw\nthree\n')
  })
})

it('changes a mode and removes a link without its target', async () => {
  const folder = await makeFolder()
  await writeFile(join(folder, 'file'), '', { mode: 0o644 })
  await symlink('file', join(folder, 'link'))
  await writer.chmod(join(folder, 'file'), 0o400)
  expect(await modeOf(join(folder, 'file'))).toBe(onUnix ? 0o400 : 0o444)
  await writer.remove(join(folder, 'link'))
  expect(await readdir(folder)).toEqual(['file'])
  await expect(writer.remove(join(folder, 'link'))).rejects.toMatchObject({ code: 'absent' })
  await expect(writer.chmod(join(folder, 'link'), 0o600)).rejects.toMatchObject({ code: 'absent' })
})
