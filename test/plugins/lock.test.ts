import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { acquireLockFile } from '../../src/ports/lock-file.js'
import { createLocks } from '../../src/ports/locks.js'
import { makeFolder } from '../setup/temp-folder.js'
import { expectFixCycle } from './fix-cycle.js'
import { findingsOf, runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const OLD = NOW / 1000 - 3600
const AGENT = '.clawdbot/agents/main/agent'
const STORE = `${AGENT}/auth-profiles.json`
const SESSIONS = '.clawdbot/agents/main/sessions/sessions.json'
const onLinux = process.platform === 'linux'

let home: string
beforeEach(async () => {
  home = await makeFolder()
  for (const path of [STORE, SESSIONS]) await put(path, '{"version": 1, "profiles": {}}')
  await mkdir(join(home, '.claude'))
})

const put = async (path: string, text: string, seconds = OLD): Promise<void> => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  await writeFile(join(home, path), text, { mode: 0o600 })
  await utimes(join(home, path), seconds, seconds)
}
const makeLock = async (path: string, seconds = OLD): Promise<void> => {
  await mkdir(join(home, path), { mode: 0o750 })
  await utimes(join(home, path), seconds, seconds)
}
const found = async (now = NOW) =>
  (await findingsOf('auth/lock', { home, now })).map(({ messageId, subject }) => `${messageId} ${subject}`)

/** A process that does nothing, under a name of its own. */
const idle = async (title: string): Promise<number> => {
  const code = `process.title = ${JSON.stringify(title)}; console.log(1); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['-e', code], { stdio: ['ignore', 'pipe', 'ignore'] })
  onTestFinished(() => void child.kill())
  await once(child.stdout, 'data')
  return child.pid ?? 0
}

describe.runIf(onLinux)('locks that are left behind', () => {
  it('are removed, and are put back with their modes and times', async () => {
    await makeLock(`${STORE}.lock`)
    await put(`${SESSIONS}.lock`, '{"pid":4194999,"startedAt":1}')
    await makeLock('.claude/.oauth_refresh.lock')
    await makeLock('.claude.lock')
    const after = await expectFixCycle('auth/lock', { home, now: NOW }, [
      'stale agent:main/lock:auth-profiles.json',
      'stale agent:main/lock:sessions.json',
      'stale claude/lock:refresh',
      'stale claude/lock:folder',
    ])
    expect(Object.keys(after).filter((path) => path.endsWith('.lock'))).toEqual([])
  })

  it('of the wrong kind are removed where they are nothing but a lock', async () => {
    await put(`${STORE}.lock`, '{"pid":4194999}')
    await makeLock(`${SESSIONS}.lock`)
    await expectFixCycle('auth/lock', { home, now: NOW }, [
      'wrongKind agent:main/lock:auth-profiles.json',
      'wrongKind agent:main/lock:sessions.json',
    ])
  })

  it('are found where the store really is', async () => {
    await rm(join(home, STORE))
    await put('elsewhere/store.json', '{"version": 1, "profiles": {}}')
    await symlink(join(home, 'elsewhere/store.json'), join(home, STORE))
    await makeLock('elsewhere/store.json.lock')
    expect(await found()).toEqual(['stale agent:main/lock:auth-profiles.json'])
  })

  it('are found once where agents share them', async () => {
    await put(
      '.clawdbot/clawdbot.json',
      "{ session: { store: '~/all.json' }, agents: { list: [{ id: 'a' }, { id: 'b' }] } }",
    )
    await put('all.json.lock', '')
    expect(await found()).toEqual(['stale agent:a/lock:sessions.json'])
  })

  it('are not removed with something in them', async () => {
    await makeLock(`${STORE}.lock`)
    await put(`${STORE}.lock/inside`, '')
    await utimes(join(home, `${STORE}.lock`), OLD, OLD)
    expect(await runCheck('auth/lock', { home, now: NOW, consent: { fix: true } })).toEqual([])
    expect(await found()).toEqual(['notEmpty agent:main/lock:auth-profiles.json'])
  })
})

describe.runIf(onLinux)('locks that are held', () => {
  it('are told from stale ones by those who hold them, and left alone', async () => {
    const releases = [
      await createLocks().acquire(join(home, STORE)),
      await acquireLockFile(join(home, SESSIONS)),
    ]
    const now = Date.now()
    expect(await found(now)).toEqual([
      'held agent:main/lock:auth-profiles.json',
      'held agent:main/lock:sessions.json',
    ])
    expect(await runCheck('auth/lock', { home, now, consent: { fix: true, yes: true } })).toEqual([])
    for (const release of releases) await release()
    expect(await found(now)).toEqual([])
  })

  it('are held for long where they were taken long ago and are still touched', async () => {
    const later = Date.now() + 600_000
    await makeLock(`${STORE}.lock`, later / 1000)
    expect(await found(later)).toEqual(['heldLong agent:main/lock:auth-profiles.json'])
  })

  it('name the gateway that runs, and the process that wrote itself down', async () => {
    const pid = await idle('clawdbot-gateway')
    await makeLock(`${STORE}.lock`, NOW / 1000)
    await put(`${SESSIONS}.lock`, JSON.stringify({ pid, startedAt: NOW - 1000 }), NOW / 1000)
    const by = (await findingsOf('auth/lock', { home, now: NOW })).map(({ data }) => data?.by)
    expect(by[0]).toMatch(new RegExp(`gateway, it seems \\(process .*\\b${pid}\\b`))
    expect(by[1]).toBe(`process ${pid} (clawdbot-gateway)`)
  })

  it('are not taken from a process that runs, however old they are', async () => {
    const pid = await idle('clawdbot-gateway')
    await put(`${SESSIONS}.lock`, JSON.stringify({ pid, startedAt: 1 }))
    expect(await found()).toEqual(['heldLong agent:main/lock:sessions.json'])
    expect(await runCheck('auth/lock', { home, now: NOW, consent: { fix: true, yes: true } })).toEqual([])
    expect(existsSync(join(home, `${SESSIONS}.lock`))).toBe(true)
  })

  it('by a process that is gone are left until they are stale', async () => {
    await put(`${SESSIONS}.lock`, '{"pid":4194999,"startedAt":1}', NOW / 1000 - 10)
    expect(await found()).toEqual(['dead agent:main/lock:sessions.json'])
    expect(await found(NOW + 25_000)).toEqual(['stale agent:main/lock:sessions.json'])
  })
})

it.runIf(onLinux)('a link that leads nowhere is in the way of a lock', async () => {
  await symlink(join(home, 'gone'), join(home, `${STORE}.lock`))
  expect(await found()).toEqual(['wrongKind agent:main/lock:auth-profiles.json'])
})
