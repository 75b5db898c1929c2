import { existsSync, readFileSync } from 'node:fs'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { createExec } from '../../src/ports/exec.js'
import { makeFolder } from '../setup/temp-folder.js'
import { compilePorts, DROP_ROOT, runInNode } from './compiled-ports.js'

const env = { PATH: process.env.PATH, HELLO: 'hello' }
const run = createExec({ env, cwd: process.cwd() })
const node = (code: string, options = {}) => run([process.execPath, '-e', code], options)
const onUnix = process.platform !== 'win32'

/** A killed process may still wait for its parent to notice. */
const isGone = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return process.platform === 'linux' && /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return true
  }
}

describe('running a program', () => {
  it('gives its code and both its outputs, and passes arguments and environment as they are', async () => {
    const code = 'console.log(process.argv[1], process.env.HELLO); console.error("err"); process.exitCode = 3'
    expect(await run([process.execPath, '-e', code, '--', 'a b"$(c)\\'])).toEqual({
      outcome: 'exited',
      code: 3,
      stdout: 'a b"$(c)\\ hello\n',
      stderr: 'err\n',
    })
  })

  it('gives it no input', async () => {
    const code = 'process.stdin.on("data", () => {}).on("end", () => console.log("end"))'
    expect(await node(code)).toMatchObject({ outcome: 'exited', stdout: 'end\n' })
  })

  it('runs it in the folder given, and keeps nothing of its own environment', async () => {
    const cwd = await makeFolder()
    const exec = createExec({ env: { A: '1' }, cwd })
    const end = await exec([process.execPath, '-p', 'JSON.stringify([process.cwd(), process.env.PATH])'])
    expect(end).toMatchObject({ stdout: `${JSON.stringify([cwd, null])}\n` })
  })

  it('keeps the first MiB of each output and lets the program end', async () => {
    const code = 'process.stdout.write("x".repeat(3e6)); process.stderr.write("y".repeat(3e6))'
    const end = await node(code)
    expect(end).toMatchObject({ outcome: 'exited', code: 0 })
    if (end.outcome !== 'exited') return
    expect([end.stdout.length, end.stderr.length]).toEqual([1024 * 1024, 1024 * 1024])
  })
})

describe('a program that cannot be run', () => {
  it('is not found', async () => {
    expect(await run(['no-such-program-here'])).toEqual({ outcome: 'not-found' })
    expect(await run([join(await makeFolder(), 'gone')])).toEqual({ outcome: 'not-found' })
  })

  it.each([[process.execPath], ['no-such-program-here']])(
    'is not mistaken for a working folder that is not there: %s',
    async (program) => {
      const exec = createExec({ env, cwd: join(await makeFolder(), 'gone') })
      expect(await exec([program, '-v'])).toEqual({
        outcome: 'failed',
        reason: 'the working folder does not exist',
      })
    },
  )

  it.runIf(onUnix)('is looked for where the system looks, also in the working folder', async () => {
    const cwd = await makeFolder()
    await writeFile(join(cwd, 'tool'), '#!/bin/sh\necho here\n', { mode: 0o755 })
    await writeFile(join(cwd, 'shut'), '#!/bin/sh\n', { mode: 0o644 })
    const ended = async (PATH: string | undefined, program: string) => {
      const { outcome } = await createExec({ env: PATH === undefined ? {} : { PATH }, cwd })([
        program,
        '-c',
        '',
      ])
      return outcome
    }
    expect(await Promise.all(['.', '', '/gone:', `/gone:${cwd}`].map((path) => ended(path, 'tool')))).toEqual(
      Array(4).fill('exited'),
    )
    expect(await ended('/gone', 'tool')).toBe('not-found')
    expect(await ended(`${cwd}/tool`, 'tool')).toBe('not-found')
    expect(await ended(`/gone:${cwd}`, 'shut')).toBe('denied')
    // Without a PATH the system has one of its own.
    expect(await ended(undefined, 'sh')).toBe('exited')
  })

  it.runIf(onUnix)('is denied where it may not be executed', async () => {
    const path = join(await makeFolder(), 'script')
    await writeFile(path, '#!/bin/sh\n')
    expect(await run([path])).toEqual({ outcome: 'denied' })
  })

  it.runIf(onUnix)('is denied to a user who may not read its folder', async () => {
    const folder = await compilePorts()
    const shut = await makeFolder()
    await writeFile(join(shut, 'script'), '#!/bin/sh\n', { mode: 0o755 })
    await chmod(shut, 0)
    const code = `${DROP_ROOT}
      import { createExec } from './src/ports/exec.js'
      const exec = createExec({ env: {}, cwd: '/' })
      console.log(JSON.stringify(await exec([${JSON.stringify(join(shut, 'script'))}])))`
    expect(await runInNode(folder, code)).toEqual({ outcome: 'denied' })
  })

  it.each([[[]], [['']], [['a\0b']], [[process.execPath, 'made-up\0secret']]])(
    'fails without a word of its arguments: %j',
    async (argv) => {
      const end = await run(argv)
      expect(end.outcome).toBe('failed')
      expect(JSON.stringify(end)).not.toContain('made-up')
    },
  )

  it.runIf(onUnix)('fails when it dies of a signal', async () => {
    expect(await node('process.kill(process.pid, "SIGSEGV")')).toEqual({
      outcome: 'failed',
      reason: 'ended by SIGSEGV',
    })
  })
})

describe.runIf(onUnix)('a program that does not end', () => {
  it.each([
    ['hangs', 'exec sleep 60'],
    ['ignores signals', 'trap "" TERM INT HUP; while :; do sleep 60; done'],
    ['closes its output and stays', 'exec >&- 2>&-; exec sleep 60'],
    ['never stops printing', 'exec yes'],
  ])('is killed at its deadline when it %s', async (_, script) => {
    const start = performance.now()
    expect(await run(['sh', '-c', script], { timeoutMs: 300 })).toEqual({ outcome: 'timeout' })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  it('is killed with everything it started', async () => {
    const file = join(await makeFolder(), 'pids')
    const script = `sh -c 'trap "" TERM; sleep 60 & echo $! $$ >"$0"; wait' "${file}"; echo never`
    expect(await run(['sh', '-c', script], { timeoutMs: 500 })).toEqual({ outcome: 'timeout' })
    const pids = (await readFile(file, 'utf8')).trim().split(' ').map(Number)
    expect(pids).toHaveLength(2)
    await expect.poll(() => pids.map(isGone)).toEqual([true, true])
  })

  it('is told by its code where only a grandchild still holds its output', async () => {
    const end = await run(['sh', '-c', 'sleep 60 & echo $!; exit 7'], { timeoutMs: 300 })
    expect(end).toMatchObject({ outcome: 'exited', code: 7 })
    if (end.outcome !== 'exited') return
    await expect.poll(() => isGone(Number(end.stdout))).toBe(true)
  })

  it('does not hold the answer up where a grandchild left its group', async () => {
    const leave = `require("child_process").spawn("sleep", ["5"], { detached: true, stdio: "inherit" }).unref()`
    const start = performance.now()
    expect(await node(leave, { timeoutMs: 700 })).toMatchObject({ outcome: 'exited', code: 0 })
    expect(performance.now() - start).toBeLessThan(3000)
  })

  it('is killed when its signal is aborted', async () => {
    const file = join(await makeFolder(), 'pid')
    const controller = new AbortController()
    const script = `echo $$ >"${file}.new"; mv "${file}.new" "${file}"; exec sleep 60`
    const end = run(['sh', '-c', script], { timeoutMs: 60_000, signal: controller.signal })
    await expect.poll(() => existsSync(file)).toBe(true)
    controller.abort()
    expect(await end).toEqual({ outcome: 'timeout' })
    await expect.poll(() => isGone(Number(readFileSync(file, 'utf8')))).toBe(true)
  })

  it('is not started when its signal is aborted before', async () => {
    const controller = new AbortController()
    const end = run(['sleep', '60'], { timeoutMs: 60_000, signal: controller.signal })
    controller.abort()
    expect(await end).toEqual({ outcome: 'timeout' })
    expect(await run(['sleep', '60'], { signal: controller.signal })).toEqual({ outcome: 'timeout' })
  })

  it('does not outlive this program', async () => {
    const code = `
      import { createExec } from './src/ports/exec.js'
      import { existsSync, readFileSync } from 'node:fs'
      createExec({ env: process.env, cwd: process.cwd() })(['sh', '-c', 'echo $$ > pid.new; mv pid.new pid; sleep 60'])
      const look = () => {
        if (!existsSync('pid')) return void setTimeout(look, 5)
        console.log(readFileSync('pid', 'utf8'))
        process.exit()
      }
      look()`
    const pid = await runInNode(await compilePorts(), code)
    await expect.poll(() => isGone(Number(pid))).toBe(true)
  })
})
