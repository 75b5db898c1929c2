import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, hour, listing, login, makeHome, runCli, STORE, token } from './cli.js'
import { storedLogin, storeOf } from './homes.js'
import { openTerminal, type Session } from './terminal-session.js'

const TOKEN = token('oat', 'pasted')
const day = 24 * hour
const paste = (home: string, args: readonly string[], input: string, env: Record<string, string> = {}) =>
  runCli(['models', 'auth', 'paste-token', ...args], { home, input, env })
const json = (home: string, path: string) => JSON.parse(readFileSync(join(home, path), 'utf8'))
const without = (home: string, folder: string) =>
  Object.fromEntries(Object.entries(listing(home)).filter(([path]) => !path.startsWith(folder)))

describe('a token that is piped in', () => {
  it('makes a store and a config where there are none, for nobody else to read', async () => {
    const home = makeHome()
    const before = Date.now()
    const { code, stdout, stderr } = await paste(
      home,
      ['--provider', 'anthropic', '--expires-in', '365d', '--json'],
      `${TOKEN}\n`,
    )
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const document = JSON.parse(stdout)
    expect(document).toEqual({
      profile: 'anthropic:manual',
      provider: 'anthropic',
      agent: 'main',
      type: 'token',
      mode: 'token',
      status: 'done',
      expiresAt: expect.any(Number),
      storePath: join(home, STORE),
      configPath: join(home, CONFIG),
      diff: null,
      warnings: [],
    })
    expect(document.expiresAt - before - 365 * day).toBeLessThan(60_000)
    const profile = { type: 'token', provider: 'anthropic', token: TOKEN, expires: document.expiresAt }
    expect(json(home, STORE)).toEqual({ version: 1, profiles: { 'anthropic:manual': profile } })
    expect(json(home, CONFIG)).toEqual({
      auth: { profiles: { 'anthropic:manual': { provider: 'anthropic', mode: 'token' } } },
    })
    for (const path of [STORE, CONFIG]) expect(statSync(join(home, path)).mode & 0o777).toBe(0o600)
    expect(statSync(join(home, STORE, '..')).mode & 0o777).toBe(0o700)
    const status = JSON.parse((await runCli(['models', 'status', '--json'], { home })).stdout)
    expect(status.auth.order).toMatchObject({ anthropic: ['anthropic:manual'] })
    expect(status.auth.missingProvidersInUse).toEqual([])
  })

  it('may be wrapped and in quotes, for any provider in any spelling, under any id, with any length of time', async () => {
    const home = makeHome()
    const key = `sk-or-v1-${'0e'.repeat(32)}`
    for (const [args, provider, profile, ms] of [
      [['--provider', ' OpenRouter '], 'openrouter', 'openrouter:manual', null],
      [['--provider', 'z.ai', '--expires-in', '12h'], 'zai', 'zai:manual', 12 * hour],
      [['--provider', 'qwen', '--expires-in', '30m'], 'qwen-portal', 'qwen-portal:manual', hour / 2],
      [
        ['--provider', 'acme', '--profile-id', 'acme:work', '--expires-in', '7'],
        'acme',
        'acme:work',
        7 * day,
      ],
    ] as const) {
      const { code, stdout } = await paste(
        home,
        [...args, '--json'],
        `"${key.slice(0, 40)}\n${key.slice(40)}"\n`,
      )
      expect(code).toBe(0)
      expect(JSON.parse(stdout)).toMatchObject({ profile, provider })
      const stored = json(home, STORE).profiles[profile]
      expect(stored).toMatchObject({ type: 'token', provider, token: key })
      if (ms === null) expect(stored).not.toHaveProperty('expires')
      else expect(Math.abs(stored.expires - Date.now() - ms)).toBeLessThan(60_000)
    }
    expect(Object.keys(json(home, CONFIG).auth.profiles)).toHaveLength(4)
  })

  it('keeps all else that is stored, and ends the block that the old one earned', async () => {
    const old = {
      version: 1,
      comment: 'kept',
      profiles: {
        'anthropic:manual': {
          type: 'token',
          provider: 'anthropic',
          token: TOKEN,
          expires: 5,
          note: 'kept',
          email: 'a@b.c',
        },
        'acme:odd': { type: 'hologram' },
      },
      usageStats: {
        'anthropic:manual': {
          lastUsed: 7,
          cooldownUntil: Date.now() + hour,
          disabledUntil: Date.now() + hour,
          disabledReason: 'billing',
          errorCount: 3,
          failureCounts: { billing: 3 },
          lastFailureAt: 6,
          unheard: 'kept',
        },
        'acme:odd': { cooldownUntil: 9 },
      },
    }
    const home = makeHome({ [STORE]: { json: old } })
    const next = token('oat', 'next')
    expect(await paste(home, ['--provider', 'anthropic'], next)).toMatchObject({ code: 0, stderr: '' })
    const { expires: _, ...kept } = old.profiles['anthropic:manual']
    expect(json(home, STORE)).toEqual({
      ...old,
      profiles: { ...old.profiles, 'anthropic:manual': { ...kept, token: next } },
      usageStats: { ...old.usageStats, 'anthropic:manual': { lastUsed: 7, unheard: 'kept' } },
    })
  })

  it('changes nothing when it is pasted a second time', async () => {
    const home = makeHome()
    await paste(home, ['--provider', 'anthropic'], TOKEN)
    const before = listing(home)
    const again = await paste(home, ['--provider', 'anthropic', '--json'], TOKEN)
    expect(JSON.parse(again.stdout)).toMatchObject({ status: 'unchanged' })
    expect(listing(home)).toEqual(before)
  })

  it('goes to the main agent, from which the others inherit, or to the one that is named', async () => {
    const agents = { agents: { list: [{ id: 'work', default: true }, { id: 'home' }] } }
    const home = makeHome({ [CONFIG]: { json: agents } })
    await paste(home, ['--provider', 'anthropic'], TOKEN)
    expect(Object.keys(json(home, STORE).profiles)).toEqual(['anthropic:manual'])
    expect(existsSync(join(home, storeOf('work')))).toBe(false)
    const named = await paste(
      home,
      ['--provider', 'anthropic', '--agent', 'Home', '--json'],
      token('oat', 'own'),
    )
    expect(JSON.parse(named.stdout)).toMatchObject({ agent: 'home', storePath: join(home, storeOf('home')) })
    expect(json(home, STORE).profiles['anthropic:manual'].token).toBe(TOKEN)
    const main = await paste(home, ['--provider', 'anthropic', '--json'], token('oat', 'third'))
    expect(JSON.parse(main.stdout).warnings).toEqual(['own-copy'])
    const unknown = await paste(home, ['--provider', 'anthropic', '--agent', 'nobody', '--json'], TOKEN)
    expect(unknown.code).toBe(3)
    expect(JSON.parse(unknown.stdout).error.code).toBe('UNKNOWN_AGENT')
  })

  it.each([
    ['metered-key', 'anthropic', token('api', 'key')],
    ['never-usable', 'anthropic', token('ort', 'refresh')],
    ['cut-short', 'anthropic', TOKEN.slice(0, 80).replace(/.$/, 'z')],
    ['wrong-prefix', 'openrouter', TOKEN],
  ])('is stored with a warning: %s', async (warning, provider, text) => {
    const home = makeHome()
    const { code, stdout, stderr } = await paste(home, ['--provider', provider], text)
    expect(code).toBe(0)
    expect(stderr).toMatch(/^▲ warning: /)
    expect(stdout + stderr).not.toContain(text)
    const { stdout: again } = await paste(home, ['--provider', provider, '--json'], text)
    expect(JSON.parse(again)).toMatchObject({ status: 'unchanged', warnings: [warning] })
  })

  it('that another profile or an order keeps from being used is stored with a word about that', async () => {
    const stored = storedLogin('login', Date.now() + hour)
    const home = makeHome({
      [CREDENTIALS]: login(Date.now() + hour),
      [STORE]: { json: { version: 1, profiles: { 'anthropic:claude-cli': stored }, order: {} } },
    })
    const first = await paste(home, ['--provider', 'anthropic', '--json'], TOKEN)
    expect(JSON.parse(first.stdout).warnings).toEqual(['others-unlisted'])
    await runCli(['models', 'auth', 'order', 'set', '--provider', 'anthropic', 'anthropic:claude-cli'], {
      home,
    })
    const second = await paste(home, ['--provider', 'anthropic'], token('oat', 'two'))
    expect(second.stderr).toContain('anthropic:manual over')
    expect(second.stderr).toContain(
      '`clawdbot-doctor models auth order set --provider anthropic anthropic:manual`',
    )
  })
})

describe('what is refused', () => {
  const refused = async (args: readonly string[], input: string, files = {}) => {
    const home = makeHome(files)
    const before = listing(home)
    const { code, stdout, stderr } = await paste(home, [...args, '--json'], input)
    expect(code).toBe(3)
    expect(stderr).toBe('')
    expect(listing(home)).toEqual(before)
    return JSON.parse(stdout).error
  }

  it.each([
    ['NOTHING_PASTED', ''],
    ['NOTHING_PASTED', ' \n'],
    ['PLACEHOLDER', '[anthropic-oauth-access 3f2a9c]'],
    ['PLACEHOLDER', 'sk-ant-…'],
    ['TWO_TOKENS', `${TOKEN}\n${token('oat', 'other')}`],
    ['NOT_A_TOKEN', `token: ${TOKEN}`],
  ])('as a token: %s (%#)', async (code, input) => {
    const error = await refused(['--provider', 'anthropic'], input)
    expect(error.code).toBe(code)
    expect(JSON.stringify(error)).not.toContain('sk-ant')
  })

  it.each([
    ['after the flags', ['--provider', 'acme', 'hidden-word-1']],
    ['before them', ['hidden-word-1', '--provider', 'acme']],
    ['without a provider', ['hidden-word-1']],
    ['before a flag without its value', ['hidden-word-1', '--provider']],
    ['as a flag', ['--provider', 'acme', '--token=hidden-word-1']],
    ['after a flag there is not', ['--provider', 'acme', '--token', 'hidden-word-1']],
    ['with a dash in front', ['--provider', 'acme', '-hidden-word-1']],
    ['after two dashes', ['--provider', 'acme', '--', 'hidden-word-1']],
  ])('a token on the command line, without a word of it: %s', async (_, args) => {
    const home = makeHome()
    for (const words of [args, ['--json', ...args]]) {
      const { code, stdout, stderr } = await paste(home, words, '')
      expect(code).toBe(3)
      expect(stdout + stderr).toMatch(/a word too many on the command line|expects a value/)
      expect(stdout + stderr).not.toMatch(/hidden|word-1/)
    }
    expect(readdirSync(home)).toEqual([])
  })

  it.each([
    ['BAD_FLAG', ['--provider', 'acme', '--expires-in', 'soon']],
    ['BAD_FLAG', ['--provider', 'acme', '--expires-in', '0']],
    ['BAD_FLAG', ['--provider', 'acme', '--expires-in', '999999999d']],
    ['BAD_FLAG', ['--provider', ' ']],
    ['BAD_FLAG', ['--provider', TOKEN]],
    ['BAD_FLAG', ['--provider', 'acme', '--profile-id', 'a b']],
    ['BAD_FLAG', ['--provider', 'acme', '--nope']],
    ['BAD_FLAG', []],
  ])('a flag: %s (%#)', async (code, args) => expect((await refused(args, TOKEN)).code).toBe(code))

  it("another provider's profile, naming both", async () => {
    const profiles = { 'mine:work': { type: 'api_key', provider: 'openai', key: token('api', 'x') } }
    const error = await refused(['--provider', 'acme', '--profile-id', 'mine:work'], TOKEN, {
      [STORE]: { json: { version: 1, profiles } },
    })
    expect(error).toMatchObject({
      code: 'OTHER_PROVIDER',
      message: 'Auth profile "mine:work" is for openai, not acme.',
    })
  })

  it('the profile that the sync would put a login into at once', async () => {
    const expires = Date.now() + 8 * hour
    const profiles = {
      'anthropic:claude-cli': {
        ...storedLogin('', expires),
        access: token('oat', 'access'),
        refresh: token('ort', 'refresh'),
      },
    }
    const error = await refused(['--provider', 'anthropic', '--profile-id', 'anthropic:claude-cli'], TOKEN, {
      [CREDENTIALS]: login(expires),
      [STORE]: { json: { version: 1, profiles } },
    })
    expect(error.code).toBe('KEPT_BY_SYNC')
    const qwen = {
      access_token: 'a-token-0123456789',
      refresh_token: 'r-token-0123456789',
      expiry_date: expires,
    }
    const home = makeHome({ '.qwen/oauth_creds.json': { json: qwen } })
    const { code, stdout } = await paste(
      home,
      ['--provider', 'qwen', '--profile-id', 'qwen-portal:qwen-cli', '--expires-in', '5m', '--json'],
      'another-token-0123456789',
    )
    expect(code).toBe(3)
    expect(JSON.parse(stdout).error.message).toMatch(/^Qwen is logged in, and qwen-portal:qwen-cli/)
  })

  it('but not where its owner is logged out: then the config allows for a later login', async () => {
    const home = makeHome()
    const args = ['--provider', 'anthropic', '--profile-id', 'anthropic:claude-cli']
    expect((await paste(home, args, TOKEN)).code).toBe(0)
    expect(json(home, CONFIG).auth.profiles['anthropic:claude-cli'].mode).toBe('oauth')
  })

  it('a store that does not parse', async () => {
    const error = await refused(['--provider', 'acme'], TOKEN, { [STORE]: '{"version": 1,' })
    expect(error.code).toBe('UNREADABLE')
  })
})

it('a dry run shows pseudonyms alone, and touches nothing', async () => {
  const stored = {
    version: 1,
    profiles: { 'acme:manual': { type: 'token', provider: 'acme', token: 'old-token-0123456789' } },
  }
  const home = makeHome({
    [CREDENTIALS]: login(Date.now() + hour),
    [STORE]: { json: stored },
    [CONFIG]: '{ /* mine */ }',
  })
  const before = listing(home)
  const pasted = 'new-token-9876543210'
  for (const more of [[], ['--json']]) {
    const { code, stdout, stderr } = await paste(home, ['--provider', 'acme', '--dry-run', ...more], pasted)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/-\s+\\?"token\\?": \\?"\[opaque [0-9a-f]{6}\]/)
    expect(stdout).toMatch(/\+\s+\\?"token\\?": \\?"\[opaque [0-9a-f]{6}\]/)
    expect(stdout).toMatch(/\+.*acme:manual/)
    expect(stdout).not.toMatch(/sk-ant|old-token|new-token/)
  }
  expect(listing(home)).toEqual(before)
})

it('without a sync nothing but the token is stored', async () => {
  const home = makeHome({ [CREDENTIALS]: login(Date.now() + hour) })
  await paste(home, ['--provider', 'anthropic', '--no-sync'], TOKEN)
  expect(Object.keys(json(home, STORE).profiles)).toEqual(['anthropic:manual'])
  await paste(home, ['--provider', 'acme'], 'another-token-123')
  expect(Object.keys(json(home, STORE).profiles).sort()).toEqual([
    'acme:manual',
    'anthropic:claude-cli',
    'anthropic:manual',
  ])
})

it('the journal that is left holds no token, and what does is for nobody else to read', async () => {
  const home = makeHome()
  await paste(home, ['--provider', 'anthropic'], TOKEN)
  const left = Object.entries(without(home, '/.clawdbot/agents')).filter(([, what]) =>
    what.startsWith('file'),
  )
  for (const [path] of left) {
    const full = join(home, path)
    const holds = readFileSync(full, 'utf8').includes(TOKEN)
    expect({ path, holds }).toEqual({ path, holds: /doctor\/runs\/.*\.after$/.test(path) && holds })
    expect(statSync(full).mode & 0o777).toBe(0o600)
  }
})

describe.skipIf(process.platform === 'win32')('on a terminal', () => {
  const open = (args: readonly string[], home = makeHome(), rest = {}) => ({
    home,
    session: openTerminal(['models', 'auth', 'paste-token', ...args], { home, ...rest }),
  })

  /** Arguments and environment of the program, looked at again and again until it has ended. */
  const whatOthersSee = async ({ pid, ended }: Session): Promise<string> => {
    const seen = new Set<string>()
    for (let isOver = false; !isOver; ) {
      for (const file of ['cmdline', 'environ'])
        try {
          seen.add(readFileSync(`/proc/${pid}/${file}`, 'latin1'))
        } catch {
          // It has ended, or this is a platform that does not show it like that.
        }
      isOver = await Promise.race([ended.then(() => true), soon()])
    }
    return [...seen].join('\n')
  }
  const soon = (): Promise<boolean> => new Promise((resolve) => setTimeout(resolve, 2, false))

  it('the token is asked for, and is never on the screen, in an argument or in the environment', async () => {
    const { home, session } = open(['--provider', 'anthropic'])
    await session.see('Paste the token for anthropic:')
    session.type(TOKEN)
    session.type('\r')
    const told = await whatOthersSee(session)
    expect(await session.ended).toMatchObject({ code: 0 })
    if (existsSync('/proc/self')) expect(told).toContain('paste-token')
    expect(told).not.toContain(TOKEN)
    expect(session.shown()).toContain('Auth profile: anthropic:manual (anthropic/token)')
    expect(session.shown()).not.toMatch(/sk-ant|oat01|pasted|xxx/)
    expect(json(home, STORE).profiles['anthropic:manual'].token).toBe(TOKEN)
  })

  it.each([
    ['at once', (text: string) => [`${text}\r`]],
    [
      'in pieces, with a line break between two',
      (text: string) => [text.slice(0, 40), '\r', text.slice(40), '\r'],
    ],
    ['wrapped, as one piece', (text: string) => [`${text.slice(0, 80)}\r\n${text.slice(80)}`, '\r']],
    [
      'wrapped, as a paste that the terminal marks',
      (text: string) => [`\u001b[200~${text.slice(0, 60)}\n${text.slice(60)}\n\u001b[201~`, '\r'],
    ],
    [
      'marked, in pieces that break the marks',
      (text: string) => ['\u001b[20', `0~${text}\n\u001b[2`, '01~', '\r'],
    ],
  ])('a paste may come %s', async (_, pieces) => {
    const { home, session } = open(['--provider', 'anthropic'])
    await session.see('Paste the token for anthropic:')
    for (const piece of pieces(TOKEN)) session.type(piece)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(session.shown()).not.toMatch(/sk-ant|oat01|pasted|xxx/)
    expect(json(home, STORE).profiles['anthropic:manual'].token).toBe(TOKEN)
  })

  it('what was typed wrong can be taken back', async () => {
    const { home, session } = open(['--provider', 'acme'])
    await session.see('Paste the token for acme:')
    session.type('abc\u007f\u007f\u007fright-token-1')
    session.type('\r')
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(json(home, STORE).profiles['acme:manual'].token).toBe('right-token-1')
  })

  it.each([
    ['Ctrl-C', '\u0003', 'Stopped at your request; nothing was stored.'],
    ['Enter with nothing before it', '\r', 'No token was given: nothing was stored.'],
    ['two pasted tokens', `${TOKEN}\n${token('oat', 'other')}\r`, 'more than one token'],
  ])('%s ends it with nothing stored, and leaves no mark on the terminal', async (_, keys, words) => {
    const { home, session } = open(['--provider', 'anthropic'])
    await session.see('Paste the token for anthropic:')
    session.type(keys)
    await session.see(words)
    expect(await session.ended).toMatchObject({ code: 3 })
    expect(readdirSync(home)).toEqual([])
    expect(session.shown()).not.toMatch(/sk-ant|oat01|pasted|xxx/)
    expect(session.shown().lastIndexOf('\u001b[?2004l')).toBeGreaterThan(
      session.shown().lastIndexOf('\u001b[?2004h'),
    )
    expect(session.shown().lastIndexOf('\u001b[?25h')).toBeGreaterThan(
      session.shown().lastIndexOf('\u001b[?25l'),
    )
  })

  it('the answer of --json is alone on stdout, since the question is asked on stderr', async () => {
    const { home, session } = open([], makeHome(), {
      line: '$RUN models auth paste-token --provider anthropic --json > out.json',
    })
    await session.see('Paste the token for anthropic:')
    session.type(`${TOKEN}\r`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(json(home, 'out.json')).toMatchObject({ profile: 'anthropic:manual', status: 'done' })
  })

  it('it does not ask where nobody would see the question, and does not show what is typed', async () => {
    const { session } = open([], makeHome(), {
      line: '$RUN models auth paste-token --provider anthropic --json 2> err.txt',
    })
    await session.see('"NO_TERMINAL"')
    expect(await session.ended).toMatchObject({ code: 3 })
  })

  it('it reads a file to its end also where somebody is there', async () => {
    const home = makeHome()
    writeFileSync(join(home, 'token.txt'), `${TOKEN}\n`)
    const { session } = open([], home, {
      line: '$RUN models auth paste-token --provider anthropic < token.txt',
    })
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(json(home, STORE).profiles['anthropic:manual'].token).toBe(TOKEN)
  })
})
