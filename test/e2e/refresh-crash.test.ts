import { spawn } from 'node:child_process'
import { existsSync, lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CREDENTIALS, listing, node, runCli, script } from './cli.js'
import { letLocksGoStale } from './kill-while-writing.js'
import { envFor, OLD, PROFILE, pairs, readJson, sharedHome } from './refresh-home.js'
import { startTokenServer } from './token-server.js'

const PENDING = '.clawdbot/doctor/refresh'

/** Kills the program before the n-th change it makes to the disk after the provider's answer is there. */
const KILLER = `data:text/javascript,${encodeURIComponent(`
  import fs from 'node:fs'
  import { syncBuiltinESMExports } from 'node:module'
  import { subscribe } from 'node:diagnostics_channel'
  let isAnswered = false
  let left = Number(process.env.KILL_BEFORE)
  subscribe('undici:request:trailers', () => { isAnswered = true })
  const count = () => {
    if (isAnswered && left-- === 0) process.kill(process.pid, 'SIGKILL')
  }
  for (const module of [fs, fs.promises])
    for (const name of ['mkdir', 'rename', 'renameSync', 'unlink', 'rmdir']) {
      const real = module[name]
      if (real) module[name] = Object.assign(function (...args) { count(); return real.apply(this, args) }, real)
    }
  syncBuiltinESMExports()`)}`

/** The records of logins that are not in every file yet. */
const kept = (home: string): readonly string[] =>
  existsSync(join(home, PENDING))
    ? readdirSync(join(home, PENDING)).filter((name) => /^\d+-\w+\.json$/.test(name))
    : []

it('a refresh killed at any moment once the new login is kept is finished by the next run', async () => {
  const seen = { keptOnly: 0, half: 0, done: 0, before: 0 }
  let isOver = false
  for (let point = 0; !isOver; point++) {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const env = { ...envFor(server), NODE_OPTIONS: `--import ${KILLER}`, KILL_BEFORE: `${point}` }
    const { code } = await runCli(['models', 'auth', 'refresh'], { home, env })
    isOver = code === 0
    const [issued] = server.issued
    if (issued === undefined) throw new Error('the provider was never asked')
    const { store, claude } = pairs(home)
    const isKept = kept(home).length > 0
    const files = [claude, store].map((pair) => JSON.stringify(pair) === JSON.stringify(issued))
    // Whole in any case, and Claude Code's file first.
    for (const pair of [store, claude]) expect([OLD, issued]).toContainEqual(pair)
    expect(files).not.toEqual([false, true])
    expect(readJson(home, CREDENTIALS).organizationUuid).toBe('kept')
    if (isKept)
      for (const name of readdirSync(join(home, PENDING)))
        expect(lstatSync(join(home, PENDING, name)).mode & 0o777).toBe(0o600)

    const isSafe = isKept || files.includes(true)
    seen[isSafe ? (files[1] ? 'done' : files[0] ? 'half' : 'keptOnly') : 'before'] += 1
    letLocksGoStale(home)
    const next = await runCli(['models', 'status', '--json'], { home, env: envFor(server) })
    expect(next.code, next.stderr).toBe(0)
    if (!isSafe) continue
    expect(pairs(home), `killed before change ${point}`).toEqual({ store: issued, claude: issued })
    expect(kept(home)).toEqual([])
    expect(next.stdout + next.stderr).not.toContain('sk-ant')
    if (isKept && files.includes(false))
      expect(JSON.parse(next.stdout).sync).toContainEqual({
        subject: `refresh:${PROFILE}`,
        status: 'applied',
        reason: null,
      })
    // The login that was saved works, and no token is used twice.
    if (point % 5 === 0)
      expect((await runCli(['models', 'auth', 'refresh'], { home, env: envFor(server) })).code).toBe(0)
    expect(server.reused).toEqual([])
  }
  // Else the moments were badly chosen. Only the few steps up to the file that keeps it are without a net.
  expect(seen.keptOnly).toBeGreaterThan(3)
  expect(seen.half).toBeGreaterThan(3)
  expect(seen.done).toBeGreaterThan(0)
  expect(seen.before).toBeLessThan(12)
}, 600_000)

it('a run that must not write leaves an interrupted refresh as it is', async () => {
  const server = await startTokenServer(OLD.refresh)
  const home = sharedHome()
  const env = { ...envFor(server), NODE_OPTIONS: `--import ${KILLER}`, KILL_BEFORE: '5' }
  await runCli(['models', 'auth', 'refresh'], { home, env })
  expect(kept(home)).toHaveLength(1)
  letLocksGoStale(home)
  const before = listing(home)
  await runCli(['models', 'status', '--no-sync'], { home })
  await runCli(['doctor', '--dry-run'], { home })
  expect(listing(home)).toEqual(before)
}, 60_000)

it.each(['--no-sync', '--sync'])(
  'a refresh %s never sends the token that an interrupted one has used up',
  async (flag) => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const env = { ...envFor(server), NODE_OPTIONS: `--import ${KILLER}`, KILL_BEFORE: '5' }
    await runCli(['models', 'auth', 'refresh'], { home, env })
    expect(kept(home)).toHaveLength(1)
    letLocksGoStale(home)
    const { code, stderr } = await runCli(['models', 'auth', 'refresh', flag], {
      home,
      env: envFor(server),
    })
    expect(code, stderr).toBe(0)
    expect(server.reused).toEqual([])
    expect(kept(home)).toEqual([])
    expect(pairs(home).store).toEqual(server.issued.at(-1))
    expect(pairs(home).claude).toEqual(server.issued.at(-1))
  },
  60_000,
)

it.each(['SIGINT', 'SIGTERM'] as const)(
  'a refresh that is told to stop (%s) while the provider answers saves the new login first',
  async (signal) => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const letGo = server.hold()
    const child = spawn(node, [script, 'models', 'auth', 'refresh'], {
      env: { PATH: '/usr/bin:/bin', HOME: home, ...envFor(server) },
      stdio: 'ignore',
    })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    await expect.poll(() => server.requests.length, { timeout: 20_000 }).toBe(1)
    child.kill(signal)
    // It has got the signal by the time it reads the answer: both come to the same process in this order.
    letGo()
    expect(await ended).toBe(3)
    expect(pairs(home)).toEqual({ store: server.issued[0], claude: server.issued[0] })
    expect(kept(home)).toEqual([])
    expect(Object.keys(listing(home)).filter((path) => path.endsWith('.lock'))).toEqual([])
  },
)
