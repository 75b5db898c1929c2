import { chmodSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { loadAuth } from '../../src/app/load-auth.js'
import { openRun, type Run } from '../../src/app/open-run.js'
import { type Refreshed, refreshProfile } from '../../src/app/refresh/refresh-profile.js'
import { refreshTarget } from '../../src/app/refresh/refresh-target.js'
import { DEFAULT_SETTINGS } from '../../src/app/settings.js'
import { createLocks } from '../../src/ports/locks.js'
import type { Machine } from '../../src/ports/types.js'
import { CONFIG, CREDENTIALS, hour, listing, makeHome, runCli, STORE } from './cli.js'
import { machineOf } from './in-process.js'
import {
  claudeLogin,
  envFor,
  OLD,
  oauth,
  PROFILE,
  pairs,
  readJson,
  sharedHome,
  store,
} from './refresh-home.js'
import { startTokenServer, type TokenServer } from './token-server.js'

/** Refreshes the shared login in this process, on a machine that is altered. */
const refresh = async (
  home: string,
  server: TokenServer,
  alter: (machine: Run['machine']) => Partial<Machine>,
  force = true,
): Promise<Refreshed> => {
  const opened = openRun(DEFAULT_SETTINGS, { machine: machineOf(home, { env: envFor(server) }) })
  const { view, stores } = await loadAuth(opened)
  const target = refreshTarget(view, stores, PROFILE)
  if (target === null) throw new Error('there is no login to refresh')
  const machine = { ...opened.machine, ...alter(opened.machine) }
  const run: Run = { ...opened, machine, fixContext: { ...opened.fixContext, machine } }
  return refreshProfile(run, target, { force, timeoutMs: 5000, cli: 'clawdbot-doctor' })
}

const impatient = { locks: createLocks({ retries: { retries: 0 } }) }

describe('the locks', () => {
  it("are taken in one order, Claude Code's own first, and given back in the other", async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({
      [CONFIG]: { json: { agents: { list: [{ id: 'main' }, { id: 'a' }, { id: 'z' }] } } },
      [CREDENTIALS]: claudeLogin(Date.now() - hour),
      [STORE]: store({ [PROFILE]: oauth() }),
      '.clawdbot/agents/a/agent/auth-profiles.json': store({ [PROFILE]: oauth() }),
      '.clawdbot/agents/z/agent/auth-profiles.json': store({ 'anthropic:copy': oauth() }),
    })
    const told: string[] = []
    await refresh(home, server, ({ locks }) => ({
      locks: {
        ...locks,
        acquire: async (path) => {
          told.push(path.slice(home.length))
          const release = await locks.acquire(path)
          return async () => {
            told.push(`-${path.slice(home.length)}`)
            await release()
          }
        },
      },
    }))
    const inOrder = [
      '/.claude/.oauth_refresh',
      '/.claude',
      '/.clawdbot/agents/a/agent/auth-profiles.json',
      '/.clawdbot/agents/main/agent/auth-profiles.json',
      '/.clawdbot/agents/z/agent/auth-profiles.json',
    ]
    expect(told).toEqual([...inOrder, ...inOrder.toReversed().map((path) => `-${path}`)])
    expect(server.reused).toEqual([])
  })

  it.each(['.claude/.oauth_refresh.lock', '.claude.lock', `${STORE}.lock`])(
    'that another program does not give back (%s) are told, nobody is asked, and nothing changes',
    async (lock) => {
      const server = await startTokenServer(OLD.refresh)
      const home = sharedHome()
      mkdirSync(join(home, lock))
      const before = [pairs(home), Object.keys(listing(home))]
      await expect(refresh(home, server, () => impatient)).rejects.toMatchObject({
        code: 'LOCKED',
        message: expect.stringContaining(join(home, lock)),
        exitCode: 3,
      })
      expect(server.requests).toEqual([])
      expect([pairs(home), Object.keys(listing(home))]).toEqual(before)
    },
  )

  it('let in what another program has done meanwhile: its login is taken, and nobody is asked', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const newer = { access: `${OLD.access}2`, refresh: `${OLD.refresh}2`, expires: Date.now() + hour }
    const renewed = await refresh(home, server, ({ locks }) => ({
      locks: {
        ...locks,
        acquire: async (path) => {
          const release = await locks.acquire(path)
          if (path.endsWith('auth-profiles.json'))
            writeFileSync(join(home, STORE), JSON.stringify(store({ [PROFILE]: oauth(newer) }).json))
          return release
        },
      },
    }))
    expect(renewed).toMatchObject({ status: 'current', paths: [] })
    expect(server.requests).toEqual([])
    expect(readJson(home, STORE).profiles[PROFILE]).toMatchObject(newer)
  })
})

describe('a file that cannot be written', () => {
  it('is found out before anybody is asked', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const claude = join(home, '.claude')
    await expect(
      refresh(home, server, ({ probes }) => ({
        probes: { ...probes, fs: { ...probes.fs, writable: async (path) => path !== claude } },
      })),
    ).rejects.toMatchObject({ code: 'NOT_WRITABLE', message: expect.stringContaining(claude) })
    expect(server.requests).toEqual([])
    expect(pairs(home)).toEqual({ store: OLD, claude: OLD })
  })

  it('only afterwards does not lose the login: it is kept, and the next run puts it there', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const path = join(home, CREDENTIALS)
    const renewed = await refresh(home, server, ({ writer }) => ({
      writer: {
        ...writer,
        replace: (at, ...rest) =>
          at === path ? Promise.reject(new Error('the disk is full')) : writer.replace(at, ...rest),
      },
    }))
    const [issued] = server.issued
    expect(renewed).toMatchObject({
      status: 'refreshed',
      paths: [join(home, STORE)],
      left: ['the disk is full'],
    })
    expect(pairs(home)).toEqual({ store: issued, claude: OLD })
    expect(renewed.kept).toContain(join(home, '.clawdbot/doctor/refresh'))
    expect((await runCli(['models', 'status'], { home })).code).toBe(0)
    expect(pairs(home)).toEqual({ store: issued, claude: issued })
    expect(readdirSync(join(home, '.clawdbot/doctor'))).toEqual(['runs'])
  })
})

describe('a login that was left over', () => {
  it('is dropped where somebody has logged in anew since', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    await refresh(home, server, ({ writer }) => ({
      writer: {
        ...writer,
        replace: (at, ...rest) =>
          /credentials\.json$|auth-profiles\.json$/.test(at)
            ? Promise.reject(new Error('no'))
            : writer.replace(at, ...rest),
      },
    }))
    const anew = { accessToken: 'anew', refreshToken: 'anew' }
    writeFileSync(join(home, CREDENTIALS), JSON.stringify(claudeLogin(Date.now() + 8 * hour, anew).json))
    expect((await runCli(['models', 'status'], { home })).code).toBe(0)
    // The store held the used-up login, so it got the one kept; a login of one's own is left alone.
    expect(pairs(home)).toMatchObject({ claude: { access: 'anew' }, store: server.issued[0] ?? {} })
    expect(readdirSync(join(home, '.clawdbot/doctor'))).toEqual(['runs'])
  })

  it('is told, and stays, where it is no such record', async () => {
    const home = sharedHome()
    const folder = join(home, '.clawdbot/doctor/refresh')
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, '1-0123abcd.json'), '{}', { mode: 0o600 })
    chmodSync(folder, 0o700)
    const { stderr, code } = await runCli(['models', 'status'], { home })
    expect([code, stderr]).toEqual([0, expect.stringContaining('1-0123abcd.json')])
    expect(readdirSync(folder)).toEqual(['1-0123abcd.json'])
  })
})
