import { chmod, mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { expectFixCycle } from './fix-cycle.js'
import { findingsOf, runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const HOUR = 60 * 60 * 1000
const CLI = 'anthropic:claude-cli'
const storeOf = (agent: string) => `.clawdbot/agents/${agent}/agent/auth-profiles.json`
const CONFIG = '.clawdbot/clawdbot.json'

let home: string
beforeEach(async () => {
  home = await makeFolder()
  await put(CONFIG, '{ agents: { list: [{ id: "main" }, { id: "work" }, { id: "shop" }] } }')
})

const put = async (path: string, content: unknown): Promise<void> => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  const text = typeof content === 'string' ? content : `${JSON.stringify(content, null, 2)}\n`
  await writeFile(join(home, path), text, { mode: 0o600 })
  await utimes(join(home, path), NOW / 1000, NOW / 1000)
}
const read = async (path: string) => JSON.parse(await readFile(join(home, path), 'utf8'))

const login = (name: string, expires = NOW + HOUR) => ({
  type: 'oauth',
  provider: 'anthropic',
  access: `access-of-${name}`,
  refresh: `refresh-of-${name}`,
  expires,
})
const key = { type: 'api_key', provider: 'openai', key: 'key-of-work' }
const kept = {
  order: { anthropic: [CLI, 'anthropic:two'] },
  lastGood: { anthropic: CLI },
  unheard: ['of'],
}
const file = (profiles: object, rest: object = {}) => ({ version: 1, profiles, ...rest })
const cycle = (check: string, ...findings: readonly string[]) =>
  expectFixCycle(check, { home, now: NOW }, findings)

describe('copies that are inherited anyway', () => {
  beforeEach(async () => {
    await put(storeOf('main'), file({ [CLI]: login('one'), 'anthropic:two': login('two') }))
  })

  it('are dropped from every agent, and all else stays', async () => {
    const own = { [CLI]: login('one'), key, 'anthropic:two': login('two', NOW) }
    const usageStats = { [CLI]: { lastUsed: 5 } }
    await put(storeOf('work'), file(own, { ...kept, usageStats }))
    // Not as this program would print it.
    await put(storeOf('shop'), `{"profiles":\t{"${CLI}": ${JSON.stringify(login('one'))}}, "version": 1 }`)
    await cycle('auth/shared-refresh-token', 'copies agent:work/store', 'copies agent:shop/store')
    await runCheck('auth/shared-refresh-token', { home, now: NOW, consent: { fix: true, yes: true } })
    expect(await read(storeOf('work'))).toEqual(file({ key }, { ...kept, usageStats }))
    expect(await readFile(join(home, storeOf('shop')), 'utf8')).toBe('{"profiles":\t{}, "version": 1 }')
  })

  it('are not dropped without a yes', async () => {
    await put(storeOf('work'), file({ [CLI]: login('one') }))
    const before = await read(storeOf('work'))
    const records = await runCheck('auth/shared-refresh-token', { home, now: NOW, consent: { fix: true } })
    expect(records.map(({ status }) => status)).toEqual(['withheld'])
    expect(await read(storeOf('work'))).toEqual(before)
  })

  it('are left alone while the config cannot be read, since the stores may be elsewhere', async () => {
    await put(storeOf('work'), file({ [CLI]: login('one') }))
    await put(CONFIG, '{ agents: ')
    const consent = { fix: true, yes: true }
    const records = await runCheck('auth/shared-refresh-token', { home, now: NOW, consent })
    expect(records).toMatchObject([
      {
        status: 'refused',
        reason: 'the config could not be read, and it may say that the stores are elsewhere',
      },
    ])
  })

  it('are none where the agent has the very file of the main agent', async () => {
    await mkdir(dirname(join(home, storeOf('work'))), { recursive: true })
    await symlink(join(home, storeOf('main')), join(home, storeOf('work')))
    expect(await findingsOf('auth/shared-refresh-token', { home, now: NOW })).toEqual([])
  })

  it('keep the mode of their store when they are dropped, and the store its place behind a link', async () => {
    await put('elsewhere.json', file({ [CLI]: login('one'), key }))
    await chmod(join(home, 'elsewhere.json'), 0o640)
    await mkdir(dirname(join(home, storeOf('work'))), { recursive: true })
    await symlink(join(home, 'elsewhere.json'), join(home, storeOf('work')))
    await cycle('auth/shared-refresh-token', 'copies agent:work/store')
  })
})

describe('older copies', () => {
  it('are dropped with what was counted about them, and not with what was counted about others', async () => {
    await put(storeOf('main'), file({ [CLI]: login('new', NOW + 5 * HOUR) }))
    const usageStats = { [CLI]: { cooldownUntil: NOW + HOUR }, key: { lastUsed: 5 } }
    await put(storeOf('work'), file({ [CLI]: login('old'), key }, { ...kept, usageStats }))
    await cycle('auth/agents', 'staleCopies agent:work/store')
    await runCheck('auth/agents', { home, now: NOW, consent: { fix: true, yes: true } })
    expect(await read(storeOf('work'))).toEqual(
      file({ key }, { ...kept, usageStats: { key: usageStats.key } }),
    )
  })

  it('are told from settings that an agent has for itself', async () => {
    const google = { ...login('g'), provider: 'chutes', email: 'a@example.org' }
    await put(storeOf('main'), file({ g: { ...google, expires: NOW + 5 * HOUR, clientId: 'one' } }))
    await put(storeOf('work'), file({ g: { ...google, refresh: 'other', clientId: 'two' } }))
    const found = await findingsOf('auth/agents', { home, now: NOW })
    expect(found.map(({ subject }) => subject)).toEqual(['agent:shop/folder'])
  })
})

it("says nothing of the main agent's copy of Claude Code's login, and all of another one", async () => {
  const { access, refresh, expires } = login('c')
  const oauth = { accessToken: access, refreshToken: refresh, expiresAt: expires, scopes: [] }
  await put('.claude/.credentials.json', { claudeAiOauth: oauth })
  await put(storeOf('main'), file({ [CLI]: login('c'), mine: login('c') }))
  const found = await findingsOf('auth/shared-refresh-token', { home, now: NOW })
  expect(found.map(({ messageId, subject }) => `${messageId} ${subject}`)).toEqual([
    'program agent:main/profile:mine',
  ])
})
