import { describe, it } from 'vitest'
import check from '../../../checks/openclaw/shared-refresh-token.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { OpenclawDatabases } from '../../../src/auth/openclaw/database.js'
import { testCheck } from '../../../src/testing/index.js'
import { anAgent, anApiKey, anOauth, aStore, refreshText, secret, settingsFact } from '../facts.js'
import { aPlace, OLD_NODE, ofWork, readAs, SHARED, shared, WORK } from './openclaw-facts.js'

const facts = (stores: readonly AgentStore[], databases: OpenclawDatabases, agent: string | null = null) => ({
  place: aPlace(),
  databases,
  stores,
  settings: { ...settingsFact, agent },
})

const login = anOauth()
const another = anOauth({ refresh: secret(refreshText('b')) })
const blank = anOauth({ refresh: secret('') })
const google = anOauth({ provider: 'google-gemini-cli' })
const STORE = anAgent().storePath

testCheck(
  check,
  [
    {
      name: 'no OpenClaw is nothing to judge',
      facts: { ...facts([aStore({ a: login })], readAs([])), place: aPlace('none') },
      expect: { skip: true },
    },
    {
      name: 'a Node without SQLite is a skip',
      facts: facts([aStore({ a: login })], OLD_NODE),
      expect: { skip: true },
    },
    {
      name: 'a Clawdbot without a login is nothing to judge',
      facts: facts([aStore({ a: anApiKey() })], readAs([shared({ a: login })])),
      expect: { skip: true },
    },
    {
      name: 'two logins are two',
      facts: facts([aStore({ a: login })], readAs([shared({ a: another, b: anApiKey() })])),
      expect: [],
    },
    {
      name: 'blank tokens, and tokens that may be used again, are nobody else’s',
      facts: facts([aStore({ a: blank, b: google })], readAs([shared({ a: blank, b: google })])),
      expect: [],
    },
    {
      name: 'one login in both is a warning',
      facts: facts([aStore({ a: login })], readAs([shared({ x: another }), ofWork({ b: login })])),
      expect: [
        {
          messageId: 'shared',
          subject: 'agent:main/profile:a',
          severity: 'warning',
          data: { agent: 'main', profile: 'a', other: 'b', database: 'the database of agent work' },
          evidence: [
            { kind: 'file', path: STORE },
            { kind: 'file', path: WORK },
          ],
        },
      ],
    },
    {
      name: 'each profile of Clawdbot is told once, however many of OpenClaw are the same',
      facts: facts(
        [aStore({ a: login, b: another })],
        readAs([shared({ x: login, y: another }), ofWork({ z: login })]),
      ),
      expect: [
        { messageId: 'shared', subject: 'agent:main/profile:a' },
        { messageId: 'shared', subject: 'agent:main/profile:b' },
      ],
    },
    {
      name: 'a run about another agent leaves an agent out',
      facts: facts(
        [
          aStore({ a: login }, { agent: anAgent('main', { isMain: false, selected: false }) }),
          aStore({ a: another }, { agent: anAgent('home') }),
        ],
        readAs([shared({ x: login, y: another }), ofWork({ z: another })]),
        'home',
      ),
      expect: [
        {
          messageId: 'shared',
          subject: 'agent:home/profile:a',
          evidence: [
            { kind: 'file', path: anAgent('home').storePath },
            { kind: 'file', path: SHARED },
          ],
        },
      ],
    },
  ],
  { describe, it },
)
