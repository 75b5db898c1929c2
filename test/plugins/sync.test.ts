import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { beforeEach, expect, it } from 'vitest'
import { makeFolder } from '../setup/temp-folder.js'
import { runCheck } from './run-check.js'

const NOW = Date.UTC(2026, 0, 15, 12)
const HOUR = 60 * 60 * 1000
const CLAUDE = 'anthropic:claude-cli'
const CODEX = 'openai-codex:codex-cli'
const QWEN = 'qwen-portal:qwen-cli'

let home: string
const STORE = '.clawdbot/agents/main/agent/auth-profiles.json'
const WORK_STORE = '.clawdbot/agents/work/agent/auth-profiles.json'

beforeEach(async () => {
  home = await makeFolder()
})

const put = async (path: string, content: unknown): Promise<void> => {
  await mkdir(dirname(join(home, path)), { recursive: true })
  const text = typeof content === 'string' ? content : JSON.stringify(content)
  await writeFile(join(home, path), text, { mode: 0o600 })
}
const read = async (path: string) => JSON.parse(await readFile(join(home, path), 'utf8'))

const claudeLogin = (access = 'new-access', expiresAt = NOW + HOUR) =>
  put('.claude/.credentials.json', {
    claudeAiOauth: { accessToken: access, refreshToken: 'new-refresh', expiresAt, scopes: [] },
  })
const copied = {
  type: 'oauth',
  provider: 'anthropic',
  access: 'new-access',
  refresh: 'new-refresh',
  expires: NOW + HOUR,
}

const run = (consent = {}) => runCheck('auth/sync', { home, now: NOW, consent })
const statuses = async (settings = {}) => (await run(settings)).map(({ status }) => status)

it('writes a store that was not there, for its owner alone', async () => {
  await claudeLogin()
  expect(await statuses()).toEqual(['applied'])
  expect(await read(STORE)).toEqual({ version: 1, profiles: { [CLAUDE]: copied } })
  expect((await stat(join(home, STORE))).mode & 0o777).toBe(0o600)
  expect((await stat(dirname(join(home, STORE)))).mode & 0o777).toBe(0o700)
})

it('takes over what older files hold, which Clawdbot would pass over once there is a store', async () => {
  await claudeLogin()
  const older = { type: 'api_key', provider: 'openai', key: 'sk-from-an-older-file' }
  await put('.clawdbot/agents/main/agent/auth.json', { openai: older })
  expect(await statuses()).toEqual(['applied'])
  expect(await read(STORE)).toEqual({
    version: 1,
    profiles: { 'openai:default': older, [CLAUDE]: copied },
  })
  expect(await read('.clawdbot/agents/main/agent/auth.json')).toEqual({ openai: older })
})

it('does nothing the second time', async () => {
  await claudeLogin()
  await run()
  const before = await stat(join(home, STORE))
  expect(await run()).toEqual([])
  expect((await stat(join(home, STORE))).mtimeMs).toBe(before.mtimeMs)
})

it('brings the logins of three programs into one store, each on top of the one before', async () => {
  await claudeLogin()
  await put('.codex/auth.json', {
    tokens: { access_token: 'codex-a', refresh_token: 'codex-r', account_id: 'acc' },
  })
  await utimes(join(home, '.codex/auth.json'), NOW / 1000, NOW / 1000)
  await put('.qwen/oauth_creds.json', {
    access_token: 'qwen-a',
    refresh_token: 'qwen-r',
    expiry_date: NOW + HOUR,
  })
  expect(await statuses()).toEqual(['applied', 'applied', 'applied'])
  expect((await read(STORE)).profiles).toEqual({
    [CLAUDE]: copied,
    [CODEX]: {
      type: 'oauth',
      provider: 'openai-codex',
      access: 'codex-a',
      refresh: 'codex-r',
      expires: NOW + HOUR,
      accountId: 'acc',
    },
    [QWEN]: {
      type: 'oauth',
      provider: 'qwen-portal',
      access: 'qwen-a',
      refresh: 'qwen-r',
      expires: NOW + HOUR,
    },
  })
})

it('keeps all else that a store holds, and its layout', async () => {
  await claudeLogin()
  const text = `{\n    "version": 1, "mine": [1],\n    "profiles": {\n        "${CLAUDE}": {"type": "oauth", "provider": "anthropic", "access": "a", "refresh": "b", "expires": 5, "note": "keep"},\n        "x": {"odd": true}\n    }\n}\n`
  await put(STORE, text)
  expect(await statuses()).toEqual(['applied'])
  const wanted = text
    .replace('"access": "a"', '"access": "new-access"')
    .replace('"refresh": "b"', '"refresh": "new-refresh"')
    .replace('"expires": 5', `"expires": ${NOW + HOUR}`)
  expect(await readFile(join(home, STORE), 'utf8')).toBe(wanted)
})

it('keeps what a profile holds that Clawdbot does not accept as one', async () => {
  await claudeLogin()
  const odd = { mode: 'oauth', provider: 'anthropic', access: 'a', note: 'keep', nested: { deep: [1] } }
  await put(STORE, { version: 1, profiles: { [CLAUDE]: odd, [QWEN]: 'no object' } })
  expect(await statuses()).toEqual(['applied'])
  expect((await read(STORE)).profiles).toEqual({ [CLAUDE]: { ...odd, ...copied }, [QWEN]: 'no object' })
})

it('drops a Codex profile whose pair another profile holds', async () => {
  const pair = { type: 'oauth', provider: 'openai-codex', access: 'a', refresh: 'r', expires: NOW + HOUR }
  await put(STORE, { version: 1, profiles: { 'openai-codex:default': pair, [CODEX]: pair } })
  expect(await statuses()).toEqual(['applied'])
  expect((await read(STORE)).profiles).toEqual({ 'openai-codex:default': pair })
})

it("updates an agent's own old copy, and gives none to an agent that inherits", async () => {
  await claudeLogin()
  const old = { ...copied, access: 'old', expires: NOW - HOUR }
  await put(WORK_STORE, { version: 1, profiles: { [CLAUDE]: old } })
  const idle = { version: 1, profiles: {} }
  await put('.clawdbot/agents/idle/agent/auth-profiles.json', idle)
  expect(await statuses()).toEqual(['applied', 'applied'])
  expect((await read(WORK_STORE)).profiles[CLAUDE]).toEqual(copied)
  expect(await read('.clawdbot/agents/idle/agent/auth-profiles.json')).toEqual(idle)
})

it.each(['', 'null', '[]', '\uFEFF{', '{"version": 1'])(
  'never writes over a store that reads %j',
  async (text) => {
    await claudeLogin()
    await put(STORE, text)
    expect(await run()).toEqual([])
    expect(await readFile(join(home, STORE), 'utf8')).toBe(text)
  },
)

it.each([
  [{ automatic: false }, 'offered'],
  [{ dryRun: true }, 'planned'],
])('changes nothing with %j', async (settings, status) => {
  await claudeLogin()
  expect(await statuses(settings)).toEqual([status])
  expect((await readdir(home)).sort()).toEqual(['.claude'])
})

it('shows no secret in what it says of itself', async () => {
  await claudeLogin('secret-access-7f3a')
  const records = await run({ dryRun: true })
  expect(records[0]?.diff).toContain(CLAUDE)
  expect(JSON.stringify(records)).not.toContain('secret-access')
})
