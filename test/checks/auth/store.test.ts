import { describe, expect, it } from 'vitest'
import store from '../../../checks/auth/store.js'
import { parseStore } from '../../../src/auth/parse-store.js'
import { createFakeSeal, testCheck } from '../../../src/testing/index.js'
import { anAgent, anApiKey, aStore } from '../facts.js'

const PATH = anAgent().storePath
const work = anAgent('work')
const denied = { state: 'denied' } as const
const unparseable = { state: 'unparseable', line: 3, column: 7, reason: 'a colon was expected' } as const

/** A store as its text is read, so that a case is about what a file says and not about codes. */
const written = (content: object, agent = anAgent()) => {
  const reading = parseStore(JSON.stringify({ version: 1, profiles: {}, ...content }), createFakeSeal())
  if (reading.state !== 'ok') throw new Error(reading.reason)
  return aStore({}, { agent, store: reading.store })
}
const key = 'k'.repeat(20)
const file = [{ kind: 'file', path: PATH }] as const

testCheck(
  store,
  [
    {
      name: 'a store without anything amiss passes',
      facts: { storeBackups: [], stores: [aStore({ 'anthropic:default': anApiKey() })] },
      expect: [],
    },
    {
      name: 'a store that is not there is only noted',
      facts: { storeBackups: [], stores: [aStore({}, { reading: { state: 'absent' } })] },
      expect: [
        {
          messageId: 'missing',
          subject: 'agent:main/store',
          severity: 'info',
          data: { agents: ['main'], path: PATH },
          evidence: file,
        },
      ],
    },
    {
      name: 'one for all agents that have none and inherit none',
      facts: {
        storeBackups: [],
        stores: [
          aStore({}, { agent: anAgent('main', { selected: false }), reading: { state: 'absent' } }),
          aStore({}, { agent: work, reading: { state: 'absent' } }),
          aStore({}, { agent: anAgent('home'), reading: { state: 'absent' } }),
        ],
      },
      expect: [
        { messageId: 'missing', subject: 'agent:work/store', data: { agents: ['work', 'home'], path: PATH } },
      ],
    },
    {
      name: 'an agent that inherits the main store misses none of its own',
      facts: {
        storeBackups: [],
        stores: [aStore(), aStore({}, { agent: work, reading: { state: 'absent' } })],
      },
      expect: [],
    },
    {
      name: 'one that is not JSON is named with its line and column',
      facts: { storeBackups: [], stores: [aStore({}, { reading: unparseable })] },
      expect: [
        {
          messageId: 'unparseable',
          subject: 'agent:main/store',
          severity: 'error',
          data: { agent: 'main', path: PATH, line: 3, column: 7, reason: 'a colon was expected' },
          evidence: [{ kind: 'file', path: PATH, line: 3, column: 7 }],
          causedBy: [],
        },
      ],
    },
    {
      name: 'JSON that is not a store is another fault',
      facts: {
        storeBackups: [],
        stores: [aStore({}, { reading: { state: 'wrong-shape', reason: 'it has no "profiles"' } })],
      },
      expect: [{ messageId: 'wrongShape', severity: 'error' }],
    },
    {
      name: 'one that may not be read follows from its owner, where that is another user',
      facts: { storeBackups: [], stores: [aStore({}, { reading: denied })] },
      expect: [
        {
          messageId: 'denied',
          severity: 'error',
          causedBy: ['auth/permissions#agent:main/owner', 'auth/permissions#agent:main/shut-out'],
        },
      ],
    },
    {
      name: 'a folder in its place',
      facts: { storeBackups: [], stores: [aStore({}, { reading: { state: 'folder' } })] },
      expect: [{ messageId: 'folder', severity: 'error' }],
    },
    {
      name: 'a link that leads nowhere is not taken for a missing store',
      facts: {
        storeBackups: [],
        stores: [aStore({}, { reading: { state: 'dangling-link', target: '/mnt/store.json' } })],
      },
      expect: [
        {
          messageId: 'danglingLink',
          severity: 'error',
          data: { agent: 'main', path: PATH, target: '/mnt/store.json' },
        },
      ],
    },
    {
      name: 'bytes that are not text',
      facts: { storeBackups: [], stores: [aStore({}, { reading: { state: 'not-text' } })] },
      expect: [{ messageId: 'notText', severity: 'error' }],
    },
    {
      name: 'a disk that fails',
      facts: { storeBackups: [], stores: [aStore({}, { reading: { state: 'failed', reason: 'EIO' } })] },
      expect: [{ messageId: 'readFailed', severity: 'error' }],
    },
    {
      name: 'all that makes Clawdbot ignore one profile is one finding',
      facts: { storeBackups: [], stores: [written({ profiles: { a: { type: 'key' }, b: 'text' } })] },
      expect: [
        {
          messageId: 'profileIgnored',
          subject: 'agent:main/profile:a',
          severity: 'warning',
          data: {
            agent: 'main',
            path: PATH,
            name: 'a',
            provider: 'a',
            at: ['profiles.a.type', 'profiles.a.provider'],
            fields: ['type', 'provider'],
          },
          evidence: file,
        },
        { messageId: 'profileIgnored', subject: 'agent:main/profile:b' },
      ],
    },
    {
      name: '`mode` in the place of `type`',
      facts: {
        storeBackups: [],
        stores: [written({ profiles: { 'zai:x': { mode: 'api_key', provider: 'zai', key } } })],
      },
      expect: [{ messageId: 'modeForType', subject: 'agent:main/profile:zai:x', severity: 'warning' }],
    },
    {
      name: '`apiKey` in the place of `key`',
      facts: {
        storeBackups: [],
        stores: [written({ profiles: { 'zai:x': { type: 'api_key', provider: 'zai', apiKey: key } } })],
      },
      expect: [{ messageId: 'apiKeyForKey', subject: 'agent:main/profile:zai:x', severity: 'warning' }],
    },
    {
      name: 'a profile without a secret, and an expiry that is no number',
      facts: {
        storeBackups: [],
        stores: [
          written({
            profiles: {
              'zai:x': { type: 'api_key', provider: 'z.ai' },
              'anthropic:y': { type: 'token', provider: 'anthropic', token: key, expires: 'soon' },
            },
          }),
        ],
      },
      expect: [
        {
          messageId: 'secretMissing',
          subject: 'agent:main/profile:zai:x',
          severity: 'warning',
          data: {
            agent: 'main',
            path: PATH,
            name: 'zai:x',
            provider: 'z.ai',
            at: ['profiles.zai:x.key'],
            fields: ['key'],
          },
        },
        {
          messageId: 'expiryNotANumber',
          subject: 'agent:main/profile:anthropic:y',
          severity: 'warning',
        },
      ],
    },
    {
      name: 'an unknown version',
      facts: { storeBackups: [], stores: [written({ version: 2 })] },
      expect: [{ messageId: 'versionUnknown', subject: 'agent:main/version', severity: 'warning' }],
    },
    {
      name: 'what is malformed in one order is one finding; in usage records it is only noted',
      facts: {
        storeBackups: [],
        stores: [
          written({ order: { zai: [1, 'zai:x', ''] }, usageStats: { 'zai:x': { lastUsed: 'today' } } }),
        ],
      },
      expect: [
        {
          messageId: 'orderMalformed',
          subject: 'agent:main/order:zai',
          severity: 'warning',
          data: {
            agent: 'main',
            path: PATH,
            name: 'zai',
            provider: 'zai',
            at: ['order.zai.0', 'order.zai.2'],
            fields: [],
          },
        },
        { messageId: 'usageMalformed', subject: 'agent:main/usage:zai:x', severity: 'info' },
      ],
    },
    {
      name: 'each agent is judged by its own file, and main also where it is only inherited from',
      facts: {
        storeBackups: [],
        stores: [
          aStore({}, { agent: anAgent('main', { selected: false }), reading: unparseable }),
          aStore({}, { agent: work, reading: denied }),
          aStore({}, { agent: anAgent('idle', { selected: false }), reading: denied }),
        ],
      },
      expect: [
        { messageId: 'unparseable', subject: 'agent:main/store' },
        { messageId: 'denied', subject: 'agent:work/store' },
      ],
    },
    {
      name: "an agent's own issues are not repeated under the agents that inherit",
      facts: { storeBackups: [], stores: [written({ version: 2 }), written({}, work)] },
      expect: [{ messageId: 'versionUnknown', subject: 'agent:main/version' }],
    },
  ],
  { describe, it },
)

it('shows no part of a secret in its findings', () => {
  const profiles = { a: { type: 'key', key }, b: { mode: 'api_key', apiKey: key, provider: 'zai' } }
  const findings = store.evaluate({ storeBackups: [], stores: [written({ profiles })] })
  expect(findings).toHaveLength(3)
  expect(JSON.stringify(findings)).not.toContain(key.slice(0, 4))
})
