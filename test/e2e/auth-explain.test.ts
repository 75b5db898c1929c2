import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  CLAUDE,
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
import { faultsBy } from './schemas.js'

type Files = Readonly<Record<string, FileContent>>

interface Document {
  readonly answer: string
  readonly chosen: { readonly name: string; readonly billing: string } | null
  readonly brokenStep: string | null
  readonly base: string | null
  readonly steps: readonly { readonly step: string; readonly status: string; readonly code: string }[]
  readonly trace: readonly { readonly name: string; readonly verdict: string; readonly code: string }[]
}

const explainFaults = faultsBy('auth-explain.v1.json')
const listFaults = faultsBy('auth-list.v1.json')

const explain = async (
  files: Files,
  words: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly document: Document; readonly home: string }> => {
  const home = makeHome(files)
  const { code, stdout, stderr } = await runCli(['models', 'auth', 'explain', '--json', ...words], {
    home,
    env,
  })
  expect(stdout + stderr).not.toMatch(/sk-ant-|x{20}/)
  const document = JSON.parse(stdout) as Document
  if (!('error' in document)) expect(explainFaults(document)).toEqual([])
  return { code, document, home }
}

const LOGIN = login(Date.now() + 8 * hour)
const BIN = { '.local/bin/claude': CLAUDE }
const pasted = (mark: string, over: object = {}) => ({
  type: 'token',
  provider: 'anthropic',
  token: token('oat', mark),
  ...over,
})
const storeWith = (profiles: object, rest: object = {}): FileContent => ({
  json: { version: 1, profiles, ...rest },
})

describe('models auth explain', () => {
  it('says that a login is used, and what takes over should it fail', async () => {
    const files = { [CREDENTIALS]: LOGIN, ...BIN }
    const { code, document } = await explain(files, [], { ANTHROPIC_API_KEY: token('api', 'env') })
    expect(code).toBe(0)
    expect(document.chosen).toMatchObject({ name: 'anthropic:claude-cli', billing: 'subscription' })
    expect(document.brokenStep).toBeNull()
    expect(document.answer).toMatch(/ANTHROPIC_API_KEY takes over, and every request is paid for by use/)
  })

  it('reads like an explanation, with the words of the guide where there is nothing', async () => {
    const home = makeHome({ [STORE]: storeWith({ 'anthropic:old': pasted('old', { expires: 1 }) }) })
    const { code, stdout } = await runCli(['models', 'auth', 'explain'], { home })
    expect(code).toBe(1)
    expect(stdout).toContain('✖ No credentials found for provider "anthropic" (agent main).')
    expect(stdout).toContain('The first step that did not take: anthropic:old has expired.')
    expect(stdout).toContain('○ ANTHROPIC_API_KEY: is not set')
    expect(stdout).toContain('next  Run `clawdbot-doctor models auth setup-token --provider anthropic`.')
    expect(stdout).not.toMatch(/\{\{|undefined|NaN|\[object/)
  })

  it.each<[string, Files, readonly string[], Readonly<Record<string, string>>, string, string]>([
    ['claude is not there', {}, [], {}, 'claude-installed', 'missing'],
    ['claude is there, and nobody logged in', BIN, [], {}, 'claude-logged-in', 'absent'],
    [
      'the login is in another folder',
      { ...BIN, [CREDENTIALS]: LOGIN },
      [],
      { CLAUDE_CONFIG_DIR: '/nowhere' },
      'claude-logged-in',
      'elsewhere',
    ],
    [
      'the token was exported and stored nowhere',
      BIN,
      [],
      { CLAUDE_CODE_OAUTH_TOKEN: token('oat', 'exported') },
      'claude-logged-in',
      'only-in-environment',
    ],
    [
      'the login was not to be copied',
      { ...BIN, [CREDENTIALS]: LOGIN },
      ['--no-sync'],
      {},
      'login-synced',
      'no-sync',
    ],
    [
      "it is another agent's",
      {
        ...BIN,
        [CREDENTIALS]: { json: {} },
        [storeOf('work')]: storeWith({ 'anthropic:work': pasted('w') }),
      },
      ['--agent', 'main'],
      {},
      'profile-stored',
      'other-agent',
    ],
    [
      'the config contradicts it',
      {
        ...BIN,
        [CREDENTIALS]: LOGIN,
        [CONFIG]:
          "{ auth: { profiles: { 'anthropic:claude-cli': { provider: 'anthropic', mode: 'api_key' } } } }",
      },
      [],
      {},
      'config-agrees',
      'config-mode',
    ],
    [
      'an order hides it',
      { ...BIN, [CREDENTIALS]: LOGIN, [STORE]: storeWith({}, { order: { anthropic: ['anthropic:gone'] } }) },
      [],
      {},
      'order-names-it',
      'hides-usable',
    ],
    [
      'it has expired',
      { ...BIN, [STORE]: storeWith({ 'anthropic:manual': pasted('m', { expires: 1 }) }) },
      [],
      {},
      'credential-valid',
      'expired',
    ],
  ])('names the step that did not take: %s', async (_, files, words, env, step, code) => {
    const { document, ...result } = await explain(files, words, { ...env, SUDO_USER: '' })
    expect(result.code).toBe(1)
    expect(document.chosen).toBeNull()
    const found = document.steps.find((each) => each.step === step)
    expect(found).toMatchObject({ status: 'failed', code: expect.stringMatching(`^(${code}|other-home)$`) })
    const before = document.steps.slice(
      0,
      document.steps.findIndex((each) => each.step === step),
    )
    if (step !== 'profile-stored') {
      expect(document.brokenStep).toBe(step)
      expect(before.filter(({ status }) => status === 'failed')).toEqual([])
    }
  })

  it.each<[string, Files, string, string]>([
    [
      'config',
      { [STORE]: storeWith({ 'anthropic:manual': pasted('m') }), [CONFIG]: '{ auth: ' },
      'config-agrees',
      'config-unreadable',
    ],
    ['store', { [STORE]: '{ "version": 1, ' }, 'profile-stored', 'store-unreadable'],
  ])(
    'tells nothing of what would be used where the %s cannot be read',
    async (_, files, step, unreadable) => {
      const { code, document, home } = await explain(files)
      expect(code).toBe(1)
      expect(document).toMatchObject({ brokenStep: step, chosen: null, trace: [], base: null })
      expect(document.answer).toMatch(/is not known: /)
      expect(document.steps[0]).toMatchObject({ step, status: 'failed', code: unreadable })
      expect(document.steps.filter(({ status }) => status === 'failed')).toHaveLength(1)
      const { stdout } = await runCli(['models', 'auth', 'explain'], { home })
      expect(stdout).not.toMatch(/What is tried|No order is set|did not take|has no profile/)
      expect(stdout).toContain('○ Whether a profile is in cooldown is not known.')
    },
  )

  it.each<[string, readonly string[], string]>([
    ['a provider in any spelling', ['--provider', 'Z.AI'], 'zai:key'],
    ['a model', ['--model', 'zai/glm'], 'zai:key'],
    ['an alias of a model', ['--model', 'Glim'], 'zai:key'],
    ["the session's model and pin", ['--session', 'agent:main:chat'], 'anthropic:second'],
    ['another model in that session', ['--session', 'chat', '--model', 'glim'], 'zai:key'],
    ["the agent's model otherwise", [], 'anthropic:first'],
  ])('explains %s', async (_, words, name) => {
    const { code, document } = await explain(
      {
        [STORE]: storeWith({
          'anthropic:first': pasted('first'),
          'anthropic:second': pasted('second'),
          'zai:key': { type: 'api_key', provider: 'zai', key: 'k'.repeat(40) },
        }),
        [CONFIG]: "{ agents: { defaults: { models: { 'zai/glm': { alias: 'glim' } } } } }",
        '.clawdbot/agents/main/sessions/sessions.json': {
          json: {
            'agent:main:chat': {
              sessionId: 's',
              authProfileOverride: 'anthropic:second',
              authProfileOverrideSource: 'user',
            },
          },
        },
      },
      words,
    )
    expect(code).toBe(0)
    expect(document.chosen?.name).toBe(name)
  })

  it.each<[string, readonly string[], string]>([
    ['a session there is not', ['--session', 'agent:main:no'], 'NO_SESSIONS'],
    ['a session of another agent', ['--session', 'agent:work:x', '--agent', 'main'], 'AGENT_MISMATCH'],
    ['a model of another provider', ['--model', 'zai/glm', '--provider', 'openai'], 'OTHER_PROVIDER'],
    ['a model that is none', ['--model', '/'], 'UNKNOWN_MODEL'],
    ['an agent there is not', ['--agent', 'no'], 'UNKNOWN_AGENT'],
  ])('refuses %s', async (_, words, expected) => {
    const { code, document } = await explain({}, words)
    expect(code).toBe(3)
    expect(document).toMatchObject({ error: { code: expected } })
  })

  it.concurrent.each(['doctor --verbose', 'models status --check --in-use'])(
    'is what %s points to',
    async (line) => {
      const home = makeHome({
        [STORE]: storeWith({
          'anthropic:key': { type: 'api_key', provider: 'anthropic', key: 'k'.repeat(40) },
        }),
        [CONFIG]: "{ auth: { profiles: { 'anthropic:key': { provider: 'anthropic', mode: 'oauth' } } } }",
      })
      const { code, stdout } = await runCli(line.split(' '), { home })
      expect(code).toBe(1)
      expect(stdout).toContain('`clawdbot-doctor models auth explain --provider anthropic`')
      expect(stdout).not.toContain('✔ anthropic:key')
    },
  )

  it('writes nothing but the login that it copies, and with --no-sync nothing at all', async () => {
    const home = makeHome({ [CREDENTIALS]: LOGIN })
    const was = listing(home)
    await runCli(['models', 'auth', 'explain', '--no-sync'], { home })
    expect(listing(home)).toEqual(was)
    await runCli(['models', 'auth', 'explain'], { home })
    expect(JSON.parse(readFileSync(join(home, STORE), 'utf8')).profiles).toHaveProperty([
      'anthropic:claude-cli',
    ])
  })
})

describe('models auth list', () => {
  const files = (): Files => ({
    [STORE]: storeWith(
      {
        'anthropic:claude-cli': storedLogin('main', Date.now() - hour),
        'anthropic:old': pasted('old', { expires: 1 }),
        'openai:key': { type: 'api_key', provider: 'openai', key: token('api', 'openai'), email: 'a@b.c' },
        broken: { mode: 'token', provider: 'anthropic' },
      },
      { usageStats: { 'openai:key': { cooldownUntil: Date.now() + hour } } },
    ),
    [storeOf('work')]: storeWith({ 'anthropic:own': pasted('own') }),
    [CONFIG]: "{ models: { providers: { groq: { apiKey: 'g-secret-key-of-groq' } } } }",
    '.clawdbot/agents/work/agent/models.json': {
      json: { providers: { xai: { apiKey: 'x-secret-key-of-xai' } } },
    },
  })
  const env = { OPENROUTER_API_KEY: 'o-secret-key-of-openrouter', GEMINI_API_KEY: ' ' }

  it('lists own and inherited profiles, what Clawdbot ignores, and keys by their names', async () => {
    const home = makeHome(files())
    const { code, stdout } = await runCli(['models', 'auth', 'list', '--json', '--agent', 'work'], {
      home,
      env,
    })
    expect(code).toBe(0)
    expect(stdout).not.toMatch(/sk-ant-|x{20}|secret-key/)
    const document = JSON.parse(stdout)
    expect(listFaults(document)).toEqual([])
    const at = ['profiles.broken.mode', 'profiles.broken.token']
    expect(document.ignored).toEqual([{ profileId: 'broken', owner: 'main', at }])
    const brief = document.profiles.map((each: Record<string, unknown>) =>
      [each.profileId, each.owner, each.status, each.position, each.code, each.block === null].join(' '),
    )
    expect(brief).toEqual([
      'anthropic:claude-cli main expired 1  true',
      'anthropic:own work static 2  true',
      'anthropic:old main expired  expired true',
      'openai:key main static 1  false',
    ])
    expect(document.keys).toEqual([
      { provider: 'google', via: 'env', name: 'GEMINI_API_KEY', blank: true },
      {
        provider: 'groq',
        via: 'config',
        name: 'models.providers.groq.apiKey in the config',
        blank: false,
      },
      { provider: 'openrouter', via: 'env', name: 'OPENROUTER_API_KEY', blank: false },
      {
        provider: 'xai',
        via: 'models.json',
        name: "the key of xai in the agent's models.json",
        blank: false,
      },
    ])
  })

  it('tells a person what each is, how long it lasts and when it is tried', async () => {
    const home = makeHome(files())
    const { stdout } = await runCli(
      ['models', 'auth', 'list', '--provider', 'anthropic', '--agent', 'work'],
      {
        home,
        env,
      },
    )
    expect(stdout).toMatch(
      /✔ anthropic:claude-cli: login, expired .* ago, refreshed as needed, from agent main, tried as number 1/,
    )
    expect(stdout).toContain('✔ anthropic:own: token, no expiry, tried as number 2')
    expect(stdout).toMatch(/✖ anthropic:old: token, expired .* not used: it has expired/)
    expect(stdout).not.toMatch(/openai|openrouter/)
  })

  it('says that there is nothing', async () => {
    const { code, stdout } = await runCli(['models', 'auth', 'list'], { home: makeHome() })
    expect(code).toBe(0)
    expect(stdout).toContain('There is no profile, and no key')
  })

  it('refuses to list a store that it cannot read', async () => {
    const home = makeHome({ [STORE]: '[' })
    const { code, stderr } = await runCli(['models', 'auth', 'list'], { home })
    expect(code).toBe(3)
    expect(stderr).toContain('auth-profiles.json')
  })
})
