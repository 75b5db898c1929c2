import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CONFIG, CREDENTIALS, type FileContent, hour, login, makeHome, runCli, STORE, token } from './cli.js'
import { storedLogin, storeOf } from './homes.js'
import { startTokenServer } from './token-server.js'

const CLI = 'anthropic:claude-cli'
const WORK = storeOf('work')
const AGENTS = '{ agents: { list: [{ id: "main", default: true }, { id: "work" }] } }'

const later = Date.now() + 30 * hour
const shared = storedLogin('shared', later)
const file = (profiles: object, rest: object = {}) => ({ json: { version: 1, profiles, ...rest } })
const withAgents = (files: Readonly<Record<string, FileContent>>, config = AGENTS): string =>
  makeHome({ [CONFIG]: config, ...files })

const textOf = (home: string, path: string): string => readFileSync(join(home, path), 'utf8')
const jsonOf = (home: string, path: string) => JSON.parse(textOf(home, path))
const isThere = (home: string, path: string): boolean => existsSync(join(home, path))

/** Runs it, expects it to be done, and reads the document it printed. */
const done = async (home: string, line: string, env: Record<string, string> = {}, input = '') => {
  const { code, stdout, stderr } = await runCli([...line.split(' '), '--json'], { home, env, input })
  expect(code, stdout + stderr).toBe(0)
  return JSON.parse(stdout)
}
const profileIds = async (home: string, line: string, env = {}): Promise<readonly string[]> => {
  const { auth } = await done(home, `models status ${line}`.trim(), env)
  return auth.oauth.profiles.map(({ profileId }: { profileId: string }) => profileId)
}

describe('doctor --agent work --fix', () => {
  it('mends the order of that agent though the one that it inherits then has the same fault', async () => {
    const home = withAgents({
      [STORE]: file({ [CLI]: shared }, { order: { anthropic: ['anthropic:gone', CLI] } }),
      [WORK]: file({}, { order: { anthropic: ['anthropic:gone'] } }),
    })
    const args = ['doctor', '--agent', 'work', '--only', 'auth/profile-order', '--fix', '--yes', '--json']
    const { stdout } = await runCli(args, { home })
    const { changes } = JSON.parse(stdout)
    expect(changes.map(({ status }: { status: string }) => status)).toEqual(['applied', 'applied'])
    expect(jsonOf(home, WORK)).not.toHaveProperty('order')
    expect(jsonOf(home, STORE).order).toEqual({ anthropic: [CLI] })
  })
})

describe("what is written into an agent's own file", () => {
  it.concurrent('is a pasted token alone, and none of what the agent inherits', async () => {
    const home = withAgents({ [STORE]: file({ [CLI]: shared }, { order: { anthropic: [CLI] } }) })
    const main = textOf(home, STORE)
    const pasted = token('oat', 'work')
    await done(home, 'models auth paste-token --provider anthropic --agent work', {}, pasted)
    expect(jsonOf(home, WORK)).toEqual({
      version: 1,
      profiles: { 'anthropic:manual': { type: 'token', provider: 'anthropic', token: pasted } },
    })
    expect(textOf(home, STORE)).toBe(main)
    expect(await profileIds(home, '--agent work')).toEqual([CLI, 'anthropic:manual'])
    expect(await profileIds(home, '--agent main')).toEqual([CLI])
  })

  it.concurrent('is an order alone, also of profiles it inherits', async () => {
    const home = withAgents({ [STORE]: file({ [CLI]: shared }) })
    const main = textOf(home, STORE)
    await done(home, `models auth order set --provider anthropic --agent work ${CLI}`)
    expect(jsonOf(home, WORK)).toEqual({ version: 1, profiles: {}, order: { anthropic: [CLI] } })
    expect(textOf(home, STORE)).toBe(main)
  })

  it.concurrent('keeps all else that is in it', async () => {
    const own = { 'xai:mine': { type: 'api_key', provider: 'xai', key: token('api', 'xai'), note: 1 } }
    const home = withAgents({
      [STORE]: file({ [CLI]: shared }),
      [WORK]: file(own, { unheard: { of: [1] } }),
    })
    await done(home, `models auth order set --provider anthropic --agent work ${CLI}`)
    await done(home, 'models auth paste-token --provider openai --agent work', {}, token('api', 'openai'))
    const { profiles, ...rest } = jsonOf(home, WORK)
    expect(rest).toEqual({ version: 1, unheard: { of: [1] }, order: { anthropic: [CLI] } })
    expect(Object.keys(profiles)).toEqual(['xai:mine', 'openai:manual'])
    expect(profiles['xai:mine']).toEqual(own['xai:mine'])
  })

  it.concurrent('is nothing by the sync, where it has no copy of its own', async () => {
    const own = { 'anthropic:own': { ...storedLogin('own', later) } }
    const home = withAgents({ [CREDENTIALS]: login(later), [WORK]: file(own) })
    const before = textOf(home, WORK)
    for (const line of [
      'models status --agent work',
      'models auth order get --provider anthropic --agent work',
    ])
      await done(home, line)
    expect(textOf(home, WORK)).toBe(before)
    expect(Object.keys(jsonOf(home, STORE).profiles)).toEqual([CLI])
    expect(await profileIds(home, '--agent work')).toEqual([CLI, 'anthropic:own'])
  })
})

describe('what an agent inherits', () => {
  it.concurrent("is its own entry where it has one of that id, and the rest is the main agent's", async () => {
    const home = withAgents({
      [STORE]: file(
        { 'anthropic:a': shared, 'anthropic:b': storedLogin('b', later) },
        { order: { anthropic: ['anthropic:b'] } },
      ),
      [WORK]: file({ 'anthropic:a': { type: 'token', provider: 'anthropic', token: token('oat', 'mine') } }),
    })
    const { auth } = await done(home, 'models status --agent work')
    expect(auth.storePath).toBe(join(home, WORK))
    expect(auth.oauth.profiles).toMatchObject([
      { profileId: 'anthropic:a', type: 'token', status: 'static' },
      { profileId: 'anthropic:b', type: 'oauth', status: 'ok' },
    ])
    expect(auth.order).toEqual({ anthropic: ['anthropic:b'] })
    expect(auth.providers[0].profiles).toMatchObject({ count: 2, oauth: 1, token: 1 })
    const main = await done(home, 'models status --agent main')
    expect(main.auth.oauth.profiles).toMatchObject([{ type: 'oauth' }, { type: 'oauth' }])
  })

  it.concurrent('is followed in its order until the agent has an order of its own', async () => {
    const home = withAgents({
      [STORE]: file(
        { 'anthropic:a': shared, 'anthropic:b': storedLogin('b', later) },
        { order: { anthropic: ['anthropic:b'] } },
      ),
    })
    const orderOf = async (line: string) => (await done(home, `models status ${line}`)).auth.order
    expect(await orderOf('--agent work')).toEqual({ anthropic: ['anthropic:b'] })
    await done(home, 'models auth order set --provider anthropic --agent work anthropic:a anthropic:b')
    expect(await orderOf('--agent work')).toEqual({ anthropic: ['anthropic:a', 'anthropic:b'] })
    expect(await orderOf('--agent main')).toEqual({ anthropic: ['anthropic:b'] })
  })

  it('is refreshed in the store that owns it, and only there', async () => {
    const old = storedLogin('old', Date.now() - hour)
    const server = await startTokenServer(old.refresh)
    const home = withAgents({
      [STORE]: file({ 'anthropic:shared': old }),
      [WORK]: file({ 'anthropic:own': storedLogin('own', later) }),
    })
    const before = textOf(home, WORK)
    const env = { CLAWDBOT_DOCTOR_TOKEN_URL: server.url }
    await done(home, 'models auth refresh anthropic:shared --agent work', env)
    expect(textOf(home, WORK)).toBe(before)
    expect(jsonOf(home, STORE).profiles['anthropic:shared']).toMatchObject({
      refresh: server.issued[0]?.refresh,
    })
    expect(server.reused).toEqual([])
  })

  it.concurrent('is pasted anew into the store that owns it, where no agent is named', async () => {
    const home = withAgents(
      {
        [STORE]: file({
          'anthropic:manual': { type: 'token', provider: 'anthropic', token: token('oat', 'old') },
        }),
        [WORK]: file({}),
      },
      '{ agents: { list: [{ id: "work", default: true }, { id: "main" }] } }',
    )
    const before = textOf(home, WORK)
    const pasted = token('oat', 'new')
    await done(home, 'models auth paste-token --provider anthropic', {}, pasted)
    expect(textOf(home, WORK)).toBe(before)
    expect(jsonOf(home, STORE).profiles['anthropic:manual'].token).toBe(pasted)
    expect(await profileIds(home, '')).toEqual(['anthropic:manual'])
  })

  it.concurrent('is nothing that the main agent reads from it', async () => {
    const home = withAgents({ [WORK]: file({ 'anthropic:own': shared }) })
    expect(await profileIds(home, '--agent main')).toEqual([])
    expect(await profileIds(home, '--agent work')).toEqual(['anthropic:own'])
  })
})

describe("an agent's folder", () => {
  const elsewhere = '{ agents: { list: [{ id: "main" }, { id: "work", agentDir: "~/else/where" }] } }'

  it.concurrent('is the one that the config names', async () => {
    const home = withAgents({ [STORE]: file({ [CLI]: shared }) }, elsewhere)
    await done(home, `models auth order set --provider anthropic --agent work ${CLI}`)
    expect(jsonOf(home, 'else/where/auth-profiles.json').profiles).toEqual({})
    expect(isThere(home, WORK)).toBe(false)
    expect((await done(home, 'models status --agent work')).agentDir).toBe(join(home, 'else/where'))
  })

  it.concurrent.each(['CLAWDBOT_AGENT_DIR', 'PI_CODING_AGENT_DIR'])(
    'is the one that %s names for the default agent, and for no other',
    async (name) => {
      const mine = { [CLI]: shared }
      const home = withAgents({
        'mine/auth-profiles.json': file(mine),
        [WORK]: file({ 'anthropic:own': shared }),
      })
      const env = { [name]: '~/mine' }
      const main = await done(home, 'models status', env)
      expect([main.agentDir, await profileIds(home, '', env)]).toEqual([join(home, 'mine'), [CLI]])
      const work = await done(home, 'models status --agent work', env)
      expect(work.auth.storePath).toBe(join(home, WORK))
      expect(await profileIds(home, '--agent work', env)).toEqual([CLI, 'anthropic:own'])
      await done(home, `models auth order set --provider anthropic --agent work ${CLI}`, env)
      expect(jsonOf(home, 'mine/auth-profiles.json')).toEqual({ version: 1, profiles: mine })
      expect(isThere(home, STORE)).toBe(false)
    },
  )

  it.concurrent('is found however its id is spelled', async () => {
    const home = withAgents(
      { [storeOf('my-agent')]: file({ 'anthropic:own': shared }) },
      '{ agents: { list: [{ id: "main" }, { id: "My Agent!" }] } }',
    )
    for (const id of ['my-agent', 'MY-AGENT', 'My Agent!', ' my   agent ']) {
      const { code, stdout } = await runCli(['models', 'status', '--agent', id, '--json'], { home })
      expect([code, JSON.parse(stdout).auth.storePath]).toEqual([0, join(home, storeOf('my-agent'))])
    }
  })
})
