import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  CONFIG,
  CREDENTIALS,
  type FileContent,
  hour,
  listing,
  login,
  makeHome,
  runCli,
  STORE,
  token,
} from './cli.js'
import { storedLogin, storeOf } from './homes.js'
import { openTerminal } from './terminal-session.js'

const PRINTED = token('oat', 'printed')
const YEAR = 365 * 24 * hour
const WORDS = ['models', 'auth', 'setup-token', '--provider', 'anthropic']
const MANUAL = 'anthropic:manual'
const CLI = 'anthropic:claude-cli'

/** A `claude` whose `setup-token` is these lines of a shell; that it was run is written to `ran`. */
const claude = (...lines: readonly string[]) => ({
  text: [
    '#!/bin/sh',
    'if [ "$1" = --version ]; then echo "2.1.330 (Claude Code)"; exit 0; fi',
    'echo "$*" >> "$HOME/ran"',
    ...lines,
    '',
  ].join('\n'),
  mode: 0o755,
})

/** Like older versions: the login is in `login.json` of the home until it is stored. */
const STORES = 'mkdir -p "$HOME/.claude" && cp "$HOME/login.json" "$HOME/.claude/.credentials.json"'
const PRINTS = 'echo "Your token is shown elsewhere."'

const makeWith = (lines: readonly string[], files: Readonly<Record<string, FileContent>> = {}): string =>
  makeHome({ 'bin/claude': claude(...lines), ...files })

const run = (home: string, args: readonly string[] = ['--yes'], rest = {}) =>
  openTerminal([...WORDS, ...args], { home, ...rest })

const json = (home: string, path: string) => JSON.parse(readFileSync(join(home, path), 'utf8'))
const profilesOf = (home: string) => json(home, STORE).profiles
const entriesOf = (home: string) => json(home, CONFIG).auth.profiles
const nothingStored = (home: string): void => expect(existsSync(join(home, '.clawdbot'))).toBe(false)

/** A program that has ended, and whose end nobody has asked about yet, counts as ended. */
const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'latin1'))
  } catch (error) {
    return (error as NodeJS.ErrnoException).syscall !== 'kill' && !existsSync('/proc/self')
  }
}

const expectAYear = (expires: number): void =>
  expect(Math.abs(expires - Date.now() - YEAR)).toBeLessThan(120_000)

describe.skipIf(process.platform === 'win32')('a claude that stores its token', () => {
  it('has it copied, and named in the config', async () => {
    const expires = Date.now() + YEAR
    const home = makeWith([STORES], { 'login.json': login(expires) })
    const session = run(home)
    await session.see(`Auth profile: ${CLI} (anthropic/oauth)`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)).toEqual({
      [CLI]: {
        type: 'oauth',
        provider: 'anthropic',
        access: token('oat', 'access'),
        refresh: token('ort', 'refresh'),
        expires,
      },
    })
    expect(entriesOf(home)).toEqual({ [CLI]: { provider: 'anthropic', mode: 'oauth' } })
    expect(readFileSync(join(home, 'ran'), 'utf8')).toBe('setup-token\n')
    expect(session.shown()).not.toMatch(/sk-ant|oat01|xxx/)
    for (const path of [STORE, CONFIG]) expect(statSync(join(home, path)).mode & 0o777).toBe(0o600)
  })

  it('has it copied also where a login of before is good for hours, which a sync leaves alone', async () => {
    const expires = Date.now() + 8 * hour
    const old = storedLogin('old', Date.now() + 5 * hour)
    const home = makeWith([STORES], {
      'login.json': login(expires),
      [CREDENTIALS]: login(old.expires, { accessToken: old.access, refreshToken: old.refresh }),
      [STORE]: { json: { version: 1, profiles: { [CLI]: { ...old, note: 'kept' } } } },
    })
    expect(await run(home).ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)[CLI]).toMatchObject({ access: token('oat', 'access'), expires, note: 'kept' })
  })

  it.each([
    ['no date', undefined],
    ['a date of nothing', 0],
    ['null for a date', null],
  ])('and %s gives it a year', async (_, expiresAt) => {
    const home = makeWith([STORES], {
      'login.json': login(0, { accessToken: PRINTED, refreshToken: null, expiresAt }),
    })
    expect(await run(home).ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)[CLI]).toMatchObject({ type: 'token', token: PRINTED })
    expectAYear(profilesOf(home)[CLI].expires)
    expect((await runCli(['models', 'status', '--check'], { home })).code).toBe(0)
  })

  it.each([
    ['heir', 5],
    ['own', null],
  ])("for agent %s renews the main agent's store, and its own where it has a copy", async (agent, old) => {
    const expires = Date.now() + 8 * hour
    const stale = { json: { version: 1, profiles: { [CLI]: storedLogin('old', 5) } } }
    const home = makeWith([STORES], {
      'login.json': login(expires),
      [storeOf('own')]: stale,
      [storeOf('heir')]: { json: { version: 1, profiles: {} } },
    })
    expect(await run(home, ['--yes', '--agent', agent]).ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)[CLI].expires).toBe(expires)
    expect(json(home, storeOf('heir')).profiles).toEqual({})
    expect(json(home, storeOf('own')).profiles[CLI].expires).toBe(old ?? expires)
  })

  it('is asked about first, and not run where that is declined', async () => {
    const home = makeWith([STORES], { 'login.json': login(Date.now() + hour) })
    const before = readdirSync(home)
    const session = run(home, [])
    await session.see('setup-token` now?')
    session.type('n\r')
    await session.see('Nothing was run')
    expect(await session.ended).toMatchObject({ code: 3 })
    expect(readdirSync(home)).toEqual(before)
    const agreed = run(home, [])
    await agreed.see('setup-token` now?')
    agreed.type('\r')
    expect(await agreed.ended).toMatchObject({ code: 0 })
  })

  it('may have Ctrl-C for itself', async () => {
    const home = makeWith(
      ["trap 'echo heard' INT", 'echo ready', 'read -r answer || read -r answer', STORES],
      {
        'login.json': login(Date.now() + hour),
      },
    )
    const session = run(home)
    await session.see('ready')
    session.type('\u0003')
    await session.see('heard')
    session.type('go\r')
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)).toHaveProperty([CLI])
  })

  it('and prints much besides leaves --json one document on stdout', async () => {
    const home = makeWith(['echo noise', STORES], { 'login.json': login(Date.now() + hour) })
    const session = run(home, [], { line: `$RUN ${WORDS.join(' ')} --yes --json > out.json` })
    await session.see('noise')
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(json(home, 'out.json')).toEqual({
      profile: CLI,
      provider: 'anthropic',
      agent: 'main',
      type: 'oauth',
      mode: 'oauth',
      status: 'done',
      expiresAt: expect.any(Number),
      storePath: join(home, STORE),
      configPath: join(home, CONFIG),
      diff: null,
      warnings: [],
    })
  })

  it('is found off PATH', async () => {
    const home = makeHome({ '.local/bin/claude': claude(STORES), 'login.json': login(Date.now() + hour) })
    expect(await run(home).ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)).toHaveProperty([CLI])
  })
})

describe.skipIf(process.platform === 'win32')('a claude that only prints its token', () => {
  it('is no success by itself: the token is asked for, hidden, and stored for a year', async () => {
    const home = makeWith([PRINTS])
    const session = run(home)
    await session.see('only print it')
    await session.see('Paste the token')
    session.type(`${PRINTED.slice(0, 80)}\n${PRINTED.slice(80)}\r`)
    await session.see(`Auth profile: ${CLI} (anthropic/token)`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(session.shown()).not.toMatch(/sk-ant|oat01|xxx/)
    expect(profilesOf(home)[CLI]).toMatchObject({ type: 'token', provider: 'anthropic', token: PRINTED })
    expectAYear(profilesOf(home)[CLI].expires)
    expect(entriesOf(home)).toEqual({ [CLI]: { provider: 'anthropic', mode: 'oauth' } })
    const before = listing(join(home, '.clawdbot'))
    const status = JSON.parse((await runCli(['models', 'status', '--check', '--json'], { home })).stdout)
    expect(status.auth.order.anthropic).toEqual([CLI])
    expect(listing(join(home, '.clawdbot')), 'nothing is synced over it').toEqual(before)
  })

  it('has it stored under an id of its own where Claude Code keeps an old login', async () => {
    const home = makeWith([PRINTS], { [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const session = run(home)
    await session.see('Paste the token')
    session.type(`${PRINTED}\r`)
    await session.see('Claude Code has a login of its own')
    await session.see(`Auth profile: ${MANUAL} (anthropic/token)`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(entriesOf(home)).toEqual({ [MANUAL]: { provider: 'anthropic', mode: 'token' } })
    await runCli(['doctor'], { home })
    expect(profilesOf(home)[MANUAL].token).toBe(PRINTED)
    expect(profilesOf(home)[CLI].access).toBe(token('oat', 'access'))
  })

  it('and of which an expired login is left is not overtaken by that', async () => {
    const home = makeWith([PRINTS], { [CREDENTIALS]: login(Date.now() - hour) })
    const session = run(home)
    await session.see('Paste the token')
    session.type(`${PRINTED}\r`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(profilesOf(home)[MANUAL].token).toBe(PRINTED)
  })

  it("goes into an agent's own store where one is named", async () => {
    const home = makeWith([PRINTS], { [storeOf('work')]: { json: { version: 1, profiles: {} } } })
    const session = run(home, ['--yes', '--agent', 'work'])
    await session.see('Paste the token')
    session.type(`${PRINTED}\r`)
    expect(await session.ended).toMatchObject({ code: 0 })
    expect(json(home, storeOf('work')).profiles[CLI].token).toBe(PRINTED)
    expect(existsSync(join(home, STORE))).toBe(false)
  })

  it.each([
    ['nothing', '\r', 'No token was given'],
    ['a placeholder', 'sk-ant-oat01-...\r', 'placeholder'],
    ['Ctrl-C', '\u0003', 'Stopped at your request; nothing was stored.'],
  ])('stores nothing when %s is pasted', async (_, keys, words) => {
    const home = makeWith([PRINTS])
    const session = run(home)
    await session.see('Paste the token')
    session.type(keys)
    await session.see(words)
    expect(await session.ended).toMatchObject({ code: 3 })
    nothingStored(home)
  })

  it.each([
    [
      'stored',
      {
        [STORE]: {
          json: {
            version: 1,
            profiles: { [MANUAL]: { type: 'token', provider: 'anthropic', token: PRINTED } },
          },
        },
      },
    ],
    ['of Claude Code', { [CREDENTIALS]: login(Date.now() + hour, { accessToken: PRINTED }) }],
  ])('stores nothing when the token that is pasted is the one that was there: %s', async (_, files) => {
    const home = makeWith([PRINTS], files)
    await runCli(['models', 'status'], { home })
    const before = listing(home)
    const session = run(home)
    await session.see('Paste the token')
    session.type(`${PRINTED}\r`)
    await session.see('was there before')
    expect(await session.ended).toMatchObject({ code: 3 })
    const { '/ran': __, '': ___, ...after } = listing(home)
    const { '': ____, ...old } = before
    expect(after).toEqual(old)
  })
})

describe.skipIf(process.platform === 'win32')('a claude that makes no token', () => {
  const ends = async (
    home: string,
    code: string,
    during?: (session: ReturnType<typeof run>) => Promise<void>,
  ) => {
    const session = run(home, [], { line: `exec $RUN ${WORDS.join(' ')} --yes --json > out.json` })
    await during?.(session)
    expect(await session.ended).toMatchObject({ code: 3 })
    const { error } = json(home, 'out.json')
    expect(error.code).toBe(code)
    nothingStored(home)
    return error
  }

  it('because it fails: its exit code is told', async () => {
    const error = await ends(makeWith(['echo "no subscription"', 'exit 7']), 'CLAUDE_FAILED')
    expect(error.message).toBe('`claude setup-token` ended with exit code 7: nothing was changed.')
  })

  it('because it fails after it stored something: nothing of that is taken', async () => {
    await ends(makeWith([STORES, 'exit 1'], { 'login.json': login(Date.now() + hour) }), 'CLAUDE_FAILED')
  })

  it('because Ctrl-C ends it', async () => {
    const error = await ends(
      makeWith(['echo ready', 'read -r answer']),
      'CLAUDE_INTERRUPTED',
      async (session) => {
        await session.see('ready')
        session.type('\u0003')
      },
    )
    expect(error.message).toContain('SIGINT')
  })

  it('because it is killed: the terminal is put back to what it was', async () => {
    const home = makeWith(['stty raw -echo', 'echo $$ > "$HOME/pid"', 'echo ready', 'read -r answer'])
    const line = `stty -g > before; $RUN ${WORDS.join(' ')} --yes --json > out.json; code=$?; stty -g > after; exit $code`
    const session = run(home, [], { line })
    await session.see('ready')
    process.kill(Number(readFileSync(join(home, 'pid'), 'utf8')), 'SIGKILL')
    expect(await session.ended).toMatchObject({ code: 3 })
    expect(json(home, 'out.json').error.code).toBe('CLAUDE_INTERRUPTED')
    expect(readFileSync(join(home, 'after'), 'utf8')).toBe(readFileSync(join(home, 'before'), 'utf8'))
    nothingStored(home)
  })

  it('because it is not there: how to install it is told', async () => {
    const error = await ends(makeHome(), 'NO_CLAUDE')
    expect(error.hint).toContain('npm install -g @anthropic-ai/claude-code')
  })

  it('because it may not be executed', async () => {
    const error = await ends(makeHome({ 'bin/claude': { text: '#!/bin/sh\n', mode: 0o644 } }), 'NO_CLAUDE')
    expect(error.hint).toContain('chmod +x')
  })

  it('because its interpreter is not there', async () => {
    await ends(makeHome({ 'bin/claude': { text: '#!/nowhere/sh\n', mode: 0o755 } }), 'CLAUDE_FAILED')
  })

  it('and this program is told to end ends with it', async () => {
    const home = makeWith(['echo $$ > "$HOME/pid"', 'echo ready', 'read -r answer'])
    const session = run(home)
    await session.see('ready')
    session.kill('SIGTERM')
    expect(await session.ended).toMatchObject({ code: 3 })
    await expect.poll(() => isAlive(Number(readFileSync(join(home, 'pid'), 'utf8')))).toBe(false)
    nothingStored(home)
  })
})

describe('before claude is run', () => {
  it.each([[[]], [['--yes']], [['--json']], [['--dry-run']]])(
    'it needs a terminal, and says so at once: %j',
    async (args) => {
      const home = makeWith([STORES])
      const before = listing(home)
      const { code, stdout, stderr } = await runCli([...WORDS, ...args], {
        home,
        env: { PATH: `${home}/bin:/usr/bin:/bin` },
      })
      expect(code).toBe(3)
      expect(stdout + stderr).toContain('needs a terminal')
      expect(listing(home)).toEqual(before)
    },
  )

  it('it refuses another provider, terminal or none', async () => {
    const words = ['models', 'auth', 'setup-token', '--provider', 'openai']
    const { code, stdout } = await runCli([...words, '--json'], { home: makeHome() })
    expect(code).toBe(3)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'UNSUPPORTED_PROVIDER' } })
  })

  describe.skipIf(process.platform === 'win32')('on a terminal', () => {
    it.each([
      ['another provider', 'UNSUPPORTED_PROVIDER', ['--provider', 'openai'], {}],
      ['an agent that is not there', 'UNKNOWN_AGENT', ['--agent', 'nobody'], {}],
      ['a config that does not parse', 'CONFIG_UNPARSEABLE', [], { [CONFIG]: '{\n  auth: {,\n}\n' }],
      ['a store that does not parse', 'UNREADABLE', [], { [STORE]: '{' }],
    ])('%s is refused', async (_, code, args, files) => {
      const home = makeWith([STORES], files)
      const words = ['models', 'auth', 'setup-token', '--yes', '--json', ...args]
      const session = run(home, [], { line: `$RUN ${words.join(' ')} > out.json` })
      expect(await session.ended).toMatchObject({ code: 3 })
      const { error } = json(home, 'out.json')
      expect(error.code).toBe(code)
      if (code === 'CONFIG_UNPARSEABLE')
        expect(error.message).toContain(`${join(home, CONFIG)}, line 2, column 10`)
      expect(existsSync(join(home, 'ran'))).toBe(false)
    })

    it('a dry run shows what becomes of the config, and runs and writes nothing', async () => {
      const home = makeWith([STORES], { [CONFIG]: '{ /* mine */ }\n' })
      const before = listing(home)
      const session = run(home, ['--dry-run'])
      await session.see('Nothing was written.')
      await session.see(CLI)
      expect(await session.ended).toMatchObject({ code: 0 })
      expect(listing(home)).toEqual(before)
    })
  })
})

const real = (process.env.PATH ?? '')
  .split(delimiter)
  .map((folder) => join(folder, 'claude'))
  .find((path) => existsSync(path))

describe.skipIf(real === undefined || process.platform !== 'linux')(
  'the real claude (skipped where there is none on PATH)',
  () => {
    it('has the terminal, and interrupted before anybody logged in it leaves everything as it was', async () => {
      const home = makeHome()
      const proxy = 'http://127.0.0.1:9'
      const env = {
        PATH: `${dirname(real ?? '')}:/usr/bin:/bin`,
        HTTPS_PROXY: proxy,
        HTTP_PROXY: proxy,
        CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      }
      const offline = spawnSync('unshare', ['-n', 'true']).status === 0 ? 'unshare -n' : ''
      const session = run(home, [], { env, line: `exec ${offline} $RUN ${WORDS.join(' ')} --yes` })
      await session.see('Welcome')
      const [child = ''] = readFileSync(`/proc/${session.pid}/task/${session.pid}/children`, 'utf8').split(
        ' ',
      )
      process.kill(Number(child), 'SIGINT')
      // It may call that a success.
      await Promise.race([session.ended, session.see('Paste the token').then(() => session.type('\u0003'))])
      expect(await session.ended).toMatchObject({ code: 3 })
      nothingStored(home)
    })
  },
)
