import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
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
import { blocks, expectSaid, giveTo, isRoot, NOBODY } from './said.js'

const authOf = (agent: string): string => `.clawdbot/agents/${agent}/agent/auth.json`
const AUTH = authOf('main')
const OAUTH = '.clawdbot/credentials/oauth.json'

const key = (mark: string) => ({ type: 'api_key', key: token('api', mark) })
const stored = (provider: string, mark: string) => ({ ...key(mark), provider })
const store = (profiles: object) => ({ json: { version: 1, profiles } })
const { provider: _, ...oldLogin } = storedLogin('old', Date.now() + hour)

/** Two agents that use OpenAI's model. */
const homeWith = (files: Readonly<Record<string, FileContent>>): string =>
  makeHome({
    [CONFIG]: '{ agents: { defaults: { model: "openai/gpt" }, list: [{ id: "main" }, { id: "work" }] } }',
    ...files,
  })
const textOf = (home: string, path: string): string => readFileSync(join(home, path), 'utf8')
const profilesOf = (home: string, agent = 'main') => JSON.parse(textOf(home, storeOf(agent))).profiles
const isThere = (home: string, path: string): boolean => existsSync(join(home, path))

describe('files of older versions', () => {
  it.concurrent('are brought into the store and removed, and then there is nothing left to do', async () => {
    const home = homeWith({
      [AUTH]: { json: { openai: key('a'), anthropic: { ...oldLogin, unheard: { of: [1, 'x'] } } } },
      [OAUTH]: { json: { 'openai-codex': { access: 'acc-1', refresh: 'ref-1', expires: 5 } } },
    })
    const { stdout } = await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(stdout.match(/done: Import what is still of use/g)).toHaveLength(2)
    expect(profilesOf(home)).toEqual({
      'openai:default': stored('openai', 'a'),
      'anthropic:default': { ...oldLogin, provider: 'anthropic', unheard: { of: [1, 'x'] } },
      'openai-codex:default': {
        type: 'oauth',
        provider: 'openai-codex',
        access: 'acc-1',
        refresh: 'ref-1',
        expires: 5,
      },
    })
    expect([isThere(home, AUTH), isThere(home, OAUTH)]).toEqual([false, false])
    expect(statSync(join(home, STORE)).mode & 0o777).toBe(0o600)
    const before = listing(home)
    await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(listing(home)).toEqual(before)
  })

  it.concurrent('are told as the one cause of what is missing, and wait for a fix', async () => {
    const home = homeWith({ [AUTH]: { json: { openai: key('a') } } })
    const before = listing(home)
    await expectSaid(
      ['doctor'],
      { home },
      {
        code: 1,
        blocks: ['error'],
        says: [
          '~/.clawdbot/agents/main/agent/auth.json holds credentials that the store of agent main lacks',
          'openai:default',
          /so {4}No credentials found for provider "openai"/,
          'doctor --fix',
        ],
      },
    )
    expect(listing(home)).toEqual(before)
  })

  it.concurrent('come over with the store that the sync makes, since the bot would not see them then', async () => {
    const home = homeWith({
      [CREDENTIALS]: login(Date.now() + 8 * hour),
      [AUTH]: { json: { openai: key('a') } },
    })
    await expectSaid(['doctor'], { home }, { code: 0, blocks: [] })
    expect(Object.keys(profilesOf(home))).toEqual(['openai:default', 'anthropic:claude-cli'])
    expect(isThere(home, AUTH)).toBe(true)
    await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(isThere(home, AUTH)).toBe(false)
    expect(Object.keys(profilesOf(home))).toEqual(['openai:default', 'anthropic:claude-cli'])
  })

  it.concurrent('are imported into a store that was there before, beside what is in it', async () => {
    const home = homeWith({
      [STORE]: store({ 'anthropic:work': stored('anthropic', 'w') }),
      [AUTH]: { json: { openai: key('a') } },
    })
    const before = await expectSaid(['doctor'], { home }, { code: 1, blocks: ['error'] })
    expect(before.stdout).toContain('so    No credentials found for provider "openai"')
    await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(Object.keys(profilesOf(home))).toEqual(['anthropic:work', 'openai:default'])
  })

  it.concurrent('go to the agent in whose folder they are, and what is inherited is not copied', async () => {
    const home = homeWith({
      [STORE]: store({ 'xai:mine': stored('xai', 'x') }),
      [AUTH]: { json: { openai: key('main') } },
      [authOf('work')]: { json: { openai: key('work'), xai: key('x') } },
      [OAUTH]: { json: { groq: { access: 'acc-2', refresh: 'ref-2', expires: Date.now() + 9 * hour } } },
    })
    await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(profilesOf(home, 'work')).toEqual({ 'openai:default': stored('openai', 'work') })
    expect(Object.keys(profilesOf(home))).toEqual(['xai:mine', 'openai:default', 'groq:default'])
    expect([AUTH, OAUTH, authOf('work')].map((path) => isThere(home, path))).toEqual([false, false, false])
  })

  it.concurrent("keep out of an agent's store what the main agent's file will give it", async () => {
    const both = { json: { openai: oldLogin } }
    const home = homeWith({ [AUTH]: both, [authOf('work')]: both })
    await expectSaid(['doctor', '--fix'], { home }, { code: 0, blocks: [] })
    expect(Object.keys(profilesOf(home))).toEqual(['openai:default'])
    expect([AUTH, authOf('work'), storeOf('work')].map((path) => isThere(home, path))).toEqual([
      false,
      false,
      false,
    ])
  })

  it.concurrent('stay where anything in them is stored nowhere else', async () => {
    const home = homeWith({
      [STORE]: store({ 'openai:default': stored('openai', 'new') }),
      [AUTH]: { json: { openai: key('other'), xai: key('x'), odd: 5 } },
    })
    const text = textOf(home, AUTH)
    const says = ['differs from what agent main uses as openai:default']
    await expectSaid(
      ['doctor', '--only', 'auth/legacy', '--fix', '--verbose'],
      { home },
      { code: 0, blocks: ['note'], says },
    )
    expect(profilesOf(home)).toEqual({
      'openai:default': stored('openai', 'new'),
      'xai:default': stored('xai', 'x'),
    })
    const before = listing(home)
    await expectSaid(
      ['doctor', '--only', 'auth/legacy', '--fix', '--verbose'],
      { home },
      { code: 0, blocks: ['note'], says },
    )
    expect(listing(home)).toEqual(before)
    expect(textOf(home, AUTH)).toBe(text)
  })

  it.concurrent('are removed when a run that was killed has imported them already', async () => {
    const home = homeWith({
      [STORE]: store({ 'openai:default': stored('openai', 'a') }),
      [AUTH]: { json: { openai: key('a') } },
    })
    await expectSaid(
      ['doctor', '--only', 'auth/legacy', '--verbose'],
      { home },
      { code: 0, blocks: ['note'], says: ['needs nothing from'] },
    )
    await expectSaid(
      ['doctor', '--only', 'auth/legacy', '--fix', '--verbose'],
      { home },
      { code: 0, blocks: [] },
    )
    expect(isThere(home, AUTH)).toBe(false)
    expect(profilesOf(home)).toEqual({ 'openai:default': stored('openai', 'a') })
  })

  it.concurrent.each([
    ['', '1:1', 'is not JSON'],
    ['{\n  "openai": {"type": "api_key", "key": "sk-cut-off', '2:40', 'is not JSON'],
    ['\uFEFF{}', '1:1', 'is not JSON'],
    ['null', null, 'has another layout: it is not an object'],
    ['[]', null, 'has another layout: it is not an object'],
    ['{"profiles": {}}', null, 'has another layout: it has "profiles"'],
  ])('that read %j are told, and never touched', async (text, where, what) => {
    const home = homeWith({ [STORE]: store({ 'openai:x': stored('openai', 'x') }), [AUTH]: text })
    const before = listing(home)
    const says = [what, ...(where === null ? [] : [`~/${AUTH}:${where}`])]
    await expectSaid(['doctor', '--fix'], { home }, { code: 2, blocks: ['warning'], says, never: ['sk-cut'] })
    expect(listing(home)).toEqual(before)
  })

  it.concurrent('are looked for where the environment says', async () => {
    const home = homeWith({
      'elsewhere/oauth.json': { json: { openai: { access: 'acc-3', refresh: 'ref-3' } } },
    })
    const env = { CLAWDBOT_OAUTH_DIR: '~/elsewhere', CLAWDBOT_AGENT_DIR: '~/agent' }
    writeFileSync(join(home, 'elsewhere', 'auth.json'), JSON.stringify({ xai: key('x') }))
    mkdirSync(join(home, 'agent'))
    writeFileSync(join(home, 'agent', 'auth.json'), JSON.stringify({ openai: key('a') }))
    await runCli(['doctor', '--fix'], { home, env })
    expect(JSON.parse(textOf(home, 'agent/auth-profiles.json')).profiles).toEqual({
      'openai:default': stored('openai', 'a'),
    })
    expect(isThere(home, 'elsewhere/auth.json')).toBe(true)
  })

  it.concurrent('of the pi coding agent are its own', async () => {
    const home = homeWith({ '.pi/agent/auth.json': { json: { openai: key('pi') } } })
    const env = { PI_CODING_AGENT_DIR: '~/.pi/agent' }
    await runCli(['doctor', '--fix'], { home, env })
    expect(JSON.parse(textOf(home, '.pi/agent/auth.json'))).toEqual({ openai: key('pi') })
    expect(isThere(home, '.pi/agent/auth-profiles.json')).toBe(false)
  })

  it.skipIf(!isRoot)('are imported only if they can be removed too', async () => {
    const home = homeWith({ [OAUTH]: { json: { openai: { access: 'acc-4', refresh: 'ref-4' } } } })
    giveTo(home, NOBODY)
    chmodSync(join(home, OAUTH, '..'), 0o500)
    const { stdout } = await runCli(['doctor', '--fix'], { home, unprivileged: true })
    expect(stdout).toContain('the folder may not be written')
    expect([isThere(home, OAUTH), isThere(home, STORE)]).toEqual([true, false])
  })

  it.concurrent('show no secret in any output, nor in the journal itself', async () => {
    const canary = 'c4n4ry'
    const text = (name: string) => `${canary}-${name}-${'8f'.repeat(12)}`
    const entry = {
      type: 'oauth',
      access: text('access'),
      refresh: text('refresh'),
      note: { deep: [text('note')] },
    }
    const home = homeWith({
      [AUTH]: {
        json: { openai: entry, xai: { type: 'api_key', key: text('key') }, odd: { secret: text('odd') } },
      },
      [OAUTH]: { json: { groq: { access: text('groq'), idToken: text('id') } } },
      [authOf('work')]: `{"openai": {"type": "token", "token": "${text('broken')}"`,
    })
    const outputs: string[] = []
    for (const line of [
      'doctor --verbose',
      'doctor --json --verbose',
      'doctor --fix --dry-run',
      'doctor --fix --dry-run --json',
      'doctor --fix --json',
      'doctor --verbose',
      'models status --json',
    ]) {
      const { stdout, stderr } = await runCli(line.split(' '), { home })
      outputs.push(stdout, stderr)
    }
    expect(profilesOf(home)['openai:default'].note).toEqual({ deep: [text('note')] })
    const journals = Object.keys(listing(home)).filter((path) => path.endsWith('journal.jsonl'))
    expect(journals).toHaveLength(1)
    outputs.push(...journals.map((path) => textOf(home, path)))
    expect(outputs.filter((output) => output.includes(canary))).toEqual([])
    expect(outputs.join('')).toContain('openai:default')
  })
})

describe('a state folder of another name', () => {
  it.concurrent('is noted, with what to do by hand, and is left alone', async () => {
    const home = homeWith({
      [STORE]: store({ 'openai:x': stored('openai', 'x') }),
      '.moltbot/agents/main/agent/auth.json': { json: { openai: key('a') } },
    })
    const before = listing(home)
    const said = { code: 0, blocks: ['note'], says: ['There is ~/.moltbot beside ~/.clawdbot'] }
    await expectSaid(['doctor', '--only', 'auth/legacy', '--fix', '--verbose'], { home }, said)
    expect(listing(home)).toEqual(before)
  })

  it.concurrent('is nothing to note where it is the one in use', async () => {
    const home = homeWith({ [STORE]: store({ 'openai:x': stored('openai', 'x') }) })
    symlinkSync('.clawdbot', join(home, '.moltbot'))
    const { stdout } = await runCli(['doctor', '--only', 'auth/legacy', '--verbose'], { home })
    expect([blocks(stdout), stdout.includes('.moltbot')]).toEqual([[], false])
  })
})
