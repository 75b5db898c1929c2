import { config } from '../../plugins/clawdbot/facts/config.js'
import { type SessionsFile, sessions } from '../../plugins/clawdbot/facts/sessions.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { agentViews } from '../../src/auth/agent-view.js'
import { ownerOf } from '../../src/auth/held-profiles.js'
import { fileOf } from '../../src/auth/of-agent.js'
import { type StalePins, stalePins } from '../../src/auth/sessions/stale-pins.js'
import { defineCheck, type Finding, type Messages } from '../../src/contract/index.js'

const CLEAR = 'Run `{{cli}} doctor --fix`: it takes the pins away, and the sessions go by the order again.'
const DROPPED = 'The bot drops the pin with the next message there, and goes on with another profile.'

const messages = {
  gone: {
    what: 'Agent {{agent}} has {{count}} session{{count|plural}} pinned to {{profile}}, which is not stored: {{sessions|list}}.',
    why: DROPPED,
    next: CLEAR,
  },
  otherProvider: {
    what: 'Agent {{agent}} has {{count}} session{{count|plural}} pinned to {{profile}}, which is not for {{providers|list}}, the provider of the model there: {{sessions|list}}.',
    why: DROPPED,
    next: CLEAR,
  },
  outOfOrder: {
    what: 'Agent {{agent}} has {{count}} session{{count|plural}} pinned to {{profile}}, which is passed over for {{providers|list}}: {{sessions|list}}.',
    why: DROPPED,
    next: CLEAR,
  },
  expired: {
    what: 'Agent {{agent}} has {{count}} session{{count|plural}} pinned to {{profile}}, which has expired and cannot renew itself: {{sessions|list}}.',
    why: 'A session that somebody has pinned tries nothing else, or its pin is dropped without a word.',
    next: 'Renew {{profile}}; or run `{{cli}} doctor --fix`, which takes the pins away where something else serves.',
  },
  unreadable: {
    what: 'The sessions of agent{{agents|plural}} {{agents|list}} could not be read: {{path|path}} ({{reason}}).',
    why: 'The bot takes such a file for an empty one, and writes over it.',
    next: 'Stop the bot, then mend {{path|path}}, or put a backup in its place.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

/** More would not help anyone who has to look at one. */
const MOST_SHOWN = 5

export default defineCheck({
  id: 'auth/session-pins',
  title: 'No session is pinned to a profile that cannot serve it',
  docsUrl: 'docs/checks/auth/session-pins.md',
  severity: 'warning',
  tags: ['auth', 'sessions'],
  needs: { sessions, stores, config, clock },
  messages,
  volatile: ['count', 'sessions', 'reason'],
  applies: ({ sessions, config: { reading } }) => {
    if (reading.state !== 'ok' && reading.state !== 'absent')
      return { skip: 'the config could not be read, so it is not known where sessions are and what they use' }
    return sessions.length > 0 ? true : { skip: 'no agent has sessions' }
  },
  evaluate: ({ sessions, stores, config: { config, envKeys }, clock: { now } }) => {
    const views = agentViews(stores, config)
    const selected = new Set(views.map(({ file }) => file.agent.id))
    return sessions.flatMap((file): Found[] => {
      if (!file.agents.some((agent) => selected.has(agent))) return []
      if (file.reading.state !== 'ok') return [unreadable(file)]
      const own = file.pinned.filter(({ agent }) => file.agents.includes(agent))
      return stalePins(own, views, envKeys, now).map((pins) => toFinding(pins, file, stores))
    })
  },
})

const unreadable = ({ path, agents, reading }: SessionsFile): Found => ({
  messageId: 'unreadable',
  subject: `agent:${agents[0]}/sessions`,
  data: { agents, path, reason: reasonOf(reading) },
  evidence: [
    reading.state === 'unparseable'
      ? { kind: 'file', path, line: reading.line, column: reading.column }
      : { kind: 'file', path },
  ],
})

const reasonOf = (reading: SessionsFile['reading']): string =>
  'reason' in reading ? reading.reason : (WORDS[reading.state] ?? reading.state.replaceAll('-', ' '))

const WORDS: Readonly<Record<string, string>> = {
  denied: 'this user may not',
  folder: 'it is a folder',
  'wrong-shape': 'it is no object of sessions',
  'not-text': 'it is no text',
  'dangling-link': 'it is a link to nothing',
}

const MESSAGE = {
  gone: 'gone',
  'other-provider': 'otherProvider',
  'out-of-order': 'outOfOrder',
  expired: 'expired',
} as const satisfies Record<StalePins['reason'], Found['messageId']>

const toFinding = (
  { view, profile, reason, providers, keys, stops, clears }: StalePins<AgentStore>,
  { path }: SessionsFile,
  stores: readonly AgentStore[],
): Found => {
  const agent = view.file.agent.id
  const more = keys.length - MOST_SHOWN
  const shown = more > 0 ? [...keys.slice(0, MOST_SHOWN), `and ${more} more`] : keys
  const owner = ownerOf(view, profile)
  const store = reason === 'gone' ? undefined : fileOf(stores, owner)
  return {
    messageId: MESSAGE[reason],
    subject: `agent:${agent}/pins:${profile}`,
    severity: stops ? 'error' : 'warning',
    data: { agent, profile, providers, count: keys.length, sessions: shown, path },
    evidence: [
      { kind: 'file', path },
      ...(store === undefined ? [] : [{ kind: 'file', path: store.agent.storePath } as const]),
    ],
    fixes: clears ? ['auth/clear-pin'] : [],
    causedBy: causesOf(reason, agent, owner, profile, providers),
  }
}

const causesOf = (
  reason: StalePins['reason'],
  agent: string,
  owner: string,
  profile: string,
  providers: readonly string[],
): readonly string[] => {
  const agents = [...new Set([owner, agent])]
  const ofProfile = (check: string): readonly string[] =>
    agents.map((each) => `${check}#agent:${each}/profile:${profile}`)
  if (reason === 'expired') return ofProfile('auth/expiry!expired')
  if (reason === 'gone') return ofProfile('auth/sync')
  if (reason === 'other-provider') return []
  return [
    `auth/mode-mismatch#config/profile:${profile}`,
    ...providers.flatMap((provider) =>
      agents.map((each) => `auth/profile-order#agent:${each}/order:${provider}`),
    ),
  ]
}
