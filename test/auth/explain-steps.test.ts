import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ConfigFact } from '../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import { guideSteps } from '../../src/app/explain/guide-steps.js'
import { accountHomes } from '../../src/app/explain/other-homes.js'
import type { ClaudeFacts, Step, StepFacts } from '../../src/app/explain/step.js'
import { agentViews } from '../../src/auth/agent-view.js'
import { explain } from '../../src/auth/explain.js'
import { configForAgent } from '../../src/auth/models.js'
import type { Pin } from '../../src/auth/sessions/session-entry.js'
import {
  aClaudeFile,
  aClaudeLogin,
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  claudeCredentials,
  claudeFiles,
  DAY,
  HOME,
  HOUR,
  NOW,
  refreshText,
  secret,
  UID,
} from '../checks/facts.js'

const CLI = 'anthropic:claude-cli'
const FOUND = { path: '/usr/bin/claude', realPath: '/usr/bin/claude', executable: true }
const ANSWER = { outcome: 'exited' as const, code: 0, stdout: '2.1.330 (Claude Code)\n', stderr: '' }

const installed = (over: object = {}): ClaudeFacts['binary'] => ({
  status: 'ok',
  value: { onPath: [FOUND], offPath: [], version: ANSWER, ...over },
})
const NOT_INSTALLED = installed({ onPath: [], version: null })

interface Case extends Partial<Omit<StepFacts, 'claude' | 'config'>> {
  readonly files?: readonly AgentStore[]
  readonly config?: ConfigFact
  readonly claude?: Partial<ClaudeFacts> | null
  readonly login?: Parameters<typeof claudeCredentials>[0]
  readonly provider?: string
  readonly agent?: string
  readonly pin?: Pin
}

const factsOf = ({ files = [aStore()], agent = 'main', pin, login, claude, ...rest }: Case): StepFacts => {
  const config = rest.config ?? aConfig()
  const selected = files.map((file) => ({
    ...file,
    agent: { ...file.agent, selected: file.agent.id === agent },
  }))
  const [view] = agentViews(selected, config.config)
  if (view === undefined) throw new Error(`no agent ${agent}`)
  const explanation = explain({
    store: view.store,
    config: configForAgent(config.config, agent),
    modelKeys: {},
    env: config.envKeys,
    provider: rest.provider ?? 'anthropic',
    now: NOW,
    pin: pin ?? null,
  })
  return {
    explanation,
    view,
    stores: files,
    unsynced: [],
    problems: [],
    homes: [],
    now: NOW,
    warnWithinMs: DAY,
    uid: UID,
    around: { cli: 'clawdbot', home: HOME },
    ...rest,
    config,
    claude:
      claude === null
        ? null
        : {
            binary: installed(),
            credentials: { status: 'ok', value: claudeCredentials(login ?? aClaudeLogin()) },
            overrides: [],
            ...claude,
          },
  }
}

const steps = (each: Case): readonly Step[] => guideSteps(factsOf(each))

const HEALTHY = [
  'claude-installed done installed',
  'claude-logged-in done logged-in',
  'login-synced done in-store',
  'profile-stored done stored',
  'config-agrees done no-entry',
  'order-names-it done no-order',
  'credential-valid done valid',
  'not-cooling done none',
]

const told = (each: Case): readonly string[] =>
  steps(each).map(({ step, status, code }) => `${step} ${status} ${code}`)

const login = (over: Parameters<typeof anOauth>[0] = {}) => anOauth(over)

describe('the steps of the guide', () => {
  it('all took where the login is used', () => {
    expect(told({ files: [aStore({ [CLI]: login() })] })).toEqual(HEALTHY)
  })

  it.each<[string, Case, string]>([
    [
      'claude is not installed',
      { claude: { binary: NOT_INSTALLED }, login: { state: 'absent' } },
      'claude-installed failed missing',
    ],
    [
      'claude does not run',
      { claude: { binary: installed({ version: { outcome: 'timeout' } }) }, login: { state: 'absent' } },
      'claude-installed failed does-not-run',
    ],
    ['nobody ever logged in', { login: { state: 'absent' } }, 'claude-logged-in failed absent'],
    ['the login was emptied', { login: { state: 'blanked' } }, 'claude-logged-in failed blanked'],
    ['the login may not be read', { login: { state: 'denied' } }, 'claude-logged-in failed denied'],
    [
      'the login is in the home, and CLAUDE_CONFIG_DIR points elsewhere',
      {
        claude: {
          credentials: {
            status: 'ok',
            value: claudeFiles(
              aClaudeFile(
                { state: 'absent' },
                { path: '/x/.credentials.json', decided: { by: 'CLAUDE_CONFIG_DIR', form: 'absolute' } },
              ),
              aClaudeFile(aClaudeLogin(), { used: false }),
            ),
          },
        },
      },
      'claude-logged-in failed elsewhere',
    ],
    [
      'the login is in another home',
      { login: { state: 'absent' }, homes: [{ path: '/home/bo', login: true, store: false }] },
      'claude-logged-in failed other-home',
    ],
    [
      'the token was only exported',
      {
        login: { state: 'absent' },
        claude: {
          overrides: [
            {
              name: 'CLAUDE_CODE_OAUTH_TOKEN',
              kind: 'token',
              from: 'environment',
              secret: secret(refreshText('exported')),
            },
          ],
          credentials: { status: 'ok', value: claudeCredentials({ state: 'absent' }) },
        },
      },
      'claude-logged-in failed only-in-environment',
    ],
    [
      'the login may not be used for models',
      {
        login: aClaudeLogin({ scopes: [] }),
        files: [aStore()],
        unsynced: [{ subject: '', status: 'offered' }],
      },
      'claude-logged-in failed no-inference-scope',
    ],
    [
      'the sync was not wanted',
      { unsynced: [{ subject: `agent:main/profile:${CLI}`, status: 'offered' }] },
      'login-synced failed no-sync',
    ],
    [
      'the sync failed',
      { unsynced: [{ subject: `agent:main/profile:${CLI}`, status: 'failed', reason: 'it is locked' }] },
      'login-synced failed sync-failed',
    ],
    [
      'the store cannot be read',
      {
        files: [aStore({}, { reading: { state: 'unparseable', line: 1, column: 1, reason: 'x' } })],
        problems: [{ what: 'It is broken.', next: null, path: null }],
      },
      'profile-stored failed store-unreadable',
    ],
    [
      'the profile is written so that Clawdbot ignores it',
      {
        login: { state: 'absent' },
        claude: { overrides: [] },
        files: [
          aStore(
            {},
            { store: { issues: [{ code: 'profile-mode-for-type', at: ['profiles', 'a', 'mode'] }] } },
          ),
        ],
      },
      'profile-stored failed misread',
    ],
    [
      'the profile is in the store of an agent that nobody inherits from',
      {
        login: { state: 'absent' },
        files: [aStore(), aStore({ 'anthropic:work': aToken() }, { agent: anAgent('work') })],
      },
      'profile-stored failed other-agent',
    ],
    [
      'the store is in another home',
      { login: { state: 'absent' }, homes: [{ path: '/home/bo', login: false, store: true }] },
      'profile-stored failed other-home',
    ],
    ['nothing was stored', { provider: 'openai', claude: null }, 'profile-stored failed none'],
    [
      'the config contradicts it',
      {
        files: [aStore({ [CLI]: login() })],
        config: aConfig({
          auth: { profiles: { [CLI]: { provider: 'anthropic', mode: 'token' } }, order: {} },
        }),
      },
      'config-agrees failed config-mode',
    ],
    [
      'the config gives it to another provider',
      {
        files: [aStore({ [CLI]: login() })],
        config: aConfig({
          auth: {
            profiles: { [CLI]: { provider: 'openai', mode: 'oauth' } },
            order: { anthropic: [CLI] },
          },
        }),
      },
      'config-agrees failed config-provider',
    ],
    [
      'the config cannot be read',
      {
        config: aConfig({}, { reading: { state: 'unparseable', line: 3, column: 1, reason: 'x' } }),
        claude: null,
        provider: 'openai',
      },
      'config-agrees failed config-unreadable',
    ],
    [
      "the store's order hides it",
      { files: [aStore({ [CLI]: login() }, { store: { order: { Anthropic: ['anthropic:gone'] } } })] },
      'order-names-it failed hides-usable',
    ],
    [
      "the config's list of profiles hides it",
      {
        files: [aStore({ [CLI]: login() })],
        config: aConfig({
          auth: { profiles: { 'anthropic:x': { provider: 'anthropic', mode: 'token' } }, order: {} },
        }),
      },
      'order-names-it failed hides-usable',
    ],
    [
      'the pasted token has run out',
      { login: { state: 'absent' }, files: [aStore({ 'anthropic:manual': aToken({ expires: NOW }) })] },
      'credential-valid failed expired',
    ],
    [
      'the login cannot be refreshed',
      { files: [aStore({ x: login({ refresh: null, expires: NOW }) })] },
      'credential-valid failed cannot-refresh',
    ],
    [
      'the profile is empty',
      {
        provider: 'openai',
        claude: null,
        files: [aStore({ x: anApiKey({ provider: 'openai', key: secret(' ') }) })],
      },
      'credential-valid failed blank',
    ],
    [
      'the session is pinned to what cannot be used',
      {
        files: [aStore({ x: login({ refresh: null, expires: NOW }), [CLI]: login() })],
        pin: { profile: 'x', source: 'user' },
      },
      'session-pin failed pin-user',
    ],
  ])('say that %s', (_, each, expected) => {
    expect(told(each)).toContain(expected)
    expect(factsOf(each).explanation.chosen).toBeNull()
  })

  it.each<[string, Case, string]>([
    [
      'claude is gone and its login is used',
      { claude: { binary: NOT_INSTALLED }, files: [aStore({ [CLI]: login() })] },
      'claude-installed attention missing',
    ],
    [
      'claude was never there and a key is used',
      { claude: { binary: NOT_INSTALLED }, login: { state: 'absent' }, files: [aStore({ k: anApiKey() })] },
      'claude-installed skipped missing',
    ],
    [
      'the order names what there is not',
      { files: [aStore({ [CLI]: login() }, { store: { order: { anthropic: ['gone', CLI] } } })] },
      'order-names-it attention names-dead-ids',
    ],
    [
      "the store's order stands over the config's",
      {
        files: [aStore({ [CLI]: login() }, { store: { order: { anthropic: [CLI] } } })],
        config: aConfig({ auth: { profiles: {}, order: { anthropic: ['x'] } } }),
      },
      'order-names-it attention shadows-config',
    ],
    [
      'what is used ends soon',
      { files: [aStore({ t: aToken({ expires: NOW + HOUR }) })] },
      'credential-valid attention expires-soon',
    ],
    [
      'a login that refreshes itself ends soon, which is nothing',
      { files: [aStore({ [CLI]: login({ expires: NOW + HOUR }) })] },
      'credential-valid done valid',
    ],
    [
      'one of two is in cooldown',
      {
        files: [
          aStore({ a: aToken(), b: aToken() }, { store: { usageStats: { a: { cooldownUntil: NOW + 1 } } } }),
        ],
      },
      'not-cooling attention cooling',
    ],
    [
      'all are in cooldown',
      { files: [aStore({ a: aToken() }, { store: { usageStats: { a: { cooldownUntil: NOW + 1 } } } })] },
      'not-cooling attention all-cooling',
    ],
    [
      'the store keeps a login of its own',
      { files: [aStore({ [CLI]: login({ access: secret('another'), refresh: secret('other') }) })] },
      'login-synced done kept',
    ],
    [
      'a key stands where the login would be copied to',
      { files: [aStore({ [CLI]: anApiKey() })] },
      'login-synced attention key-in-its-place',
    ],
    [
      'a pin will be dropped',
      { files: [aStore({ [CLI]: login() })], pin: { profile: 'gone', source: 'user' } },
      'session-pin attention pin-gone',
    ],
  ])('say, while something is used, that %s', (_, each, expected) => {
    expect(told(each)).toContain(expected)
    expect(factsOf(each).explanation.chosen).not.toBeNull()
  })

  it.each<[string, Case, string]>([
    [
      'config',
      { config: aConfig({}, { reading: { state: 'denied' } }) },
      'config-agrees failed config-unreadable',
    ],
    [
      'store',
      { files: [aStore({}, { reading: { state: 'denied' } })] },
      'profile-stored failed store-unreadable',
    ],
  ])('begin with a %s that cannot be read, and know nothing of what depends on it', (_, each, expected) => {
    const pinned: Case = { ...each, login: { state: 'absent' }, pin: { profile: 'x', source: 'user' } }
    const [first, ...rest] = told(pinned)
    expect(first).toBe(expected)
    expect(rest).toEqual(
      expect.arrayContaining([
        'claude-logged-in skipped absent',
        'login-synced skipped not-known',
        'order-names-it skipped not-known',
        'credential-valid skipped not-known',
        'not-cooling skipped not-known',
        'session-pin skipped not-known',
      ]),
    )
    expect(told(pinned).map((line) => line.split(' ')[0])).toHaveLength(new Set(told(pinned)).size)
    expect(rest.filter((line) => / (failed|attention) /.test(line))).toEqual([])
  })

  it('do not blame the login for what an order holds back', () => {
    const each: Case = {
      claude: { binary: NOT_INSTALLED },
      login: { state: 'absent' },
      files: [aStore({ [CLI]: login() }, { store: { order: { anthropic: ['gone'] } } })],
    }
    const failed = steps(each).filter(({ status }) => status === 'failed')
    expect(failed.map(({ code }) => code)).toEqual(['hides-usable'])
  })

  it('name the agent that an inherited profile comes from', () => {
    const files = [aStore({ [CLI]: login() }), aStore({}, { agent: anAgent('work') })]
    const stored = steps({ files, agent: 'work' }).find(({ step }) => step === 'profile-stored')
    expect(stored?.what).toBe(`Agent work has ${CLI} (from agent main).`)
  })

  it('leave no placeholder, and end in a full stop', () => {
    const all = [{}, { provider: 'openai', claude: null }, { login: { state: 'absent' as const } }]
    for (const { what, next } of all.flatMap((each) => steps(each))) {
      expect(`${what}${next ?? ''}`).not.toMatch(/\{\{|undefined|NaN|\[object/)
      expect(what).toMatch(/[.)]$/)
    }
  })
})

describe('whatever there is', () => {
  const credential = fc.constantFrom(
    login(),
    login({ refresh: null, expires: NOW - 1 }),
    aToken(),
    aToken({ expires: NOW - 1 }),
    anApiKey({ key: secret('') }),
    anApiKey({ provider: 'openai' }),
  )
  const ids = fc.constantFrom(CLI, 'anthropic:manual', 'x')
  const cases = fc
    .record({
      profiles: fc.dictionary(ids, credential),
      order: fc.option(fc.uniqueArray(ids, { minLength: 1 })),
      configured: fc.dictionary(ids, fc.constantFrom('oauth', 'token', 'api_key')),
      pin: fc.option(fc.record({ profile: ids, source: fc.constantFrom('user' as const, 'auto' as const) })),
      reading: fc.constantFrom(aClaudeLogin(), { state: 'absent' as const }),
    })
    .map(({ profiles, order, configured, pin, reading }): Case => {
      const named = Object.entries(configured).map(([id, mode]) => [id, { provider: 'anthropic', mode }])
      return {
        files: [aStore(profiles, { store: order === null ? {} : { order: { anthropic: order } } })],
        config: aConfig({ auth: { profiles: Object.fromEntries(named), order: {} } }),
        login: reading,
        ...(pin === null ? {} : { pin }),
      }
    })

  it('a step failed if, and only if, nothing would be used', () => {
    fc.assert(
      fc.property(cases, (each) => {
        const isBroken = factsOf(each).explanation.chosen === null
        expect(steps(each).some(({ status }) => status === 'failed')).toBe(isBroken)
      }),
    )
  })
})

describe('the homes of a person', () => {
  const PASSWD =
    'root:x:0:0:root:/root:/bin/sh\nada:x:1000:1000::/home/ada:\nbroken\nbo:x:1001:1001::/home/bo:\n'
  it.each([
    [{ uid: 1000, names: [] }, ['/home/ada']],
    [{ uid: 0, names: ['ada'] }, ['/root', '/home/ada']],
    [{ uid: 5, names: ['nobody'] }, []],
    [{ uid: -1, names: [] }, []],
  ])('of %j', (who, homes) => {
    expect(accountHomes(PASSWD, who)).toEqual(homes)
  })
})
