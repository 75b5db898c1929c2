import { lstatSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CREDENTIALS, type FileContent, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { storedLogin, storeOf } from './homes.js'

const read = (home: string, path: string): unknown => JSON.parse(readFileSync(join(home, path), 'utf8'))

const pasted = (mark: string, over: object = {}) => ({
  type: 'token',
  provider: 'anthropic',
  token: token('oat', mark),
  ...over,
})

const profiles = {
  'anthropic:work': pasted('work'),
  'anthropic:home': pasted('home'),
  'anthropic:old': pasted('old', { expires: 1000 }),
  'zai:key': { type: 'api_key', provider: 'zai', key: 'z'.repeat(40) },
}

const store = (rest: object = {}): FileContent => ({
  json: { version: 1, profiles, unheard: { kept: true }, ...rest },
})

const order = (home: string, ...words: readonly string[]) =>
  runCli(['models', 'auth', 'order', ...words], { home })

const SET = ['set', '--provider', 'anthropic']

describe('models auth order set', () => {
  it('takes the login that claude setup-token has just stored', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const { code, stdout, stderr } = await order(home, ...SET, 'anthropic:claude-cli')
    expect(stderr).toBe('')
    expect(stdout).toBe('Agent: main\nProvider: anthropic\nOrder override: anthropic:claude-cli\n')
    expect(code).toBe(0)
    expect(read(home, STORE)).toMatchObject({
      profiles: { 'anthropic:claude-cli': { type: 'oauth' } },
      order: { anthropic: ['anthropic:claude-cli'] },
    })
    expect(lstatSync(join(home, STORE)).mode & 0o777).toBe(0o600)
  })

  it.concurrent.each<[string, FileContent, readonly string[], object]>([
    [
      'an order where there is none, and keeps every other field',
      store(),
      [...SET, 'anthropic:home', 'anthropic:work'],
      { anthropic: ['anthropic:home', 'anthropic:work'] },
    ],
    [
      'each id once, without the white space around it',
      store(),
      [...SET, ' anthropic:home ', 'anthropic:home', 'anthropic:work'],
      { anthropic: ['anthropic:home', 'anthropic:work'] },
    ],
    [
      'it under the spelling that the store has',
      store({ order: { Anthropic: ['anthropic:work'], zai: ['zai:key'] } }),
      [...SET, 'anthropic:home'],
      { Anthropic: ['anthropic:home'], zai: ['zai:key'] },
    ],
    [
      'that of a provider by an alias',
      store(),
      ['set', '--provider', ' Z.AI ', 'zai:key'],
      { zai: ['zai:key'] },
    ],
  ])('sets %s', async (_, before, words, expected) => {
    const home = makeHome({ [STORE]: before })
    const { code, stderr } = await order(home, ...words)
    expect(code, stderr).toBe(0)
    expect(read(home, STORE)).toEqual({ version: 1, profiles, unheard: { kept: true }, order: expected })
  })

  it.concurrent.each<[string, FileContent, readonly string[], string, readonly string[]]>([
    [
      'an unknown id, naming it and those there are',
      store(),
      [...SET, 'anthropic:nope'],
      'UNKNOWN_PROFILE',
      ['"anthropic:nope"', 'agent main', 'anthropic:work, anthropic:home, anthropic:old'],
    ],
    [
      "another provider's id, naming both providers, with every other fault",
      store(),
      [...SET, 'zai:key', 'anthropic:work', 'x'],
      'OTHER_PROVIDER',
      ['"zai:key" is for zai, not anthropic', '"x" not found'],
    ],
    ['an empty list', store(), SET, 'NO_PROFILES', ['anthropic:work']],
    ['a list of nothing but white space', store(), [...SET, ' '], 'NO_PROFILES', ['anthropic:work']],
    ['a provider of nothing', store(), ['set', '--provider', ' ', 'a'], 'NO_PROVIDER', []],
    ['an agent there is not', store(), [...SET, '--agent', 'no', 'a'], 'UNKNOWN_AGENT', ['main']],
    [
      'a profile that Clawdbot does not accept, saying so',
      { json: { version: 1, profiles: { a: { mode: 'token', provider: 'anthropic', token: 't' } } } },
      [...SET, 'a'],
      'UNKNOWN_PROFILE',
      ['not as Clawdbot accepts one'],
    ],
    ['an order that is no object', store({ order: 'x' }), [...SET, 'anthropic:work'], 'ORDER_MALFORMED', []],
    ['a store that cannot be read', '{"version": 1, "prof', [...SET, 'a'], 'UNREADABLE', []],
  ])('refuses %s, and changes nothing', async (_, before, words, expected, says) => {
    const home = makeHome({ [STORE]: before })
    const was = listing(home)
    const { code, stdout } = await order(home, ...words, '--json')
    expect(code).toBe(3)
    const { error } = JSON.parse(stdout) as { readonly error: { readonly code: string } }
    expect(error.code).toBe(expected)
    for (const words of says) expect(JSON.stringify(error).replaceAll('\\"', '"')).toContain(words)
    expect(listing(home)).toEqual(was)
  })

  it('refuses the login of Claude Code where it may not be copied', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const { code, stderr } = await order(home, ...SET, 'anthropic:claude-cli', '--no-sync')
    expect(code).toBe(3)
    expect(stderr).toContain('"anthropic:claude-cli" not found')
  })

  it('says with exit code 1 that the order leaves nothing usable, of which ids and why', async () => {
    const home = makeHome({ [STORE]: store() })
    const { code, stdout, stderr } = await order(home, ...SET, 'anthropic:old')
    expect(code).toBe(1)
    expect(stdout).toContain('Order override: anthropic:old\n')
    expect(stderr).toContain('nothing usable for anthropic: anthropic:old has expired')
    expect(stderr).toContain('anthropic:work, anthropic:home could be used')
    const json = await order(home, ...SET, 'anthropic:old', '--json')
    expect(json.code).toBe(1)
    expect(JSON.parse(json.stdout)).toMatchObject({
      status: 'unchanged',
      usable: false,
      profiles: [{ profileId: 'anthropic:old', code: 'expired' }],
      hidden: ['anthropic:work', 'anthropic:home'],
    })
  })

  it('says which id is passed over where another can be used', async () => {
    const home = makeHome({ [STORE]: store() })
    const { code, stderr } = await order(home, ...SET, 'anthropic:old', 'anthropic:work')
    expect(code).toBe(0)
    expect(stderr).toBe('▲ warning: anthropic:old has expired, so it is passed over.\n')
  })

  it('writes nothing where it is the order already, and says so', async () => {
    const home = makeHome({ [STORE]: store({ order: { anthropic: ['anthropic:work'] } }) })
    const was = listing(home)
    const { code, stdout } = await order(home, ...SET, 'anthropic:work')
    expect(code).toBe(0)
    expect(stdout).toContain('nothing was written')
    expect(listing(home)).toEqual(was)
  })

  it.each<[string, Readonly<Record<string, FileContent>>, string]>([
    ['a store that is there', { [STORE]: store() }, 'anthropic:work'],
    ['a login to copy first', { [CREDENTIALS]: login(Date.now() + hour) }, 'anthropic:claude-cli'],
    [
      'a login to copy into a store that is there',
      { [STORE]: store(), [CREDENTIALS]: login(Date.now() + hour) },
      'anthropic:claude-cli',
    ],
  ])('only shows it with --dry-run: %s', async (_, files, id) => {
    const home = makeHome(files)
    const was = listing(home)
    const { code, stdout, stderr } = await order(home, ...SET, id, '--dry-run')
    expect(code, stderr).toBe(0)
    expect(stdout).toMatch(new RegExp(`^\\+ .*"${id}"`, 'm'))
    expect(stdout).toContain('Nothing was written.')
    expect(stdout + stderr).not.toMatch(/sk-ant-|x{20}/)
    expect(listing(home)).toEqual(was)
  })
})

describe('an agent that inherits', () => {
  const main = { [STORE]: store({ order: { Anthropic: ['anthropic:work'] }, lastGood: { zai: 'zai:key' } }) }
  const work = storeOf('work')

  it('gets a store with nothing but the order, and goes on inheriting', async () => {
    const home = makeHome({ ...main, '.clawdbot/agents/work/agent/keep': '' })
    const was = listing(join(home, STORE, '..'))
    const { code, stderr } = await order(home, ...SET, '--agent', 'work', 'anthropic:home')
    expect(code, stderr).toBe(0)
    expect(read(home, work)).toEqual({
      version: 1,
      profiles: {},
      order: { Anthropic: ['anthropic:home'] },
    })
    expect(listing(join(home, STORE, '..'))).toEqual(was)
    const status = await runCli(['models', 'status', '--json', '--agent', 'work'], { home })
    expect(JSON.parse(status.stdout).auth.order).toMatchObject({
      anthropic: ['anthropic:home'],
      zai: ['zai:key'],
    })
  })

  it('keeps what its own store has', async () => {
    const own = { version: 1, profiles: { 'anthropic:own': pasted('own') }, note: 1 }
    const home = makeHome({ ...main, [work]: { json: own } })
    const { code } = await order(home, ...SET, '--agent', 'work', 'anthropic:own', 'anthropic:work')
    expect(code).toBe(0)
    expect(read(home, work)).toEqual({
      ...own,
      order: { Anthropic: ['anthropic:own', 'anthropic:work'] },
    })
  })

  it("is back on the main agent's order when its own is cleared, and is told so", async () => {
    const own = { version: 1, profiles: {}, order: { anthropic: ['anthropic:home'] } }
    const home = makeHome({ ...main, [work]: { json: own } })
    const { code, stdout } = await order(home, 'clear', '--provider', 'anthropic', '--agent', 'work')
    expect(code).toBe(0)
    expect(stdout).toContain('Cleared per-agent order override.')
    expect(stdout).toContain("The main agent's holds: anthropic:work.")
    expect(read(home, work)).toEqual({ version: 1, profiles: {} })
    const got = await order(home, 'get', '--provider', 'anthropic', '--agent', 'work', '--json')
    expect(JSON.parse(got.stdout)).toMatchObject({ agentId: 'work', order: ['anthropic:work'] })
  })
})

describe('models auth order get', () => {
  it.each<[string, object, readonly string[] | null]>([
    ['the order, in any spelling of the provider', { ' Z.ai': ['zai:key'] }, ['zai:key']],
    ['null without one', { anthropic: ['anthropic:work'] }, null],
    ['null for an empty one', { zai: [] }, null],
  ])('prints %s', async (_, orders, expected) => {
    const home = makeHome({ [STORE]: store({ order: orders }) })
    const { code, stdout } = await order(home, 'get', '--provider', 'z-ai', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({
      agentId: 'main',
      agentDir: join(home, STORE, '..'),
      provider: 'zai',
      authStorePath: `~/${STORE}`,
      order: expected,
    })
  })

  it('prints it for a person', async () => {
    const home = makeHome({ [STORE]: store({ order: { anthropic: ['anthropic:home', 'anthropic:work'] } }) })
    const lines = (provider: string, ids: string) =>
      `Agent: main\nProvider: ${provider}\nAuth file: ~/${STORE}\nOrder override: ${ids}\n`
    const one = await order(home, 'get', '--provider', 'anthropic')
    expect(one.stdout).toBe(lines('anthropic', 'anthropic:home, anthropic:work'))
    expect((await order(home, 'get', '--provider', 'zai')).stdout).toBe(lines('zai', '(none)'))
  })

  it('brings the store up to date first', async () => {
    const home = makeHome({ [CREDENTIALS]: login(Date.now() + hour) })
    expect((await order(home, 'get', '--provider', 'anthropic')).code).toBe(0)
    expect(read(home, STORE)).toHaveProperty('profiles')
  })
})

describe('models auth order clear', () => {
  it('removes every spelling, and keeps the orders of others', async () => {
    const orders = { Anthropic: ['a'], zai: ['zai:key'], anthropic: ['b'] }
    const home = makeHome({ [STORE]: store({ order: orders }) })
    const { code, stdout } = await order(home, 'clear', '--provider', 'anthropic')
    expect(code).toBe(0)
    expect(stdout).toBe('Agent: main\nProvider: anthropic\nCleared per-agent order override.\n')
    expect(read(home, STORE)).toEqual({
      version: 1,
      profiles,
      unheard: { kept: true },
      order: { zai: ['zai:key'] },
    })
  })

  it('leaves no empty order behind', async () => {
    const home = makeHome({ [STORE]: store({ order: { anthropic: ['a'] } }) })
    await order(home, 'clear', '--provider', 'anthropic')
    expect(read(home, STORE)).toEqual({ version: 1, profiles, unheard: { kept: true } })
  })

  it.each<[string, readonly string[], object]>([
    ['where there is none', ['--provider', 'zai'], { anthropic: ['a'] }],
    ['with --dry-run', ['--provider', 'anthropic', '--dry-run'], { anthropic: ['a'] }],
  ])('writes nothing %s', async (_, words, orders) => {
    const home = makeHome({ [STORE]: store({ order: orders }) })
    const was = listing(home)
    const { code, stdout } = await order(home, 'clear', ...words)
    expect(code).toBe(0)
    expect(stdout.toLowerCase()).toContain('nothing was written')
    expect(listing(home)).toEqual(was)
  })
})

it('shows no secret whatever it is asked', async () => {
  const stored = { 'anthropic:claude-cli': storedLogin('kept', Date.now() + hour) }
  const home = makeHome({ [STORE]: { json: { version: 1, profiles: { ...profiles, ...stored } } } })
  for (const words of [
    ['get', '--provider', 'anthropic', '--json'],
    [...SET, 'anthropic:claude-cli', '--dry-run', '--json'],
    [...SET, 'anthropic:claude-cli', '--json'],
    ['clear', '--provider', 'anthropic', '--dry-run', '--json'],
    ['clear', '--provider', 'anthropic', '--json'],
  ]) {
    const { stdout, stderr, code } = await order(home, ...words)
    expect(code, stderr).toBe(0)
    expect(stdout + stderr).not.toMatch(/sk-ant-|x{20}|z{20}/)
    JSON.parse(stdout)
  }
})
