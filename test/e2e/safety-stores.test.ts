import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { homes, storedLogin, storeOf, strangeStore } from './homes.js'

type Json = Readonly<Record<string, unknown>>

const readJson = (home: string, path: string): Json =>
  JSON.parse(readFileSync(join(home, path), 'utf8')) as Json
const modeOf = (path: string): string => (lstatSync(path).mode & 0o7777).toString(8)
const PROFILE = 'anthropic:claude-cli'

/** What a store must be after the sync: as it was, but for what the login speaks of. */
const synced = (before: Json, expires: number): Json => {
  const profiles = before.profiles as Readonly<Record<string, object>>
  const fresh = { access: token('oat', 'access'), refresh: token('ort', 'refresh'), expires }
  return { ...before, profiles: { ...profiles, [PROFILE]: { ...profiles[PROFILE], ...fresh } } }
}

const staleHome = (rest: Parameters<typeof makeHome>[0] = {}) => {
  const expires = Date.now() + 8 * hour
  const home = makeHome({ [CREDENTIALS]: login(expires), [STORE]: strangeStore(), ...rest })
  return { home, wanted: synced(readJson(home, STORE), expires) }
}

describe('the sync', () => {
  it.concurrent.each(['000', '022', '077', '0777'])(
    'makes private folders and a private file, whatever the umask (%s)',
    async (umask) => {
      const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
      const under = ['sh', '-c', `umask ${umask}; exec "$@"`, 'sh']
      const { code, stderr } = await runCli(['doctor'], { home, under })
      expect(code, stderr).toBeLessThan(3)
      const made = Object.keys(listing(home)).filter((path) => path.startsWith('/.clawdbot'))
      expect(made).toContain(`/${STORE}`)
      const isFolder = (path: string): boolean => statSync(join(home, path)).isDirectory()
      for (const path of made) expect(modeOf(join(home, path)), path).toBe(isFolder(path) ? '700' : '600')
    },
  )

  it('changes nothing in a store but the login, its mode and its owner included', async () => {
    const { home, wanted } = staleHome()
    chmodSync(join(home, STORE), 0o640)
    const { stdout } = await runCli(['doctor'], { home })
    expect(readJson(home, STORE)).toEqual(wanted)
    expect(Object.keys(readJson(home, STORE))).toEqual(Object.keys(wanted))
    expect(readFileSync(join(home, STORE), 'utf8')).toMatch(/^\{\n {2}"comment".*\n\}\n$/s)
    expect(modeOf(join(home, STORE))).toBe('640')
    expect(stdout).toContain('0640')
    expect(stdout).toContain('auth/permissions')
  })

  it.each(['absolute', 'relative'])(
    'writes through a store that is a link (%s), which stays one',
    async (kind) => {
      const { home, wanted } = staleHome()
      const store = join(home, STORE)
      mkdirSync(join(home, 'vault'))
      renameSync(store, join(home, 'vault/real.json'))
      const target = kind === 'absolute' ? join(home, 'vault/real.json') : '../../../../vault/real.json'
      symlinkSync(target, store)
      await runCli(['doctor'], { home })
      expect(readlinkSync(store)).toBe(target)
      expect(readJson(home, 'vault/real.json')).toEqual(wanted)
      expect(readdirSync(join(home, 'vault'))).toEqual(['real.json'])
      expect(readdirSync(dirname(store))).toEqual(['auth-profiles.json'])
    },
  )

  it('leaves a link that leads nowhere, and says so', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    mkdirSync(dirname(join(home, STORE)), { recursive: true })
    symlinkSync('gone.json', join(home, STORE))
    const before = listing(home)
    const { code, stdout } = await runCli(['doctor'], { home })
    expect(code).toBe(1)
    expect(stdout).toContain('is a link to')
    expect(listing(home)).toEqual(before)
  })

  it('never writes what an agent inherits into its own file', async () => {
    const { home, wanted } = staleHome({
      [storeOf('heir')]: { json: { version: 1, profiles: {}, mine: true } },
      [CONFIG]: { json: { agents: { list: [{ id: 'main' }, { id: 'heir' }, { id: 'new' }] } } },
    })
    const before = listing(home)
    await runCli(['doctor', '--fix', '--yes'], { home })
    await runCli(['models', 'status', '--agent', 'heir'], { home })
    await runCli(['models', 'status', '--agent', 'new'], { home })
    const after = listing(home)
    expect((readJson(home, STORE).profiles as Json)[PROFILE]).toEqual((wanted.profiles as Json)[PROFILE])
    expect(after[`/${storeOf('heir')}`]).toBe(before[`/${storeOf('heir')}`])
    expect(Object.keys(after).filter((path) => path.includes('/agents/new'))).toEqual([])
  })

  it("renews an agent's own copy, which would hide the main agent's", async () => {
    const expires = Date.now() + 8 * hour
    const own = { version: 1, profiles: { [PROFILE]: storedLogin('own', 5), 'a:b': { odd: 1 } }, odd: true }
    const home = makeHome({ [CREDENTIALS]: login(expires), [storeOf('own')]: { json: own } })
    await runCli(['doctor'], { home })
    expect(readJson(home, storeOf('own'))).toEqual(synced(own, expires))
    expect(readJson(home, STORE).profiles).toHaveProperty([PROFILE])
  })

  it('never lets an unreadable source do away with what is stored', async () => {
    for (const text of [
      '',
      '{',
      '{"claudeAiOauth": {"accessToken": "", "refreshToken": "", "expiresAt": 0}}',
    ]) {
      const { home } = staleHome({ [CREDENTIALS]: text })
      const before = listing(home)
      await runCli(['doctor'], { home })
      expect(listing(home)).toEqual(before)
    }
  })
})

describe('eight doctors at once', () => {
  it.each([
    ['an older copy among unknown fields', 'doctor'],
    ['a login that was never copied', 'doctor --json'],
    ['several agents, one with its own copy', 'doctor --fix --yes'],
  ])('on a home with %s leave one store and lose nothing', async (name, line) => {
    const home = homes[name]?.() ?? ''
    const alone = homes[name]?.() ?? ''
    const results = await Promise.all(Array.from({ length: 8 }, () => runCli(line.split(' '), { home })))
    const one = await runCli(line.split(' '), { home: alone })
    expect(results.map(({ code }) => code)).toEqual(results.map(() => one.code))

    const stores = Object.keys(listing(home)).filter((path) => path.endsWith('auth-profiles.json'))
    for (const path of stores) {
      const plain = (text: string): unknown => JSON.parse(text.replaceAll(/"expires": \d+/g, '"expires": 0'))
      const [found, wanted] = [home, alone].map((each) => plain(readFileSync(join(each, path), 'utf8')))
      expect(found).toEqual(wanted)
      expect(readdirSync(dirname(join(home, path)))).toEqual(['auth-profiles.json'])
    }
    const before = listing(home)
    await runCli(line.split(' '), { home })
    expect(listing(home)).toEqual(before)
  })
})
