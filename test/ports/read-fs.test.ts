import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { chmod, mkdir, symlink, truncate, utimes, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createProbeFs } from '../../src/ports/read-fs.js'
import { makeFolder } from '../setup/temp-folder.js'
import { compilePorts, DROP_ROOT, runInNode } from './compiled-ports.js'

const fs = createProbeFs()
const onUnix = process.platform !== 'win32'

describe('reading a file', () => {
  it('gives its text, the hash of its bytes and what is known of it', async () => {
    const path = join(await makeFolder(), 'a.json')
    const bytes = Buffer.from('\ufeff{"ä": "\u{1f600}\0"}\r\n')
    await writeFile(path, bytes)
    await chmod(path, 0o640)
    await utimes(path, 1_700_000_000, 1_700_000_000)
    const stat = {
      kind: 'file',
      realPath: path,
      isLink: false,
      size: bytes.length,
      mode: onUnix ? 0o640 : 0o666,
      uid: process.getuid?.() ?? -1,
      ...(onUnix && { gid: process.getgid?.() }),
      mtimeMs: 1_700_000_000_000,
      bornMs: statSync(path).birthtimeMs,
    }
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    expect(await fs.readText(path)).toEqual({ state: 'ok', text: bytes.toString(), sha256, stat })
    expect(await fs.stat(path)).toEqual({ state: 'ok', ...stat })
  })

  it('takes an empty file for a text', async () => {
    const path = join(await makeFolder(), 'empty')
    await writeFile(path, '')
    expect(await fs.readText(path)).toMatchObject({ state: 'ok', text: '', stat: { size: 0 } })
  })

  it('reads through links and says where they lead', async () => {
    const folder = await makeFolder()
    await mkdir(join(folder, 'real'))
    await writeFile(join(folder, 'real/file'), 'text')
    await symlink('real', join(folder, 'folder-link'))
    await symlink('folder-link/file', join(folder, 'link'))
    const realPath = join(folder, 'real/file')
    expect(await fs.readText(join(folder, 'link'))).toMatchObject({
      text: 'text',
      stat: { kind: 'file', isLink: true, realPath },
    })
    expect(await fs.stat(join(folder, 'folder-link/file'))).toMatchObject({ isLink: false, realPath })
  })

  it('tells a link that leads nowhere from a file that is absent', async () => {
    const folder = await makeFolder()
    await symlink('gone/file', join(folder, 'link'))
    await writeFile(join(folder, 'file'), '')
    await symlink('file/inside', join(folder, 'through-file'))
    const dangling = { state: 'dangling-link', target: join(folder, 'gone/file') }
    for (const read of [fs.readText, fs.stat, fs.list]) {
      expect(await read(join(folder, 'link'))).toEqual(dangling)
      expect(await read(join(folder, 'through-file'))).toMatchObject({ state: 'dangling-link' })
      expect(await read(join(folder, 'absent'))).toEqual({ state: 'absent' })
      expect(await read(join(folder, 'file/inside'))).toEqual({ state: 'absent' })
    }
  })

  it('says why it cannot follow a link that leads to itself', async () => {
    const path = join(await makeFolder(), 'loop')
    await symlink('loop', path)
    expect(await fs.readText(path)).toEqual({ state: 'failed', reason: expect.stringContaining('ELOOP') })
  })

  it('answers for a path that no file can have', async () => {
    expect(await fs.readText('a\0b')).toMatchObject({ state: 'failed' })
    expect(await fs.readText('')).toEqual({ state: 'absent' })
  })

  it('says that a folder is one', async () => {
    expect(await fs.readText(await makeFolder())).toEqual({ state: 'folder' })
  })

  it.each([
    ['a lone continuation byte', [0x61, 0x80]],
    ['a character cut short', [0xe2, 0x82]],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00]],
  ])('does not take %s for text', async (_, bytes) => {
    const path = join(await makeFolder(), 'bytes')
    await writeFile(path, Buffer.from(bytes))
    expect(await fs.readText(path)).toEqual({ state: 'not-text' })
  })

  it('mixes up nothing of files that are read one after the other, whatever their sizes', async () => {
    const folder = await makeFolder()
    const sizes = [3, 256 * 1024 + 1, 0, 256 * 1024, 70_000, 256 * 1024 - 1, 5]
    const files = sizes.map((size, index) => ({
      path: join(folder, String(index)),
      text: String(index).repeat(size),
    }))
    for (const { path, text } of files) await writeFile(path, text)
    const found = await Promise.all(files.map(({ path }) => fs.readText(path)))
    expect(found.map((read) => (read.state === 'ok' ? read.text : read))).toEqual(
      files.map(({ text }) => text),
    )
  })

  it('reads 64 MiB and not a byte more', async () => {
    const path = join(await makeFolder(), 'big')
    await writeFile(path, '')
    await truncate(path, 64 * 1024 * 1024)
    expect(await fs.readText(path)).toMatchObject({ state: 'ok' })
    await truncate(path, 64 * 1024 * 1024 + 1)
    expect(await fs.readText(path)).toEqual({ state: 'failed', reason: 'larger than 64 MiB' })
  })

  it.runIf(process.platform === 'linux')('reads a file whose size the system gives as 0', async () => {
    expect(await fs.readText('/proc/self/status')).toMatchObject({ text: expect.stringContaining('Pid:') })
  })

  it.runIf(process.platform === 'linux')(
    'tells which socket a descriptor of a process leads to',
    async () => {
      const server = createServer().listen(0, '127.0.0.1')
      onTestFinished(() => void server.close())
      await once(server, 'listening')
      const listed = await fs.list('/proc/self/fd')
      const names = listed.state === 'ok' ? listed.names : []
      const found = await Promise.all(names.map((name) => fs.stat(`/proc/self/fd/${name}`)))
      const targets = found.map((stat) => (stat.state === 'dangling-link' ? stat.target : ''))
      expect(targets.filter((target) => /socket:\[\d+\]$/.test(target))).not.toEqual([])
    },
  )

  it.runIf(onUnix)('neither waits for pipes, sockets and devices nor reads them', async () => {
    const folder = await makeFolder()
    execFileSync('mkfifo', [join(folder, 'pipe')])
    await symlink('pipe', join(folder, 'link'))
    const server = createServer()
    onTestFinished(() => void server.close())
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve))
    for (const path of [join(folder, 'pipe'), join(folder, 'link'), join(folder, 'socket'), '/dev/zero']) {
      expect(await fs.readText(path)).toEqual({ state: 'failed', reason: 'not a regular file' })
      expect(await fs.stat(path)).toMatchObject({ state: 'ok', kind: 'other' })
    }
  })
})

describe('listing a folder', () => {
  it('gives its names, sorted', async () => {
    const folder = await makeFolder()
    for (const name of ['b', 'a', 'B', '.hidden']) await writeFile(join(folder, name), '')
    expect(await fs.list(folder)).toEqual({ state: 'ok', names: ['.hidden', 'B', 'a', 'b'] })
  })

  it('says that a file is not a folder', async () => {
    const path = join(await makeFolder(), 'file')
    await writeFile(path, '')
    expect(await fs.list(path)).toEqual({ state: 'failed', reason: 'not a folder' })
  })
})

it('judges whether an absent path could be written by the nearest folder there is', async () => {
  const folder = await makeFolder()
  await writeFile(join(folder, 'file'), '')
  await symlink('gone/file', join(folder, 'link'))
  expect(await fs.writable(join(folder, 'a/b/c'))).toBe(true)
  expect(await fs.writable(join(folder, 'link'))).toBe(true)
  expect(await fs.writable(join(folder, 'file'))).toBe(true)
  expect(await fs.writable(join(folder, 'file/inside'))).toBe(false)
})

it('tells the room on the disk of a path, or of the nearest folder above one that is not there', async () => {
  const folder = await makeFolder()
  const space = await fs.diskSpace?.(folder)
  expect(space?.totalBytes).toBeGreaterThan(0)
  expect(space?.freeBytes).toBeLessThanOrEqual(space?.totalBytes ?? 0)
  const below = await fs.diskSpace?.(join(folder, 'a/b'))
  expect(below?.totalBytes).toBe(space?.totalBytes)
  await writeFile(join(folder, 'file'), '')
  expect(await fs.diskSpace?.(join(folder, 'file/inside'))).toBeNull()
})

it.runIf(onUnix)('says what the permissions forbid a user who is not root', async () => {
  const folder = await compilePorts()
  await mkdir(join(folder, 'shut'))
  await writeFile(join(folder, 'shut/inside'), '')
  await writeFile(join(folder, 'secret'), '')
  await symlink('secret', join(folder, 'link'))
  await chmod(join(folder, 'secret'), 0)
  await chmod(join(folder, 'shut'), 0)
  await mkdir(join(folder, 'locked'))
  await chmod(join(folder, 'locked'), 0o555)
  await mkdir(join(folder, 'open'))
  await chmod(join(folder, 'open'), 0o777)
  const answers = await runInNode(
    folder,
    `${DROP_ROOT}
    import { createProbeFs } from './src/ports/read-fs.js'
    const fs = createProbeFs()
    console.log(JSON.stringify({
      read: await fs.readText('secret'), link: await fs.readText('link'), inside: await fs.readText('shut/inside'),
      stat: await fs.stat('secret'), statInside: await fs.stat('shut/inside'), list: await fs.list('shut'),
      writable: await Promise.all(['secret', 'shut/x', 'locked/a/b', 'open/a/b', 'open'].map(fs.writable)),
    }))`,
  )
  const denied = { state: 'denied' }
  expect(answers).toMatchObject({
    read: denied,
    link: denied,
    inside: denied,
    stat: { state: 'ok', mode: 0 },
    statInside: denied,
    list: denied,
    writable: [false, false, false, true, true],
  })
})
