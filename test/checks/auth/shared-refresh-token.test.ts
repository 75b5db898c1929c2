import { describe, expect, it } from 'vitest'
import shared from '../../../checks/auth/shared-refresh-token.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import type { ExternalReading } from '../../../src/auth/external-cli.js'
import { createSeal } from '../../../src/ports/secret.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aClaudeFile,
  aClaudeLogin,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  CLAUDE_FILE,
  claudeCredentials,
  claudeFiles,
  claudeKeychain,
  HOUR,
  NOW,
  refreshText,
  secret,
} from '../facts.js'

const CLI = 'anthropic:claude-cli'
const CODEX = 'openai-codex:codex-cli'
const FIX = ['auth/drop-copies']

const login = (name: string, over: Partial<OAuthCredential> = {}) =>
  anOauth({ access: secret(`access ${name}`), refresh: secret(`refresh ${name}`), ...over })
const codexLogin = (name: string) => login(name, { provider: 'openai-codex' })
const agent = (id: string, profiles: AgentStore['store']['profiles'], selected = true) =>
  aStore(profiles, { agent: anAgent(id, { selected }), ...fileAt(id) })
/** Real stores are files of their own. */
const fileAt = (id: string) => {
  const { file } = aStore({}, { agent: anAgent(id) })
  return { file: file && { ...file, realPath: anAgent(id).storePath } }
}
const main = (profiles: AgentStore['store']['profiles'], selected = true) => agent('main', profiles, selected)

const NOBODY = { state: 'absent' } as const
const found = (credential: OAuthCredential): ExternalReading => ({ state: 'found', credential })
const facts = (
  stores: readonly AgentStore[],
  over: {
    readonly claude?: ReturnType<typeof claudeCredentials>
    readonly codex?: ExternalReading
    readonly qwen?: ExternalReading
  } = {},
) => ({
  stores,
  claude: over.claude ?? claudeCredentials(NOBODY),
  codex: { path: '/codex.json', reading: over.codex ?? NOBODY },
  qwen: { path: '/qwen.json', reading: over.qwen ?? NOBODY },
})

const copies = (id: string, ...profiles: readonly string[]) => ({
  messageId: 'copies' as const,
  subject: `agent:${id}/store`,
  severity: 'warning' as const,
  data: { agent: id, profiles },
  evidence: [{ kind: 'file' as const, path: anAgent(id).storePath }],
  fixes: FIX,
})
const together = (subject: string, ...holders: readonly string[]) => ({
  messageId: 'agents' as const,
  subject,
  data: { holders },
})

testCheck(
  shared,
  [
    {
      name: 'nothing is judged where there is no login',
      facts: facts([main({ a: anApiKey(), b: aToken(), c: anOauth({ refresh: null }) })]),
      expect: { skip: true },
    },
    {
      name: "the main agent's copies of the logins of all three programs are as they should be",
      facts: facts(
        [
          main({
            [CLI]: login('c', { refresh: secret(refreshText()) }),
            [CODEX]: codexLogin('x'),
            'qwen-portal:qwen-cli': login('q', { provider: 'qwen-portal' }),
          }),
          agent('work', {}),
        ],
        { claude: claudeCredentials(), codex: found(codexLogin('x')), qwen: found(login('q')) },
      ),
      expect: [],
    },
    {
      name: 'logins of their own are as they should be',
      facts: facts([main({ a: login('a'), b: login('b') }), agent('work', { a: login('c') })]),
      expect: [],
    },
    {
      name: 'what one agent has a copy of, another may still inherit',
      facts: facts([
        main({ [CLI]: login('a'), b: login('b'), k: anApiKey() }),
        agent('work', { [CLI]: login('a'), b: login('b'), k: anApiKey() }),
        agent('home', {}),
      ]),
      expect: [copies('work', CLI, 'b')],
    },
    {
      name: 'copies are found for every agent that is looked at',
      facts: facts([
        main({ [CLI]: login('a') }, false),
        agent('work', { [CLI]: login('a') }),
        agent('home', { [CLI]: login('a') }, false),
        agent('shop', { [CLI]: login('a', { expires: NOW }) }),
      ]),
      expect: [copies('work', CLI), copies('shop', CLI)],
    },
    {
      name: 'a copy that lives longer than what would be inherited is not to be dropped',
      facts: facts([
        main({ a: login('a') }),
        agent('work', { a: login('a', { access: secret('later'), expires: NOW + 9 * HOUR }) }),
      ]),
      expect: [together('agent:main/profile:a', 'main (a)', 'work (a)')],
    },
    ...(
      [
        ['another account', { email: 'a@example.org' }, { email: 'b@example.org' }],
        ['another project', { projectId: 'a' }, { projectId: 'b' }],
        ['a project where the main agent names none', {}, { projectId: 'b' }],
        ['another access token of the same time', {}, { access: secret('other') }],
      ] as const
    ).map(([name, mine, theirs]) => ({
      name: `a copy with ${name} is not to be dropped`,
      facts: facts([main({ a: login('a', mine) }), agent('work', { a: login('a', theirs) })]),
      expect: [together('agent:main/profile:a', 'main (a)', 'work (a)')],
    })),
    {
      name: 'a login under another id than the inherited one is shared, not a copy',
      facts: facts([main({ a: login('a') }), agent('work', { b: login('a') })]),
      expect: [together('agent:main/profile:a', 'main (a)', 'work (b)')],
    },
    {
      name: 'a login that the main agent lacks is told once, under an agent that is looked at, however many have it',
      facts: facts([
        main({}),
        agent('a0', { a: login('a') }, false),
        ...[1, 2, 3, 4, 5, 6].map((number) => agent(`a${number}`, { a: login('a') })),
      ]),
      expect: [
        together('agent:a1/profile:a', 'a1 (a)', 'a0 (a)', 'a2 (a)', 'a3 (a)', 'a4 (a)', 'and 2 more'),
      ],
    },
    {
      name: 'nothing is said of what only others share',
      facts: facts([main({}), agent('a', { a: login('a') }, false), agent('b', { a: login('a') }, false)]),
      expect: [],
    },
    {
      name: 'agents with one file between them share nothing',
      facts: facts([
        main({}),
        agent('a', { a: login('a') }, false),
        { ...agent('b', { a: login('a') }), ...fileAt('a') },
      ]),
      expect: [],
    },
    {
      name: 'nothing is a copy of what could not be read',
      facts: facts([aStore({}, { reading: { state: 'denied' } }), agent('work', { [CLI]: login('a') })]),
      expect: [],
    },
    {
      name: 'a login under two ids of one store is named with both',
      facts: facts([main({ a: login('a'), b: login('a'), c: anOauth({ refresh: secret('') }) })]),
      expect: [
        {
          messageId: 'twice',
          subject: 'agent:main/profile:a',
          data: { agent: 'main', profiles: ['a', 'b'], profile: 'b' },
          causedBy: [],
        },
      ],
    },
    {
      name: "Codex's own under another id follows from the sync that has not been made",
      facts: facts([main({ [CODEX]: codexLogin('a'), 'openai-codex:default': codexLogin('a') })]),
      expect: [{ messageId: 'twice', causedBy: [`auth/sync!duplicate#agent:main/profile:${CODEX}`] }],
    },
    {
      name: 'a profile that no sync keeps in step with the program whose login it is goes out of step',
      facts: facts(
        [
          main({ [CLI]: login('c', { refresh: secret(refreshText()) }) }),
          agent('work', { mine: login('m', { refresh: secret(refreshText()) }) }),
        ],
        { claude: claudeKeychain(aClaudeLogin()) },
      ),
      expect: [
        {
          messageId: 'program',
          subject: 'agent:work/profile:mine',
          data: { agent: 'work', profile: 'mine', program: 'Claude Code', from: 'Keychain', synced: CLI },
        },
      ],
    },
    {
      name: 'the same for the other two programs',
      facts: facts([main({ a: codexLogin('x'), b: login('q', { provider: 'qwen' }) })], {
        codex: found(codexLogin('x')),
        qwen: found(login('q')),
      }),
      expect: [
        { messageId: 'program', subject: 'agent:main/profile:a' },
        { messageId: 'program', subject: 'agent:main/profile:b' },
      ],
    },
    {
      name: 'refresh tokens that may be used again are nobody’s loss',
      facts: facts([
        main({ g: login('g', { provider: 'google-antigravity' }) }),
        agent('work', {
          g: login('g', { provider: 'Google-Antigravity' }),
          h: login('g', { provider: 'google-gemini-cli' }),
        }),
      ]),
      expect: [],
    },
    {
      name: 'a login that Claude Code left in the home is the same one',
      facts: facts([main({})], {
        claude: claudeFiles(
          aClaudeFile(aClaudeLogin(), { path: '/other/.credentials.json' }),
          aClaudeFile(aClaudeLogin(), { used: false }),
        ),
      }),
      expect: [
        {
          messageId: 'places',
          subject: 'claude/credentials:home',
          data: { path: CLAUDE_FILE, from: '/other/.credentials.json' },
        },
      ],
    },
    {
      name: 'another login that Claude Code left in the home is none of it',
      facts: facts([main({})], {
        claude: claudeFiles(
          aClaudeFile(aClaudeLogin(), { path: '/other/.credentials.json' }),
          aClaudeFile(aClaudeLogin({ refresh: secret(refreshText('b')) }), { used: false }),
        ),
      }),
      expect: [],
    },
  ],
  { describe, it },
)

/** Counts what is compared: the time it takes says more of the machine than of the program. */
const manyStores = (count: number, compared: { count: number }): readonly AgentStore[] => {
  const { seal } = createSeal()
  const counted = (text: string) => {
    const real = seal(text)
    return {
      ...real.toJSON().$secret,
      toJSON: () => real.toJSON(),
      equals: () => {
        compared.count += 1
        return true
      },
    }
  }
  return Array.from({ length: count }, (_, index) =>
    agent(
      index === 0 ? 'main' : `agent-${index}`,
      Object.fromEntries(
        Array.from({ length: 50 }, (_, number) => [
          `anthropic:${number}`,
          anOauth({ access: counted(`a${number}`), refresh: counted(`r${number}`) }),
        ]),
      ),
    ),
  )
}

it('compares a number of secrets that grows with the profiles, and no faster', () => {
  const comparisons = [100, 200].map((count) => {
    const compared = { count: 0 }
    const stores = manyStores(count, compared)
    expect(shared.evaluate(facts(stores))).toHaveLength(count - 1)
    return compared.count
  })
  expect(comparisons[1]).toBeLessThanOrEqual(2.1 * (comparisons[0] ?? 0))
})
