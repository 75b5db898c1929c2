import { existsSync, lstatSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, makeHome, runCli, STORE, token } from './cli.js'
import {
  claudeLogin,
  contents,
  envFor,
  OLD,
  oauth,
  ownHome,
  PROFILE,
  pairs,
  readJson,
  sharedHome,
  store,
} from './refresh-home.js'
import { expectSaid } from './said.js'
import { startTokenServer } from './token-server.js'

const REFRESH = ['models', 'auth', 'refresh']
const OWN = 'anthropic:own'

describe('a login that Claude Code shares', () => {
  it('is refreshed in both files, which keep every other key, and nobody is logged out', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const before = { store: readJson(home, STORE), claude: readJson(home, CREDENTIALS) }
    const result = await expectSaid(
      [...REFRESH, PROFILE],
      { home, env: envFor(server) },
      {
        code: 0,
        blocks: [],
        says: ['anthropic:claude-cli was refreshed. It is good for 8 h.', '~/.claude/.credentials.json'],
      },
    )
    const [issued] = server.issued
    expect(server.requests).toEqual([
      {
        grant_type: 'refresh_token',
        client_id: '9d1c250a-e61b-44d9-88ed-5944d1962f5e',
        refresh_token: OLD.refresh,
      },
    ])
    expect(pairs(home)).toEqual({ store: issued, claude: issued })
    const after = { store: readJson(home, STORE), claude: readJson(home, CREDENTIALS) }
    const { expires } = after.store.profiles[PROFILE]
    expect(expires).toBeGreaterThan(Date.now() + 7.9 * hour)
    before.store.profiles[PROFILE] = { ...before.store.profiles[PROFILE], ...issued, expires }
    Object.assign(before.claude.claudeAiOauth, {
      accessToken: issued?.access,
      refreshToken: issued?.refresh,
      expiresAt: expires,
    })
    expect(after).toEqual(before)
    expect([STORE, CREDENTIALS].map((path) => lstatSync(join(home, path)).mode & 0o777)).toEqual([
      0o600, 0o600,
    ])
    expect(existsSync(join(home, '.clawdbot/doctor/refresh'))).toBe(false)
    expect(Object.keys(listing(home)).filter((path) => path.endsWith('.lock'))).toEqual([])
    expect(result.stdout + result.stderr).not.toMatch(/sk-ant/)
    const status = await runCli(['models', 'status', '--check', '--in-use'], { home })
    expect(status.code, status.stdout).toBe(0)
  })

  it('is taken from Claude Code where that has a newer one; the provider is not asked', async () => {
    const server = await startTokenServer(OLD.refresh)
    const newer = { accessToken: token('oat', 'newer'), refreshToken: token('ort', 'newer') }
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(Date.now() + 8 * hour, newer),
      [STORE]: store({ [PROFILE]: oauth() }),
    })
    await expectSaid(
      REFRESH,
      { home, env: envFor(server) },
      {
        code: 0,
        blocks: [],
        says: ['has been renewed by the program it comes from'],
      },
    )
    expect(server.requests).toEqual([])
    expect(pairs(home).store.refresh).toBe(newer.refreshToken)
  })

  it('is refreshed with the newer of the two tokens also where the store has an older one that still lives', async () => {
    const newer = { accessToken: token('oat', 'newer'), refreshToken: token('ort', 'newer') }
    const server = await startTokenServer(newer.refreshToken)
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(Date.now() + 60_000, newer),
      [STORE]: store({ [PROFILE]: oauth({ expires: Date.now() + 30_000 }) }),
    })
    const result = await runCli([...REFRESH, '--no-sync'], { home, env: envFor(server) })
    expect(result.code, result.stderr).toBe(0)
    expect(server.reused).toEqual([])
    expect(pairs(home)).toEqual({ store: server.issued[0], claude: server.issued[0] })
  })

  it('that Claude Code has logged out of stays logged out there', async () => {
    const server = await startTokenServer(OLD.refresh)
    const blank = { accessToken: '', refreshToken: '', expiresAt: 0 }
    const home = makeHome({
      [CREDENTIALS]: claudeLogin(0, blank),
      [STORE]: store({ [PROFILE]: oauth() }),
    })
    const before = readJson(home, CREDENTIALS)
    expect((await runCli(REFRESH, { home, env: envFor(server) })).code).toBe(0)
    expect(readJson(home, CREDENTIALS)).toEqual(before)
    expect(pairs(home).store).toEqual(server.issued[0])
  })

  it.each([
    ['is no JSON', '{'],
    ['has another shape', '{"claudeAiOauth": []}'],
  ])('is not refreshed where its file %s: Claude Code would be logged out', async (_, text) => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({ [CREDENTIALS]: text, [STORE]: store({ [PROFILE]: oauth() }) })
    const before = contents(home)
    await expectSaid(
      REFRESH,
      { home, env: envFor(server) },
      { code: 3, blocks: ['error'], says: ['could not be read'] },
    )
    expect(server.requests).toEqual([])
    expect(contents(home)).toEqual(before)
  })

  it('in the Keychain of a Mac is not refreshed, and it is said what to run', async () => {
    const server = await startTokenServer(OLD.refresh)
    // To the millisecond: a login that differs is copied.
    const expires = Date.now() - hour
    const keychain = JSON.stringify(claudeLogin(expires).json)
    const home = makeHome({
      [STORE]: store({ [PROFILE]: oauth({ expires }) }),
      'bin/security': { text: `#!/bin/sh\ncat "${'$'}HOME/item"\n`, mode: 0o755 },
      item: keychain,
      'mac.mjs': `Object.defineProperty(process, 'platform', { value: 'darwin' })`,
    })
    const before = contents(home)
    const env = {
      ...envFor(server),
      PATH: `${home}/bin:/usr/bin:/bin`,
      NODE_OPTIONS: `--import ${home}/mac.mjs`,
    }
    await expectSaid(
      [...REFRESH, '--keychain'],
      { home, env },
      {
        code: 3,
        blocks: ['error'],
        says: ['in the macOS Keychain', 'Run `claude` once'],
      },
    )
    expect(server.requests).toEqual([])
    expect(contents(home)).toEqual(before)
  })
})

describe('with several agents', () => {
  const AGENTS = { json: { agents: { list: [{ id: 'main' }, { id: 'work' }, { id: 'own' }] } } }
  const WORK = '.clawdbot/agents/work/agent/auth-profiles.json'

  it('an inherited login is refreshed in the store that owns it, and copied nowhere', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = makeHome({ [CONFIG]: AGENTS, [STORE]: store({ [OWN]: oauth() }), [WORK]: store({}) })
    const work = readJson(home, WORK)
    const result = await runCli([...REFRESH, '--agent', 'work', '--json'], { home, env: envFor(server) })
    expect(JSON.parse(result.stdout)).toMatchObject({ agent: 'work', profile: OWN, status: 'refreshed' })
    expect(readJson(home, STORE).profiles[OWN]).toMatchObject(server.issued[0] ?? {})
    expect(readJson(home, WORK)).toEqual(work)
  })

  it('every copy of its refresh token gets the new pair: the old one is worth nothing any more', async () => {
    const server = await startTokenServer(OLD.refresh)
    const other = oauth({ refresh: token('ort', 'other') })
    const home = makeHome({
      [CONFIG]: AGENTS,
      [STORE]: store({ [OWN]: oauth(), 'anthropic:twin': oauth() }),
      [WORK]: store({ [OWN]: oauth(), 'anthropic:other': other }),
    })
    const result = await runCli([...REFRESH, OWN], { home, env: envFor(server) })
    expect(result.code, result.stderr).toBe(0)
    const held = [readJson(home, STORE).profiles[OWN], readJson(home, STORE).profiles['anthropic:twin']]
    for (const profile of [...held, readJson(home, WORK).profiles[OWN]])
      expect(profile).toMatchObject(server.issued[0] ?? {})
    expect(readJson(home, WORK).profiles['anthropic:other']).toMatchObject(other)
  })
})

describe('a dry run', () => {
  it('shows what would change in both files, writes nothing and asks nobody', async () => {
    const server = await startTokenServer(OLD.refresh)
    const home = sharedHome()
    const before = listing(home)
    await expectSaid(
      [...REFRESH, '--dry-run'],
      { home, env: envFor(server) },
      {
        code: 0,
        blocks: [],
        says: ['Nothing was written', /^-\s+"access": "\[/m, /^\+\s+"refreshToken": "\[/m],
        never: ['sk-ant'],
      },
    )
    const json = await runCli([...REFRESH, '--dry-run', '--json'], { home, env: envFor(server) })
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: 'planned',
      paths: [join(home, CREDENTIALS), join(home, STORE)],
      diff: expect.stringContaining('accessToken'),
    })
    expect(server.requests).toEqual([])
    expect(listing(home)).toEqual(before)
  })
})

it('prints one document with --json', async () => {
  const server = await startTokenServer(OLD.refresh)
  const home = ownHome({ clientId: 'mine' })
  const result = await runCli([...REFRESH, '--json'], { home, env: envFor(server) })
  expect(JSON.parse(result.stdout)).toEqual({
    agent: 'main',
    profile: OWN,
    provider: 'anthropic',
    status: 'refreshed',
    expires: readJson(home, STORE).profiles[OWN].expires,
    paths: [join(home, STORE)],
    diff: null,
    warnings: [],
  })
  expect(result.stderr).toBe('')
  expect(server.requests).toMatchObject([{ client_id: 'mine' }])
})

it('does nothing to a file that cannot be read, and asks nobody', async () => {
  const server = await startTokenServer(OLD.refresh)
  const home = ownHome()
  writeFileSync(join(home, STORE), '{')
  const result = await runCli([...REFRESH, OWN, '--json'], { home, env: envFor(server) })
  expect([result.code, JSON.parse(result.stdout).error.code]).toEqual([3, 'UNREADABLE'])
  expect(server.requests).toEqual([])
})
