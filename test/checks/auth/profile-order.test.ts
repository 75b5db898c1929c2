import { describe, it } from 'vitest'
import profileOrder from '../../../checks/auth/profile-order.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import { NO_LOGIN } from '../../../src/auth/claude-code/no-login.js'
import type { Profiles } from '../../../src/auth/credential.js'
import { UNREAD_CONFIG } from '../../../src/auth/unread-config.js'
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
  HOUR,
  NOW,
  secret,
  usingProvider,
} from '../facts.js'

const facts = (stores: readonly AgentStore[], config = aConfig()) => ({ stores, config, clock: clockFact })

const ordered = (profiles: Profiles, ids: readonly string[], agent = anAgent()): AgentStore =>
  aStore(profiles, { agent, store: { order: { anthropic: ids } } })

const configured = (ids: readonly string[], more = {}) =>
  aConfig({ auth: { profiles: {}, order: { anthropic: ids } }, ...more })

const work = anAgent('work')
const STORE = anAgent().storePath
const CONFIG = aConfig().path
const spent = aToken({ expires: NOW - DAY })
const data = { agent: 'main', provider: 'anthropic', where: 'store', key: 'anthropic', path: STORE }
const FIXES = ['auth/drop-dead-ids']
const a = anApiKey()

testCheck(
  profileOrder,
  [
    { name: 'no order at all is nothing to judge', facts: facts([aStore({ a })]), expect: { skip: true } },
    {
      name: 'the order of an agent whose store could not be read is left out',
      facts: facts([{ ...ordered({ a }, ['gone']), reading: { state: 'denied' } }]),
      expect: { skip: true },
    },
    {
      name: 'the order of an agent that is not looked at is left out',
      facts: facts([aStore({ a }), ordered({}, ['gone'], anAgent('work', { selected: false }))]),
      expect: { skip: true },
    },
    {
      name: 'the id of a login that is copied from Claude Code may lack the sync, or the login',
      facts: facts([ordered({ a }, ['anthropic:claude-cli', 'a'])]),
      expect: [
        {
          messageId: 'unknownId',
          causedBy: ['auth/sync#agent:main/profile:anthropic:claude-cli', ...NO_LOGIN, ...UNREAD_CONFIG],
        },
      ],
    },
    {
      name: 'an order of usable profiles passes',
      facts: facts([ordered({ a, b: a }, ['b', 'a'])]),
      expect: [],
    },
    {
      name: 'an id that is not stored is named, with the sync that may bring it as its cause',
      facts: facts([ordered({ a }, ['gone', 'a'])]),
      expect: [
        {
          messageId: 'unknownId',
          subject: 'agent:main/order:anthropic/gone',
          severity: 'warning',
          data: { ...data, id: 'gone' },
          evidence: [{ kind: 'file', path: STORE }],
          fixes: FIXES,
          causedBy: UNREAD_CONFIG,
        },
      ],
    },
    {
      name: 'an id whose profile is stored in a wrong shape is not called gone',
      facts: facts([
        aStore(
          { a },
          {
            store: {
              order: { anthropic: ['b', 'a'] },
              issues: [{ code: 'profile-mode-for-type', at: ['profiles', 'b', 'mode'] }],
            },
          },
        ),
      ]),
      expect: [],
    },
    {
      name: 'an id of another provider is named with it, and the key keeps its spelling',
      facts: facts([
        aStore({ a, x: anApiKey({ provider: 'openai' }) }, { store: { order: { Anthropic: ['a', 'x'] } } }),
      ]),
      expect: [
        {
          messageId: 'otherProvider',
          subject: 'agent:main/order:Anthropic/x',
          severity: 'warning',
          data: { ...data, key: 'Anthropic', id: 'x', belongsTo: 'openai' },
          fixes: FIXES,
        },
      ],
    },
    {
      name: 'an id that is named three times is told once',
      facts: facts([ordered({ a, b: a }, ['a', 'b', 'a', 'a'])]),
      expect: [
        { messageId: 'repeated', subject: 'agent:main/order:anthropic/a', severity: 'info', fixes: FIXES },
      ],
    },
    {
      name: "a dead id in the config's order is told under the config, apart from the same one in a store",
      facts: facts([aStore({ a })], configured(['gone', 'a'])),
      expect: [{ messageId: 'unknownId', subject: 'config/order:anthropic/gone' }],
    },
    {
      name: 'the order of a provider that is not in use is judged too',
      facts: facts([ordered({ a }, ['gone', 'a'])], aConfig(usingProvider('openai'))),
      expect: [{ messageId: 'unknownId' }],
    },
    {
      name: 'an order of dead ids that hides what is usable is an error, and dropping them mends it',
      facts: facts([ordered({ a }, ['gone'])]),
      expect: [
        { messageId: 'unknownId' },
        {
          messageId: 'hidesUsable',
          subject: 'agent:main/order:anthropic',
          severity: 'error',
          data: { ...data, follower: 'main', hidden: ['a'] },
          fixes: FIXES,
        },
      ],
    },
    {
      name: 'dropping dead ids is not offered where what remains still hides the rest',
      facts: facts([ordered({ a, b: spent }, ['gone', 'b'])]),
      expect: [{ messageId: 'unknownId' }, { messageId: 'hidesUsable', severity: 'error', fixes: [] }],
    },
    {
      name: "dropping dead ids is not offered where the config's order would hide the rest then",
      facts: facts([ordered({ a, b: spent }, ['gone'])], configured(['b'])),
      expect: [
        { messageId: 'unknownId' },
        { messageId: 'hidesUsable', fixes: [] },
        { messageId: 'shadowed' },
      ],
    },
    {
      name: 'what an order does not name and the config contradicts is not hidden by the order',
      facts: facts(
        [ordered({ a, b: spent }, ['b'])],
        aConfig({ auth: { profiles: { a: { provider: 'anthropic', mode: 'oauth' } }, order: {} } }),
      ),
      expect: [{ messageId: 'firstExpired' }],
    },
    {
      name: 'hiding is a warning while the environment has a key',
      facts: facts([ordered({ a }, ['gone'])], aConfig({}, { envKeys: { ANTHROPIC_API_KEY: secret('k') } })),
      expect: [{ messageId: 'unknownId' }, { messageId: 'hidesUsable', severity: 'warning' }],
    },
    {
      name: 'hiding is a warning for a provider that is not in use',
      facts: facts([ordered({ a }, ['gone'])], aConfig(usingProvider('openai'))),
      expect: [{ messageId: 'unknownId' }, { messageId: 'hidesUsable', severity: 'warning' }],
    },
    {
      name: 'a listed login past its date without a refresh token leaves nothing usable',
      facts: facts([ordered({ a, b: anOauth({ refresh: null, expires: NOW - 1 }) }, ['b'])]),
      expect: [{ messageId: 'hidesUsable', severity: 'error' }],
    },
    {
      name: 'an order in the config that hides what is usable is mended in the config',
      facts: facts([aStore({ a, b: spent })], configured(['b'])),
      expect: [
        {
          messageId: 'configHidesUsable',
          severity: 'error',
          data: { ...data, where: 'config', path: CONFIG, follower: 'main', hidden: ['a'] },
          evidence: [{ kind: 'file', path: CONFIG }],
          fixes: [],
        },
      ],
    },
    {
      name: 'an order in the config that names only dead ids is mended by dropping them',
      facts: facts([aStore({ a })], configured(['gone'])),
      expect: [{ messageId: 'unknownId' }, { messageId: 'configHidesUsable', fixes: FIXES }],
    },
    {
      name: 'an expired first choice is a warning, and follows from its expiry',
      facts: facts([ordered({ a, b: spent }, ['gone', 'b', 'a'])]),
      expect: [
        { messageId: 'unknownId' },
        {
          messageId: 'firstExpired',
          subject: 'agent:main/order:anthropic',
          severity: 'warning',
          data: { ...data, id: 'b', state: 'expired' },
          causedBy: ['auth/expiry#agent:main/profile:b'],
        },
      ],
    },
    {
      name: 'a blank first choice is a warning',
      facts: facts([ordered({ a, b: aToken({ token: secret('') }) }, ['b', 'a'])]),
      expect: [
        {
          messageId: 'firstExpired',
          data: { ...data, id: 'b', state: 'blank' },
          causedBy: ['auth/store#agent:main/profile:b'],
        },
      ],
    },
    {
      name: 'an expired choice further down is not told',
      facts: facts([ordered({ a, b: spent }, ['a', 'b'])]),
      expect: [],
    },
    {
      name: 'a first choice in cooldown is only noted',
      facts: facts([
        aStore(
          { a, b: a },
          { store: { order: { anthropic: ['b', 'a'] }, usageStats: { b: { cooldownUntil: NOW + HOUR } } } },
        ),
      ]),
      expect: [
        {
          messageId: 'firstCooling',
          severity: 'info',
          data: { ...data, id: 'b', until: NOW + HOUR },
          causedBy: ['auth/cooldown#agent:main/profile:b'],
        },
      ],
    },
    {
      name: "a store's order that takes the place of another in the config is a warning",
      facts: facts([ordered({ a, b: a }, ['a', 'b'])], configured(['b', 'a'])),
      expect: [
        {
          messageId: 'shadowed',
          subject: 'agent:main/order:anthropic',
          severity: 'warning',
          data: { ...data, order: ['a', 'b'], configured: ['b', 'a'], configPath: CONFIG },
          evidence: [
            { kind: 'file', path: STORE },
            { kind: 'file', path: CONFIG },
          ],
        },
      ],
    },
    {
      name: "a store's order that is the same as the config's passes",
      facts: facts([ordered({ a, b: a }, ['a', 'b'])], configured(['a', 'b'])),
      expect: [],
    },
    {
      name: 'a note of the last good profile that is not stored is only noted',
      facts: facts([aStore({ a }, { store: { lastGood: { Anthropic: 'gone', openai: 'a' } } })]),
      expect: [
        {
          messageId: 'lastGoodGone',
          subject: 'agent:main/order:anthropic',
          severity: 'info',
          data: { agent: 'main', provider: 'anthropic', id: 'gone' },
          evidence: [{ kind: 'file', path: STORE }],
        },
      ],
    },
    {
      name: 'an inherited order and note are told once, at main',
      facts: facts([
        aStore({}, { agent: work }),
        aStore({ a }, { store: { order: { anthropic: ['gone', 'a'] }, lastGood: { anthropic: 'lost' } } }),
      ]),
      expect: [
        { messageId: 'unknownId', subject: 'agent:main/order:anthropic/gone' },
        { messageId: 'lastGoodGone', subject: 'agent:main/order:anthropic' },
      ],
    },
    {
      name: 'an inherited order is told under the inheriting agent where main is not looked at',
      facts: facts([
        { ...ordered({ a, b: spent }, ['gone', 'b', 'a']), agent: anAgent('main', { selected: false }) },
        aStore({}, { agent: work }),
      ]),
      expect: [
        { messageId: 'unknownId', subject: 'agent:main/order:anthropic/gone', data: { ...data, id: 'gone' } },
        {
          messageId: 'firstExpired',
          subject: 'agent:work/order:anthropic',
          causedBy: ['auth/expiry#agent:work/profile:b'],
        },
      ],
    },
    {
      name: 'an own order and an inherited one that name the same dead id are two findings, whoever is looked at',
      facts: facts([
        { ...ordered({ a }, ['gone', 'a']), agent: anAgent('main', { selected: false }) },
        ordered({}, ['gone'], work),
      ]),
      expect: [
        { messageId: 'unknownId', subject: 'agent:work/order:anthropic/gone' },
        { messageId: 'hidesUsable', subject: 'agent:work/order:anthropic' },
      ],
    },
    {
      name: "an agent's own order is told beside main's",
      facts: facts([ordered({ a }, ['gone', 'a']), ordered({}, ['lost', 'a'], work)]),
      expect: [
        { messageId: 'unknownId', subject: 'agent:main/order:anthropic/gone' },
        {
          messageId: 'unknownId',
          subject: 'agent:work/order:anthropic/lost',
          data: { ...data, agent: 'work', path: work.storePath, id: 'lost' },
        },
      ],
    },
    {
      name: 'an id that only one of the agents with the same order has is not dead',
      facts: facts([aStore({ a }), aStore({ b: a }, { agent: work })], configured(['b', 'a'])),
      expect: [],
    },
    {
      name: "an inherited order that hides an agent's own profile is told for that agent",
      facts: facts([ordered({ c: spent }, ['c']), aStore({ b: a }, { agent: work })]),
      expect: [
        {
          messageId: 'hidesUsable',
          subject: 'agent:work/order:anthropic',
          data: { ...data, follower: 'work', hidden: ['b'] },
        },
        { messageId: 'firstExpired', subject: 'agent:main/order:anthropic' },
      ],
    },
    {
      name: 'an inherited order that hides the same profiles from all agents is told once',
      facts: facts([ordered({ a, b: spent }, ['b']), aStore({}, { agent: work })]),
      expect: [{ messageId: 'hidesUsable', subject: 'agent:main/order:anthropic' }],
    },
  ],
  { describe, it },
)
