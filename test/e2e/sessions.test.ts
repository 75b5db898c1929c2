import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
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

const SESSIONS = '.clawdbot/agents/main/sessions/sessions.json'
const KEY = 'agent:main:main'

const config = {
  json: {
    agents: {
      defaults: {
        model: 'anthropic/claude-opus-4-5',
        models: {
          'anthropic/claude-opus-4-5': { alias: 'opus' },
          'anthropic/claude-sonnet-4-5': { alias: 'sonnet@home' },
          'openrouter/moonshotai/kimi-k2': {},
        },
      },
    },
  },
}

const work = { type: 'token', provider: 'anthropic', token: token('oat', 'work') }
const store = {
  json: {
    version: 1,
    profiles: {
      'anthropic:work': work,
      'openrouter:default': { type: 'api_key', provider: 'openrouter', key: token('api', 'or') },
    },
  },
}
const main = { sessionId: 's-1', updatedAt: 5, nobodyKnows: { a: [1, 2] } }
const other = { sessionId: 's-2', updatedAt: 7, authProfileOverride: 'gone' }

/** As Clawdbot writes it: without a final newline. */
const sessions = JSON.stringify({ [KEY]: main, 'agent:main:telegram:group:-1': other }, null, 2)

const homeWith = (files: Readonly<Record<string, FileContent>> = {}): string =>
  makeHome({ [CONFIG]: config, [STORE]: store, [SESSIONS]: sessions, ...files })

const model = (home: string, message: string, ...flags: readonly string[]) =>
  runCli(['sessions', 'model', message, '--session', KEY, ...flags], { home })

const textOf = (home: string, path = SESSIONS): string => readFileSync(join(home, path), 'utf8')
const entryOf = (home: string, key = KEY) =>
  (JSON.parse(textOf(home)) as Record<string, Record<string, unknown>>)[key]

describe('sessions model', () => {
  it('pins a profile in that session alone, and keeps what it does not know', async () => {
    const home = homeWith()
    const before = Date.now()
    const { code, stdout, stderr } = await model(home, 'please /model opus@anthropic:work')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toContain('Auth profile set to anthropic:work.')
    const { updatedAt, ...entry } = entryOf(home) ?? {}
    expect(updatedAt).toBeGreaterThanOrEqual(before)
    expect(entry).toEqual({
      sessionId: 's-1',
      nobodyKnows: { a: [1, 2] },
      authProfileOverride: 'anthropic:work',
      authProfileOverrideSource: 'user',
    })
    expect(entryOf(home, 'agent:main:telegram:group:-1')).toEqual(other)
    expect(textOf(home).endsWith('}')).toBe(true)
    expect(readdirSync(join(home, dirname(SESSIONS)))).toEqual(['sessions.json'])
  })

  it('switches the model, and back by the default’s name', async () => {
    const home = homeWith()
    expect((await model(home, '/model: sonnet@home')).code).toBe(0)
    expect(entryOf(home)).toMatchObject({ providerOverride: 'anthropic', modelOverride: 'claude-sonnet-4-5' })
    expect((await model(home, '/model opus')).code).toBe(0)
    expect(Object.keys(entryOf(home) ?? {}).sort()).toEqual(['nobodyKnows', 'sessionId', 'updatedAt'])
  })

  it('changes nothing the second time', async () => {
    const home = homeWith()
    await model(home, '/model opus@anthropic:work')
    const after = listing(home)
    const { code, stdout } = await model(home, '/model opus@anthropic:work', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({ status: 'unchanged', patch: {} })
    expect(listing(home)).toEqual(after)
  })

  it('lists the models and shows the status without writing', async () => {
    const home = homeWith()
    const before = listing(home)
    expect((await model(home, '/model')).stdout).toContain('3. openrouter/moonshotai/kimi-k2')
    const { code, stdout } = await model(home, '/model status')
    expect(code).toBe(0)
    expect(stdout).toContain(`Auth file: ~/${STORE}\n`)
    expect(stdout).toContain('auth: anthropic:work=token (next)')
    expect(listing(home)).toEqual(before)
  })

  it('prints one document with --json', async () => {
    const { code, stdout } = await model(homeWith(), 'hi /model opus@anthropic:work there', '--json')
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toMatchObject({
      agent: 'main',
      sessionKey: KEY,
      outcome: 'set',
      rest: 'hi there',
      status: 'done',
      diff: null,
      patch: { authProfileOverride: 'anthropic:work', authProfileOverrideSource: 'user' },
    })
  })

  it('shows the diff with --dry-run and writes nothing, nor the sync', async () => {
    const home = homeWith({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const before = listing(home)
    const { code, stdout, stderr } = await model(home, '/model opus@anthropic:work', '--dry-run')
    expect(code).toBe(0)
    expect(stderr).toContain('+    "authProfileOverride": "anthropic:work"')
    expect(stderr).toContain('+    "anthropic:claude-cli"')
    expect(stdout + stderr).not.toContain('sk-ant')
    expect(listing(home)).toEqual(before)
  })

  it('copies Claude Code’s login first, so that it can be pinned at once', async () => {
    const home = homeWith({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    expect((await model(home, '/model opus@anthropic:claude-cli')).code).toBe(0)
    expect(entryOf(home)).toMatchObject({ authProfileOverride: 'anthropic:claude-cli' })
    const unsynced = homeWith({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const { code, stderr } = await model(unsynced, '/model opus@anthropic:claude-cli', '--no-sync')
    expect(code).toBe(3)
    expect(stderr).toContain('"anthropic:claude-cli" not found')
  })

  it('takes the pin off a session whose profile is gone', async () => {
    const home = homeWith()
    const { stdout } = await runCli(
      ['sessions', 'model', '/model status', '--session', 'telegram:group:-1'],
      { home },
    )
    expect(stdout).toContain('Auth profile gone is no longer pinned')
    const { updatedAt: _, ...entry } = entryOf(home, 'agent:main:telegram:group:-1') ?? {}
    expect(entry).toEqual({ sessionId: 's-2' })
  })

  it.each([
    ['/model opus@openrouter:default', 'MODEL_REFUSED', 'is for openrouter, not anthropic'],
    ['/model @anthropic:work', 'MODEL_REFUSED', 'together with a model'],
    ['/model openai/gpt-5.2', 'MODEL_REFUSED', 'is not allowed'],
    ['hello', 'NO_DIRECTIVE', 'no /model directive'],
  ])('refuses %j with exit code 3 and changes nothing', async (message, code, words) => {
    const home = homeWith()
    const before = listing(home)
    const result = await model(home, message, '--json')
    expect(result.code).toBe(3)
    const { error } = JSON.parse(result.stdout) as { error: { code: string; message: string } }
    expect(error.code).toBe(code)
    expect(error.message).toContain(words)
    expect(listing(home)).toEqual(before)
  })

  it.each([
    [
      ['--session', 'agent:main:nobody'],
      {},
      'UNKNOWN_SESSION',
      'agent:main:telegram:group:-1, agent:main:main',
    ],
    [['--session', 'agent:nobody:main'], {}, 'UNKNOWN_AGENT', 'main'],
    [['--session', KEY, '--agent', 'work'], {}, 'AGENT_MISMATCH', 'names it'],
    [['--session', KEY], { [SESSIONS]: '{ "a": ' }, 'SESSIONS_UNPARSEABLE', 'Nothing was changed'],
    [['--session', KEY], { [SESSIONS]: '[]' }, 'SESSIONS_UNPARSEABLE', 'Nothing was changed'],
    [['--session', KEY], { [SESSIONS]: '' }, 'SESSIONS_UNPARSEABLE', 'Nothing was changed'],
    [['--session', KEY], { [STORE]: '{' }, 'UNREADABLE', ''],
    [['--session', KEY], { [CONFIG]: '{' }, 'UNREADABLE', ''],
  ])('with %j and %j says what is in the way, and changes nothing', async (flags, files, code, hint) => {
    const home = homeWith(files)
    const before = listing(home)
    const result = await runCli(['sessions', 'model', '/model opus@anthropic:work', ...flags, '--json'], {
      home,
    })
    expect(result.code).toBe(3)
    const { error } = JSON.parse(result.stdout) as { error: { code: string; hint: string | null } }
    expect(error.code).toBe(code)
    expect(error.hint ?? '').toContain(hint)
    expect(listing(home)).toEqual(before)
  })

  it('says so where there are no sessions yet', async () => {
    const home = makeHome({ [CONFIG]: config, [STORE]: store })
    const { code, stderr } = await model(home, '/model status')
    expect(code).toBe(3)
    expect(stderr).toContain('has no sessions')
  })

  it('keeps the sessions of each agent, also where the config has moved them', async () => {
    const home = makeHome({
      [CONFIG]: {
        json: {
          ...config.json,
          agents: {
            ...config.json.agents,
            list: [{ id: 'main' }, { id: 'work', model: 'anthropic/claude-sonnet-4-5' }],
          },
          session: { store: '~/s/{agentId}.json' },
        },
      },
      [STORE]: store,
      's/work.json': '{\n  // mine\n  "agent:work:main": {},\n}\n',
    })
    const ask = (message: string) =>
      runCli(['sessions', 'model', message, '--session', 'agent:work:main'], { home })
    expect((await ask('/model status')).stdout).toContain(
      'Default: anthropic/claude-sonnet-4-5\nAgent: work\n',
    )
    expect((await ask('/model opus@anthropic:work')).code).toBe(0)
    const text = textOf(home, 's/work.json')
    expect(text).toContain('// mine')
    expect(text).toContain('"authProfileOverride": "anthropic:work"')
    expect(existsSync(join(home, dirname(SESSIONS)))).toBe(false)
  })

  it('leaves the file alone while the gateway holds its lock, and says so', async () => {
    const home = homeWith()
    writeFileSync(join(home, `${SESSIONS}.lock`), '{"pid":1}')
    const before = listing(home)
    const { code, stderr } = await model(home, '/model opus@anthropic:work')
    expect(code).toBe(3)
    expect(stderr).toContain('another program holds its lock')
    expect(listing(home)).toEqual(before)
  })

  it('works on what the gateway left when it gave its lock back', async () => {
    const home = homeWith({ [CREDENTIALS]: login(Date.now() + 8 * hour) })
    const lock = join(home, `${SESSIONS}.lock`)
    writeFileSync(lock, '{"pid":1}')
    const running = model(home, '/model opus@anthropic:work')
    await vi.waitUntil(() => textOf(home, STORE).includes('anthropic:claude-cli'), { timeout: 20_000 })
    writeFileSync(join(home, SESSIONS), JSON.stringify({ [KEY]: { ...main, later: true } }, null, 2))
    rmSync(lock)
    expect((await running).code).toBe(0)
    expect(entryOf(home)).toMatchObject({ later: true, authProfileOverride: 'anthropic:work' })
    expect(existsSync(lock)).toBe(false)
  })

  it.each(['file', 'folder'])('gets by a %s that a killed program left as its lock', async (kind) => {
    const home = homeWith()
    const lock = join(home, `${SESSIONS}.lock`)
    if (kind === 'file') writeFileSync(lock, '')
    else mkdirSync(lock)
    const then = Date.now() / 1000 - 60
    utimesSync(lock, then, then)
    expect((await model(home, '/model opus@anthropic:work')).code).toBe(0)
    expect(readdirSync(join(home, dirname(SESSIONS)))).toEqual(['sessions.json'])
  })
})
