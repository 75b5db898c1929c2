import { describe, it } from 'vitest'
import sessionPins from '../../../checks/auth/session-pins.js'
import type { SessionsFile } from '../../../plugins/clawdbot/facts/sessions.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { PinnedSessions } from '../../../src/auth/sessions/pinned-sessions.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  clockFact,
  DAY,
  HOME,
  NOW,
  secret,
} from '../facts.js'

const STORE = anAgent().storePath
const PATH = `${HOME}/.clawdbot/agents/main/sessions/sessions.json`
const work = anAgent('work')
const FIXES = ['auth/clear-pin']

const pinned = (over: Partial<PinnedSessions> = {}): PinnedSessions => ({
  agent: 'main',
  profile: 'p',
  source: 'user',
  provider: 'anthropic',
  fields: ['authProfileOverride'],
  keys: ['agent:main:main'],
  ...over,
})

const file = (groups: readonly PinnedSessions[], over: Partial<SessionsFile> = {}): SessionsFile => ({
  path: PATH,
  agents: ['main'],
  reading: { state: 'ok', dialect: 'json', sha256: 's'.repeat(64), count: 9 },
  pinned: groups,
  ...over,
})

const facts = (stores: readonly AgentStore[], sessions: readonly SessionsFile[], config = aConfig()) => ({
  sessions,
  stores,
  config,
  clock: clockFact,
})

const a = anApiKey()
const spent = aToken({ expires: NOW - DAY })
const dead = anOauth({ refresh: null, expires: NOW - DAY })
const data = {
  agent: 'main',
  profile: 'p',
  providers: ['anthropic'],
  count: 1,
  sessions: ['agent:main:main'],
  path: PATH,
}
const subject = 'agent:main/pins:p'
const IN_FILE = { kind: 'file', path: PATH } as const
const IN_STORE = { kind: 'file', path: STORE } as const

testCheck(
  sessionPins,
  [
    {
      name: 'a config that cannot be read leaves nothing to judge',
      facts: facts([aStore()], [file([pinned()])], aConfig({}, { reading: { state: 'denied' } })),
      expect: { skip: true },
    },
    {
      name: 'without sessions there is nothing to judge',
      facts: facts([aStore()], []),
      expect: { skip: true },
    },
    { name: 'sessions without a pin pass', facts: facts([aStore()], [file([])]), expect: [] },
    {
      name: 'a pin to a usable profile passes',
      facts: facts([aStore({ p: a })], [file([pinned()])]),
      expect: [],
    },
    {
      name: 'a pin to a profile that cools down passes',
      facts: facts(
        [aStore({ p: a, b: a }, { store: { usageStats: { p: { cooldownUntil: NOW + 1 } } } })],
        [file([pinned()])],
      ),
      expect: [],
    },
    {
      name: 'a pin to a profile that is not stored is a warning with the fix',
      facts: facts([aStore({ a })], [file([pinned()])]),
      expect: [
        {
          messageId: 'gone',
          subject,
          severity: 'warning',
          data,
          evidence: [IN_FILE],
          fixes: FIXES,
          causedBy: ['auth/sync#agent:main/profile:p'],
        },
      ],
    },
    {
      name: "a pin to another provider's profile is told with both stores",
      facts: facts([aStore({ p: anApiKey({ provider: 'openai' }), a })], [file([pinned()])]),
      expect: [
        {
          messageId: 'otherProvider',
          subject,
          data,
          evidence: [IN_FILE, IN_STORE],
          fixes: FIXES,
          causedBy: [],
        },
      ],
    },
    {
      name: 'a pin to a profile that the order leaves out follows from the order, or from the config',
      facts: facts([aStore({ p: a, a }, { store: { order: { anthropic: ['a'] } } })], [file([pinned()])]),
      expect: [
        {
          messageId: 'outOfOrder',
          fixes: FIXES,
          causedBy: ['auth/mode-mismatch#config/profile:p', 'auth/profile-order#agent:main/order:anthropic'],
        },
      ],
    },
    {
      name: 'a pin to an expired token beside another profile follows from its expiry',
      facts: facts([aStore({ p: spent, a })], [file([pinned()])]),
      expect: [
        {
          messageId: 'expired',
          severity: 'warning',
          fixes: FIXES,
          causedBy: ['auth/expiry!expired#agent:main/profile:p'],
        },
      ],
    },
    {
      name: 'a pin of somebody to a login that cannot renew itself is an error: the gateway holds on to it',
      facts: facts([aStore({ p: dead, a })], [file([pinned()])]),
      expect: [{ messageId: 'expired', severity: 'error', fixes: FIXES }],
    },
    {
      name: 'a pin of the gateway to such a login is a warning',
      facts: facts([aStore({ p: dead, a })], [file([pinned({ source: 'auto' })])]),
      expect: [{ messageId: 'expired', severity: 'warning', fixes: FIXES }],
    },
    {
      name: 'a pin to an expired profile stays where nothing else would serve',
      facts: facts([aStore({ p: spent })], [file([pinned()])]),
      expect: [{ messageId: 'expired', fixes: [] }],
    },
    {
      name: 'a pin to an expired profile goes where the environment would serve',
      facts: facts(
        [aStore({ p: spent })],
        [file([pinned()])],
        aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('k') } }),
      ),
      expect: [{ messageId: 'expired', fixes: FIXES }],
    },
    {
      name: 'thousands of sessions are one finding, with a few names',
      facts: facts(
        [aStore({ a })],
        [
          file([
            pinned({ keys: Array.from({ length: 4000 }, (_, at) => `agent:main:${at}`) }),
            pinned({ source: 'auto', keys: ['agent:main:x'], provider: 'openai' }),
          ]),
        ],
      ),
      expect: [
        {
          messageId: 'gone',
          data: {
            ...data,
            providers: ['anthropic', 'openai'],
            count: 4001,
            sessions: [...[0, 1, 2, 3, 4].map((at) => `agent:main:${at}`), 'and 3996 more'],
          },
        },
      ],
    },
    {
      name: 'one profile may be at fault for some sessions and not for others',
      facts: facts(
        [aStore({ p: a, x: anApiKey({ provider: 'openai' }) })],
        [file([pinned(), pinned({ provider: 'openai', keys: ['agent:main:other'] })])],
      ),
      expect: [
        {
          messageId: 'otherProvider',
          data: { ...data, providers: ['openai'], sessions: ['agent:main:other'] },
        },
      ],
    },
    {
      name: 'each agent of a shared file has its own finding',
      facts: facts(
        [aStore({ p: a }), aStore({}, { agent: work, store: { order: { anthropic: ['b'] } } })],
        [
          file([pinned(), pinned({ agent: 'work', profile: 'q', keys: ['agent:work:main'] })], {
            agents: ['main', 'work'],
          }),
        ],
      ),
      expect: [{ messageId: 'gone', subject: 'agent:work/pins:q' }],
    },
    {
      name: 'an inherited profile may be told under either agent',
      facts: facts(
        [aStore({ p: spent, a }), aStore({}, { agent: work })],
        [file([pinned({ agent: 'work' })], { agents: ['work'] })],
      ),
      expect: [
        {
          messageId: 'expired',
          evidence: [IN_FILE, IN_STORE],
          causedBy: ['auth/expiry!expired#agent:main/profile:p', 'auth/expiry!expired#agent:work/profile:p'],
        },
      ],
    },
    {
      name: 'a session of another agent in an agent’s own file is none of anyone’s',
      facts: facts([aStore({ a })], [file([pinned({ agent: 'work' })])]),
      expect: [],
    },
    {
      name: 'agents that are not looked at, and those whose store is not known, are left out',
      facts: facts(
        [
          aStore({}, { reading: { state: 'denied' } }),
          aStore({}, { agent: anAgent('work', { selected: false }) }),
        ],
        [
          file([pinned()]),
          file([pinned({ agent: 'work' })], { path: '/w', agents: ['work'], reading: { state: 'denied' } }),
        ],
      ),
      expect: [],
    },
    {
      name: 'a file that is no JSON is told with its place, for all agents of it',
      facts: facts(
        [aStore()],
        [
          file([], {
            agents: ['main', 'work'],
            reading: { state: 'unparseable', line: 2, column: 3, reason: 'it ends too early' },
          }),
        ],
      ),
      expect: [
        {
          messageId: 'unreadable',
          subject: 'agent:main/sessions',
          severity: 'warning',
          data: { agents: ['main', 'work'], path: PATH, reason: 'it ends too early' },
          evidence: [{ kind: 'file', path: PATH, line: 2, column: 3 }],
        },
      ],
    },
    ...(
      [
        ['denied', 'this user may not'],
        ['folder', 'it is a folder'],
        ['not-text', 'it is no text'],
        ['wrong-shape', 'it is no object of sessions'],
      ] as const
    ).map(([state, reason]) => ({
      name: `a file that cannot be read since ${reason} is told so`,
      facts: facts([aStore()], [file([], { reading: { state } })]),
      expect: [{ messageId: 'unreadable' as const, data: { agents: ['main'], path: PATH, reason } }],
    })),
  ],
  { describe, it },
)
