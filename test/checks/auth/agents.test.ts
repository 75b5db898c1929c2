import { describe, it } from 'vitest'
import agentsCheck from '../../../checks/auth/agents.js'
import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { OAuthCredential } from '../../../src/auth/credential.js'
import { testCheck } from '../../../src/testing/index.js'
import {
  aConfig,
  anAgent,
  anApiKey,
  anOauth,
  aStore,
  aToken,
  clockFact,
  HOUR,
  NOW,
  secret,
} from '../facts.js'

const CLI = 'anthropic:claude-cli'
const ID = 'anthropic:default'
const listed = (...ids: readonly string[]) =>
  aConfig({ agents: ids.map((id) => ({ id, isDefault: id === 'main' })) })

const login = (name: string, over: Partial<OAuthCredential> = {}) =>
  anOauth({ access: secret(`access ${name}`), refresh: secret(`refresh ${name}`), ...over })
const older = (over: Partial<OAuthCredential> = {}) => login('old', { expires: NOW - HOUR, ...over })
const agent = (
  id: string,
  profiles: AgentStore['store']['profiles'] = {},
  over: Parameters<typeof aStore>[1] = {},
) => {
  const store = aStore(profiles, { agent: anAgent(id), ...over })
  return { ...store, file: store.file && { ...store.file, realPath: store.agent.storePath } }
}
const absent = { reading: { state: 'absent' }, folder: null } as const
const unlisted = (id: string) => ({ agent: anAgent(id, { configured: false }) })

const facts = (stores: readonly AgentStore[], config = listed('main', 'work')) => ({
  stores,
  config,
  clock: clockFact,
})
const stale = (id: string, ...profiles: readonly string[]) => ({
  messageId: 'staleCopies' as const,
  subject: `agent:${id}/store`,
  severity: 'warning' as const,
  data: { agent: id, profiles },
  evidence: [{ kind: 'file' as const, path: anAgent(id).storePath }],
  fixes: ['auth/drop-copies'],
})

testCheck(
  agentsCheck,
  [
    {
      name: 'nothing is judged while nobody can tell which agents there are',
      facts: facts([agent('main')], aConfig({}, { reading: { state: 'denied' } })),
      expect: { skip: true },
    },
    {
      name: 'agents with a store of their own, or with nothing in it, pass',
      facts: facts([
        agent('main', { [CLI]: login('a') }),
        agent('work', { [ID]: login('b'), k: anApiKey(), t: aToken() }),
        agent('home'),
      ]),
      expect: [],
    },
    {
      name: 'an earlier state of a synced login hides the inherited one',
      facts: facts([agent('main', { [CLI]: login('a') }), agent('work', { [CLI]: older() })]),
      expect: [stale('work', CLI)],
    },
    {
      name: 'of any other id only that of the same account is an earlier state',
      facts: facts([
        agent('main', {
          [ID]: login('a'),
          mail: login('b', { email: 'a@example.org' }),
          account: login('c', { accountId: '1' }),
          other: login('d', { email: 'a@example.org' }),
        }),
        agent('work', {
          [ID]: older(),
          mail: older({ email: 'a@example.org' }),
          account: older({ accountId: '1', email: 'a@example.org' }),
          other: older({ email: 'b@example.org' }),
        }),
      ]),
      expect: [stale('work', 'mail', 'account')],
    },
    ...(
      [
        ['a later state', { expires: NOW + 9 * HOUR }],
        ['one of no date on either side', {}, { expires: undefined }],
        ["another provider's", { provider: 'openai' }],
        ['the same refresh token', { ...older(), refresh: secret('refresh a') }],
      ] as const
    ).map(([name, over]) => ({
      name: `${name} is no older copy`,
      facts: facts([
        agent('main', { [CLI]: login('a') }),
        agent('work', { [CLI]: login('b', over as Partial<OAuthCredential>) }),
      ]),
      expect: [],
    })),
    {
      name: 'nothing is dropped in favour of what cannot renew itself',
      facts: facts([
        agent('main', { [CLI]: login('a', { refresh: secret(' ') }) }),
        agent('work', { [CLI]: older() }),
      ]),
      expect: [],
    },
    {
      name: 'an agent that is not looked at, or whose store or heritage could not be read, is left out',
      facts: facts([
        agent('main', {}, { reading: { state: 'denied' } }),
        agent('work', { [CLI]: older() }),
        agent('home', {}, { ...absent }),
        agent('away', {}, { agent: anAgent('away', { selected: false }), ...absent }),
      ]),
      expect: [],
    },
    {
      name: 'a configured agent without a folder inherits',
      facts: facts([agent('main', { [CLI]: login('a') }), agent('work', {}, absent)]),
      expect: [
        {
          messageId: 'inherits',
          subject: 'agent:work/folder',
          severity: 'info',
          data: { agent: 'work', path: anAgent('work').dir },
        },
      ],
    },
    {
      name: 'one that has nothing to inherit, nor anything else, is worse off',
      facts: facts([agent('main', {}, absent), agent('work', {}, absent)]),
      expect: [
        {
          messageId: 'nothingToInherit',
          subject: 'agent:work/folder',
          severity: 'warning',
          causedBy: ['auth/missing-provider', 'auth/store#agent:main/store'],
        },
      ],
    },
    {
      name: 'a key of the environment serves one that has nothing to inherit',
      facts: facts([agent('main'), agent('work', {}, absent)], {
        ...listed('main', 'work'),
        envKeys: { ANTHROPIC_API_KEY: secret('key') },
      }),
      expect: [{ messageId: 'nothingToInherit', severity: 'info' }],
    },
    {
      name: 'a folder that may not be looked at is not missing',
      facts: facts([
        agent('main', { [CLI]: login('a') }),
        agent('work', {}, { reading: { state: 'denied' }, folder: null }),
      ]),
      expect: [],
    },
    {
      name: 'a folder without an agent is told, and so are the credentials in it, but not compared',
      facts: facts([
        agent('main', { [CLI]: login('a') }),
        agent('gone', {}, unlisted('gone')),
        agent('lost', { [CLI]: older() }, unlisted('lost')),
      ]),
      expect: [
        { messageId: 'unconfigured', subject: 'agent:gone/folder', severity: 'info' },
        {
          messageId: 'forgotten',
          subject: 'agent:lost/folder',
          severity: 'info',
          evidence: [{ kind: 'file', path: anAgent('lost').storePath }],
        },
      ],
    },
    {
      name: 'where the config lists no agent, every folder is one',
      facts: facts([agent('main'), agent('work', {}, unlisted('work'))], aConfig()),
      expect: [],
    },
  ],
  { describe, it },
)
