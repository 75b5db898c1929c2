import { spawn } from 'node:child_process'
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { CREDENTIALS, hour, listing, login, makeHome, node, runCli, STORE, script } from './cli.js'
import { leaveLock, strangeStore } from './homes.js'

const staleHome = (): string =>
  makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour), [STORE]: strangeStore() })

const storeText = (home: string): string => readFileSync(join(home, STORE), 'utf8')

/** Makes the waits between two tries for a lock a hundred times shorter, and nothing else a run waits for. */
const HASTE = `
const real = globalThis.setTimeout
globalThis.setTimeout = (act, ms, ...rest) => real(act, ms >= 100 && ms <= 10000 ? ms / 100 : ms, ...rest)
`
const hasty = (home: string, line: string) => {
  const path = join(home, 'haste.cjs')
  writeFileSync(path, HASTE)
  return [[...line.split(' ')], { home, env: { NODE_OPTIONS: `--require ${path}` } }] as const
}

describe("the store's lock", () => {
  it('is taken over from a program that died with it', async () => {
    const home = staleHome()
    const lock = leaveLock(home, 31)
    const before = storeText(home)
    const { stdout } = await runCli(['doctor'], { home })
    expect(stdout).toMatch(/^✔ done/)
    expect(storeText(home)).not.toBe(before)
    expect(existsSync(lock)).toBe(false)
  })

  it('is waited for while another program holds it, and nothing is written until then', async () => {
    const home = staleHome()
    const lock = leaveLock(home, 0)
    const before = listing(home)
    const child = spawn(node, [script, 'doctor'], { cwd: home, env: { PATH: '/usr/bin:/bin', HOME: home } })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const first = await Promise.race([ended, wait(1500, 'waiting' as const)])
    expect(first).toBe('waiting')
    expect(listing(home)).toEqual(before)
    utimesSync(lock, Date.now() / 1000 - 40, Date.now() / 1000 - 40)
    expect(await ended).toBeLessThan(3)
    expect(storeText(home)).not.toBe(before[`/${STORE}`])
    expect(existsSync(lock)).toBe(false)
  })

  it.each(['doctor --timeout 60s', 'models status'])(
    'is left to another program that never gives it back, and `%s` says so',
    async (line) => {
      const home = staleHome()
      leaveLock(home, 0)
      const [args, options] = hasty(home, line)
      const before = listing(home)
      const { code, stdout, stderr } = await runCli(args, options)
      expect(code, stderr).toBeLessThan(3)
      expect((stdout + stderr).match(/another program holds its lock/g)).toHaveLength(1)
      expect(listing(home)).toEqual(before)
    },
  )

  it('is not even asked for when there is nothing to change', async () => {
    const home = staleHome()
    await runCli(['doctor'], { home })
    leaveLock(home, 0)
    const before = listing(home)
    const began = Date.now()
    const { stdout } = await runCli(['doctor'], { home })
    expect(stdout).not.toContain('lock')
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(listing(home)).toEqual(before)
  })
})
