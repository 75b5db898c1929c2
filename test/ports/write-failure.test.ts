import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compilePorts, DROP_ROOT, nodeArgs, runInNode } from './compiled-ports.js'

const onUnix = process.platform !== 'win32'

/** Whether a small or read-only disk can be made for one child alone. */
const canMount = ((): boolean => {
  try {
    execFileSync('unshare', ['-m', 'sh', '-c', 'mount -t tmpfs none /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

const withDisk = (options: string, then = 'true'): readonly string[] => [
  'unshare',
  '-m',
  'sh',
  '-c',
  `mkdir -p disk && mount -t tmpfs -o ${options} none disk && echo '{"old": true}' > disk/a && ${then} && exec "$@"`,
  'sh',
]

const ATTEMPTS = `
  import { readdirSync, readFileSync } from 'node:fs'
  import { createWriter } from './src/ports/write-fs.js'
  const writer = createWriter()
  const big = 'x'.repeat(200_000)
  const failures = {}
  const attempt = async (name, act) => {
    failures[name] = await act().then(() => 'done', (error) => [error.code, error.path])
  }
  await attempt('replace', () => writer.replace('disk/a', [big]))
  await attempt('new', () => writer.replace('disk/b', [big]))
  await attempt('append', () => writer.appendLine('disk/a', big))
  await attempt('first line', () => writer.appendLine('disk/d', big))
  await attempt('copy', () => writer.copy(process.execPath, 'disk/c'))
  console.log(JSON.stringify({ failures, names: readdirSync('disk'), a: readFileSync('disk/a', 'utf8') }))
`

const UNTOUCHED = { names: ['a'], a: '{"old": true}\n' }

describe.skipIf(!canMount)('where a test disk can be mounted', () => {
  it('says that the disk is full and leaves what was there, whole', async () => {
    const answer = await runInNode(await compilePorts(), ATTEMPTS, withDisk('size=64k'))
    const failures = {
      replace: ['no-space', 'disk/a'],
      new: ['no-space', 'disk/b'],
      append: ['no-space', 'disk/a'],
      'first line': ['no-space', 'disk/d'],
      copy: ['no-space', 'disk/c'],
    }
    expect(answer).toEqual({ failures, ...UNTOUCHED })
  })

  it('says that the disk is read-only', async () => {
    const wrap = withDisk('size=1m', 'mount -o remount,ro disk')
    const answer = await runInNode(await compilePorts(), ATTEMPTS, wrap)
    const failures = {
      replace: ['read-only', 'disk/a'],
      new: ['read-only', 'disk/b'],
      append: ['read-only', 'disk/a'],
      'first line': ['read-only', 'disk/d'],
      copy: ['read-only', 'disk/c'],
    }
    expect(answer).toEqual({ failures, ...UNTOUCHED })
  })
})

it.runIf(onUnix)('says what the permissions forbid a user who is not root', async () => {
  const folder = await compilePorts()
  await mkdir(join(folder, 'disk'))
  await writeFile(join(folder, 'disk/a'), '{"old": true}\n')
  await chmod(join(folder, 'disk/a'), 0o644)
  await chmod(join(folder, 'disk'), 0o555)
  const answer = await runInNode(folder, `${DROP_ROOT}${ATTEMPTS}`)
  const failures = {
    replace: ['denied', 'disk/a'],
    new: ['denied', 'disk/b'],
    append: ['denied', 'disk/a'],
    'first line': ['denied', 'disk/d'],
    copy: ['denied', 'disk/c'],
  }
  expect(answer).toEqual({ failures, ...UNTOUCHED })
})

it.runIf(onUnix)("replaces another user's file where the folder allows it", async () => {
  const folder = await compilePorts()
  await mkdir(join(folder, 'disk'))
  await writeFile(join(folder, 'disk/a'), 'old')
  await chmod(join(folder, 'disk'), 0o777)
  await chmod(join(folder, 'disk/a'), 0o444)
  const code = `${DROP_ROOT}
    import { createWriter } from './src/ports/write-fs.js'
    await createWriter().replace('disk/a', ['new'])
    console.log('{}')`
  await runInNode(folder, code)
  expect(await readFile(join(folder, 'disk/a'), 'utf8')).toBe('new')
  expect((await stat(join(folder, 'disk/a'))).mode & 0o777).toBe(0o444)
})

it('leaves the old or the new content, always whole, when it is killed', { timeout: 60_000 }, async () => {
  const folder = await compilePorts()
  const contents = ['a', 'b'].map((letter) => JSON.stringify({ text: letter.repeat(300_000) }))
  const code = `
    import { createWriter } from './src/ports/write-fs.js'
    const contents = ['a', 'b'].map((letter) => JSON.stringify({ text: letter.repeat(300_000) }))
    const writer = createWriter()
    for (let round = 0; ; round += 1) {
      await writer.replace('store', [contents[round % 2]])
      if (round === 1) console.log('writing')
    }`
  for (let round = 0; round < 24; round += 1) {
    const child = spawn(process.execPath, nodeArgs(code), { cwd: folder })
    await once(child.stdout, 'data')
    setTimeout(() => child.kill('SIGKILL'), Math.random() * 12)
    await once(child, 'exit')
    expect(contents).toContain(await readFile(join(folder, 'store'), 'utf8'))
  }
  const others = (await readdir(folder)).filter((name) => name.startsWith('store.'))
  if (!onUnix) return
  for (const left of others) expect((await stat(join(folder, left))).mode & 0o077).toBe(0)
})
