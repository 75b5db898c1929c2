import { describe, it } from 'vitest'
import legacy from '../../../checks/auth/legacy.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { Credential } from '../../../src/auth/credential.js'
import type { LegacyFile } from '../../../src/auth/legacy/judge-legacy.js'
import { lockCauses } from '../../../src/auth/locks/lock-causes.js'
import { testCheck } from '../../../src/testing/index.js'
import { accessText, anAgent, anApiKey, anOauth, aStore, HOME, HOUR, NOW, secret } from '../facts.js'

const work = anAgent('work')
const absent = { reading: { state: 'absent' } } as const
const denied = { reading: { state: 'denied' } } as const
const DEFAULT = 'anthropic:default'

const holding = (
  credentials: Readonly<Record<string, Credential>>,
  odd: readonly string[] = [],
): LegacyFile['reading'] => ({
  state: 'ok',
  entries: Object.entries(credentials).map(([provider, credential]) => ({
    id: `${provider}:default`,
    credential,
    value: {},
  })),
  odd,
})

const aFile = (reading: LegacyFile['reading'], over: Partial<LegacyFile> = {}): LegacyFile => ({
  agent: 'main',
  name: 'auth.json',
  path: `${anAgent(over.agent).dir}/auth.json`,
  sha256: 'a'.repeat(64),
  reading,
  ...over,
})
const ofWork = (reading: LegacyFile['reading']) => aFile(reading, { agent: 'work' })
const shared = (reading: LegacyFile['reading']) => aFile(reading, { name: 'oauth.json', path: '/oauth.json' })

const facts = (stores: readonly AgentStore[], ...files: readonly LegacyFile[]) => ({
  stores,
  legacy: { files, stateDir: `${HOME}/.clawdbot`, otherFolders: [] as readonly string[] },
})

const key = (name: string) => anApiKey({ key: secret(`key ${name}`) })
const login = (name: string, expires = NOW + HOUR) =>
  anOauth({ access: secret(`access ${name}`), refresh: secret(`refresh ${name}`), expires })

const imported = (agent = 'main', name = 'auth.json', profiles = [DEFAULT]) => ({
  messageId: 'notImported' as const,
  subject: `agent:${agent}/file:${name}`,
  severity: 'warning' as const,
  fixes: ['auth/import-legacy'],
  causedBy: [`auth/permissions!readOnly#agent:${agent}/folder`, ...lockCauses(agent)],
  data: { agent, path: name === 'oauth.json' ? '/oauth.json' : `${anAgent(agent).dir}/auth.json`, profiles },
})
const leftover = (agent = 'main', name = 'auth.json') => ({
  messageId: 'leftover' as const,
  subject: `agent:${agent}/file:${name}`,
  severity: 'info' as const,
  fixes: ['auth/import-legacy'],
})
const differing = (agent = 'main', name = 'auth.json') => ({
  messageId: 'differing' as const,
  subject: `agent:${agent}/file:${name}`,
  severity: 'info' as const,
})

testCheck(
  legacy,
  [
    { name: 'no older file passes', facts: facts([aStore()]), expect: [] },
    {
      name: 'an older file with nothing in it passes',
      facts: facts([aStore()], aFile(holding({}))),
      expect: [],
    },
    {
      name: 'a credential that the store lacks is to be imported',
      facts: facts([aStore({ 'openai:default': key('b') })], aFile(holding({ anthropic: key('a') }))),
      expect: [imported()],
    },
    {
      name: 'one that waits for its first store is to be imported too',
      facts: facts([aStore({}, absent)], aFile(holding({ anthropic: key('a') }))),
      expect: [imported()],
    },
    {
      name: 'one whose secret is stored under whatever id is a leftover',
      facts: facts(
        [aStore({ 'anthropic:claude-cli': login('a') })],
        aFile(holding({ anthropic: { ...login('a'), access: secret(accessText('older')) } })),
      ),
      expect: [leftover()],
    },
    {
      name: 'a login of which the store has a later state is a leftover',
      facts: facts([aStore({ [DEFAULT]: login('b') })], aFile(holding({ anthropic: login('a', NOW) }))),
      expect: [leftover()],
    },
    {
      name: 'one that is later than what the store has under its id is neither imported nor removed',
      facts: facts([aStore({ [DEFAULT]: login('b', NOW) })], aFile(holding({ anthropic: login('a') }))),
      expect: [differing()],
    },
    {
      name: 'another key than the stored one is neither imported nor removed',
      facts: facts([aStore({ [DEFAULT]: key('b') })], aFile(holding({ anthropic: key('a') }))),
      expect: [{ ...differing() }],
    },
    {
      name: 'an id under which the store has something that Clawdbot ignores is taken',
      facts: facts(
        [
          aStore(
            {},
            { store: { issues: [{ code: 'profile-mode-for-type', at: ['profiles', DEFAULT, 'mode'] }] } },
          ),
        ],
        aFile(holding({ anthropic: key('a') })),
      ),
      expect: [differing()],
    },
    {
      name: 'what cannot be imported is named, after what can',
      facts: facts(
        [aStore()],
        aFile(holding({ anthropic: key('a') }, ['tokens'])),
        shared(holding({}, ['a', 'b'])),
      ),
      expect: [
        imported(),
        {
          messageId: 'notUnderstood',
          subject: 'agent:main/file:oauth.json',
          severity: 'info',
          data: { agent: 'main', path: '/oauth.json', names: ['a', 'b'] },
        },
      ],
    },
    {
      name: "what the main agent's own file brings is not imported from the shared one again",
      facts: facts(
        [aStore()],
        shared(holding({ anthropic: login('a') })),
        aFile(holding({ anthropic: login('a') })),
      ),
      expect: [imported(), leftover('main', 'oauth.json')],
    },
    {
      name: "the main agent's own file goes before the shared one where they differ",
      facts: facts(
        [aStore()],
        shared(holding({ anthropic: login('b'), openai: key('o') })),
        aFile(holding({ anthropic: key('a') })),
      ),
      expect: [imported(), imported('main', 'oauth.json', ['openai:default'])],
    },
    {
      name: "an agent's own file goes into its own store, before the main agent's",
      facts: facts(
        [aStore(), aStore({}, { agent: work, ...absent })],
        aFile(holding({ anthropic: key('a') })),
        ofWork(holding({ anthropic: key('b') })),
      ),
      expect: [imported('work'), imported()],
    },
    {
      name: 'what an agent inherits, or soon will, is never imported for it',
      facts: facts(
        [aStore({ 'openai:x': key('o') }), aStore({}, { agent: work })],
        aFile(holding({ anthropic: login('a') })),
        ofWork(holding({ anthropic: login('a'), openai: key('o') })),
      ),
      expect: [leftover('work'), imported()],
    },
    {
      name: 'another credential than the inherited one of its id is neither imported nor removed',
      facts: facts(
        [aStore({ [DEFAULT]: login('b') }), aStore({}, { agent: work })],
        ofWork(holding({ anthropic: login('a', NOW) })),
      ),
      expect: [differing('work')],
    },
    {
      name: "the main agent's files are judged where only an agent that inherits is looked at",
      facts: facts(
        [aStore({}, { agent: anAgent('main', { selected: false }) }), aStore({}, { agent: work })],
        aFile(holding({ anthropic: key('a') })),
      ),
      expect: [imported()],
    },
    {
      name: 'an agent that is not looked at, or whose store cannot be read, is left out',
      facts: facts(
        [
          aStore(),
          aStore({}, { agent: anAgent('work', { selected: false }) }),
          aStore({}, { agent: anAgent('home'), ...denied }),
        ],
        ofWork(holding({ anthropic: key('a') })),
        aFile(holding({ anthropic: key('a') }), { agent: 'home' }),
      ),
      expect: [],
    },
    {
      name: 'nobody is judged where the store that all inherit from cannot be read',
      facts: facts(
        [aStore({}, denied), aStore({}, { agent: work })],
        aFile(holding({ anthropic: key('a') })),
        ofWork(holding({ anthropic: key('a') })),
      ),
      expect: [],
    },
    {
      name: 'what is no JSON is shown at its line and column',
      facts: facts(
        [aStore()],
        aFile({ state: 'unparseable', line: 3, column: 7, reason: 'a key was expected' }),
      ),
      expect: [
        {
          messageId: 'unparseable',
          severity: 'warning',
          evidence: [{ kind: 'file', path: `${anAgent().dir}/auth.json`, line: 3, column: 7 }],
        },
      ],
    },
    {
      name: 'JSON of another layout is told',
      facts: facts([aStore()], shared({ state: 'wrong-shape', reason: 'it is not an object' })),
      expect: [{ messageId: 'wrongShape', severity: 'warning' }],
    },
    {
      name: 'a file that may not be read is told',
      facts: facts([aStore()], aFile({ state: 'denied' }, { sha256: null })),
      expect: [{ messageId: 'unreadable', severity: 'warning' }],
    },
    {
      name: 'a state folder of another name is noted',
      facts: {
        stores: [aStore()],
        legacy: { files: [], stateDir: `${HOME}/.clawdbot`, otherFolders: [`${HOME}/.moltbot`] },
      },
      expect: [
        {
          messageId: 'otherFolder',
          subject: 'folder:.moltbot',
          severity: 'info',
          data: { path: `${HOME}/.moltbot`, stateDir: `${HOME}/.clawdbot` },
          evidence: [{ kind: 'file', path: `${HOME}/.moltbot` }],
        },
      ],
    },
  ],
  { describe, it },
)
