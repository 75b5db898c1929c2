import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, rmdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, makeHome, node, STORE, script, token } from './cli.js'
import {
  claudeLogin,
  envFor,
  OLD,
  oauth,
  ownHome,
  PROFILE,
  pairs,
  readJson,
  resolveIn,
  sharedHome,
  store,
} from './refresh-home.js'
import { startTokenServer } from './token-server.js'

const OWN = 'anthropic:own'
const NO_ONE = { CLAWDBOT_DOCTOR_TOKEN_URL: 'http://127.0.0.1:1/' }

describe('fifty programs that need a login at the same time', () => {
  it.each([
    ['of the store alone', () => ownHome(), OWN],
    ['that Claude Code shares', sharedHome, PROFILE],
  ])(
    '%s ask once between them, use no token twice, and all get the new one',
    async (_, make, profile) => {
      const server = await startTokenServer(OLD.refresh)
      const home = make()
      const found = await Promise.all(Array.from({ length: 50 }, () => resolveIn(home, envFor(server))))
      const [issued] = server.issued
      const told = found.map((each) => ('ok' in each ? each.ok : each))
      expect(told.map((each) => ('secret' in each ? each.secret : each))).toEqual(
        Array.from({ length: 50 }, () => issued?.access),
      )
      expect(told.filter((each) => 'refreshed' in each && each.refreshed)).toHaveLength(1)
      expect([server.requests.length, server.issued.length, server.reused]).toEqual([1, 1, []])
      expect(pairs(home, profile).store).toEqual(issued)
      if (profile === PROFILE) expect(pairs(home).claude).toEqual(issued)
      expect(Object.keys(listing(home)).filter((path) => path.endsWith('.lock'))).toEqual([])
    },
    240_000,
  )
})

describe('a credential that is good for a while', () => {
  it.each([
    ['a login', oauth({ expires: Date.now() + hour }), OLD.access, 'oauth'],
    [
      'a token',
      { type: 'token', provider: 'anthropic', token: token('oat', 't') },
      token('oat', 't'),
      'token',
    ],
    [
      'a key',
      { type: 'api_key', provider: 'anthropic', key: ` ${token('api', 'k')}\n` },
      token('api', 'k'),
      'api_key',
    ],
  ])('(%s) is returned as it is: no network, no lock, nothing written', async (_, profile, secret, type) => {
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(Date.now() + 8 * hour, { accessToken: token('oat', 'newer') }),
      [STORE]: store({ [OWN]: profile }, { order: { anthropic: [OWN] } }),
    })
    // Whoever wanted it would wait for a minute.
    mkdirSync(join(home, `${STORE}.lock`))
    const before = listing(home)
    const found = await resolveIn(home, NO_ONE)
    expect(found).toMatchObject({
      ok: { via: 'profile', profile: OWN, type, secret, refreshed: false, skipped: [], warnings: [] },
    })
    expect(listing(home)).toEqual(before)
  })

  it('may be of the environment, or of the config', async () => {
    const key = token('api', 'env')
    expect(await resolveIn(makeHome(), { ANTHROPIC_API_KEY: key })).toMatchObject({
      ok: { via: 'env', profile: null, type: 'api_key', secret: key, expires: null },
    })
    const config = { models: { providers: { acme: { baseUrl: 'https://x.example', apiKey: 'acme-key' } } } }
    expect(await resolveIn(makeHome({ [CONFIG]: { json: config } }), {}, { provider: 'Acme' })).toMatchObject(
      {
        ok: { via: 'config', provider: 'acme', secret: 'acme-key' },
      },
    )
  })
})

describe('a login that has come to its end', () => {
  it('is refreshed when it has less than five minutes to live', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = ownHome({ expires: Date.now() + 4 * 60_000 })
    expect(await resolveIn(home, envFor(server))).toMatchObject({
      ok: { secret: server.issued[0]?.access, refreshed: true, expires: expect.any(Number) },
    })
  })

  it('is used for as long as it lives where it cannot be refreshed, and that is said', async () => {
    const home = ownHome({ expires: Date.now() + 4 * 60_000 })
    expect(await resolveIn(home, NO_ONE)).toMatchObject({
      ok: {
        secret: OLD.access,
        refreshed: false,
        warnings: [expect.stringContaining('could not be reached')],
      },
    })
  })

  it('is taken from Claude Code where that has a newer one', async () => {
    const server = await startTokenServer(OLD.refresh)
    const newer = { accessToken: token('oat', 'newer'), refreshToken: token('ort', 'newer') }
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(Date.now() + 8 * hour, newer),
      [STORE]: store({ [PROFILE]: oauth() }),
    })
    expect(await resolveIn(home, envFor(server))).toMatchObject({
      ok: { profile: PROFILE, secret: newer.accessToken, refreshed: false },
    })
    expect(server.requests).toEqual([])
    expect(pairs(home).store.refresh).toBe(newer.refreshToken)
  })

  it('and was never copied from Claude Code is copied, and refreshed in both', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({ [CREDENTIALS]: claudeLogin(Date.now() - hour) })
    expect(await resolveIn(home, envFor(server))).toMatchObject({
      ok: { profile: PROFILE, secret: server.issued[0]?.access, refreshed: true },
    })
    expect(pairs(home)).toEqual({ store: server.issued[0], claude: server.issued[0] })
  })

  it('of the main agent is refreshed there for one that inherits it', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({
      [CONFIG]: { json: { agents: { list: [{ id: 'main' }, { id: 'work' }] } } },
      [STORE]: store({ [OWN]: oauth() }),
    })
    expect(await resolveIn(home, envFor(server), { agent: 'work' })).toMatchObject({
      ok: { agent: 'work', secret: server.issued[0]?.access },
    })
    expect(readJson(home, STORE).profiles[OWN]).toMatchObject(server.issued[0] ?? {})
    expect(existsSync(join(home, '.clawdbot/agents/work'))).toBe(false)
  })
})

describe('what cannot be used', () => {
  it('is passed over for the next in the order, and said', async () => {
    const server = await startTokenServer()
    const home = makeHome({
      [STORE]: store({
        [OWN]: oauth(),
        'anthropic:spent': { type: 'token', provider: 'anthropic', token: token('oat', 's'), expires: 5 },
        'anthropic:key': { type: 'api_key', provider: 'anthropic', key: token('api', 'k') },
      }),
    })
    expect(await resolveIn(home, envFor(server))).toMatchObject({
      ok: {
        profile: 'anthropic:key',
        skipped: [{ profile: OWN, reason: expect.stringContaining('rejected its refresh token') }],
      },
    })
    expect(await resolveIn(home, envFor(server), { profile: OWN })).toMatchObject({
      code: 'REJECTED',
      hint: expect.stringContaining('setup-token'),
    })
  })

  it('is never a reason to refresh a token, which is told as expired', async () => {
    const server = await startTokenServer(OLD.refresh)
    const spent = {
      type: 'token',
      provider: 'anthropic',
      token: OLD.refresh,
      refresh: OLD.refresh,
      expires: 5,
    }
    const home = makeHome({ [STORE]: store({ 'anthropic:spent': spent }) })
    expect(await resolveIn(home, envFor(server))).toEqual({
      code: 'NO_CREDENTIAL',
      message: 'No credentials found for anthropic that agent main can use: anthropic:spent has expired.',
      hint: expect.stringContaining('setup-token'),
    })
    expect(server.requests).toEqual([])
  })

  it('is an agent that is not there, and a store that cannot be read', async () => {
    expect(await resolveIn(ownHome(), NO_ONE, { agent: 'nobody' })).toMatchObject({ code: 'UNKNOWN_AGENT' })
    const home = makeHome({ [STORE]: '{' })
    const env = { ...NO_ONE, ANTHROPIC_API_KEY: token('api', 'metered') }
    expect(await resolveIn(home, env)).toMatchObject({ code: 'UNREADABLE' })
  })
})

/** Holds Claude Code's lock as Claude Code does for so long; then calls `end`, and gives it back. */
const holdClaudeLock = async (home: string, ms: number, end: () => void): Promise<void> => {
  const text = `
    import { lock } from 'proper-lockfile'
    import { setTimeout } from 'node:timers/promises'
    const release = await lock(process.argv[1] + '/.claude')
    process.stdout.write('held')
    await setTimeout(${ms})
    process.stdout.write('over', () => release())`
  const child = spawn(node, ['--input-type=module', '--eval', text, home], {
    cwd: join(script, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await new Promise((resolve) => child.stdout.once('data', resolve))
  child.stdout.once('data', end)
}

describe("Claude Code's own lock", () => {
  it('is waited for, and both are given the new login afterwards', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    let asked = -1
    await holdClaudeLock(home, 4000, () => {
      asked = server.requests.length
    })
    expect(await resolveIn(home, envFor(server))).toMatchObject({
      ok: { secret: server.issued[0]?.access, refreshed: true },
    })
    expect([asked, server.requests.length]).toEqual([0, 1])
    expect(pairs(home).claude).toEqual(server.issued[0])
  })

  it('is not needed for a login that Claude Code has no part in', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(Date.now() + hour, { refreshToken: token('ort', 'another') }),
      [STORE]: store({ [OWN]: oauth() }, { order: { anthropic: [OWN] } }),
    })
    mkdirSync(join(home, '.claude.lock'))
    expect(await resolveIn(home, envFor(server))).toMatchObject({ ok: { refreshed: true } })
    rmdirSync(join(home, '.claude.lock'))
  })
})
