import { config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { MAIN_AGENT } from '../../src/auth/agent-id.js'
import { agentViews, chooseFor } from '../../src/auth/agent-view.js'
import { firstFew } from '../../src/auth/copies/first-few.js'
import { ownCopies } from '../../src/auth/copies/own-copies.js'
import { providersInUse } from '../../src/auth/models.js'
import { fileOf } from '../../src/auth/of-agent.js'
import {
  defineCheck,
  type Finding,
  type Messages,
  type Severity,
  type Values,
} from '../../src/contract/index.js'

const messages = {
  staleCopies: {
    what: "Agent {{agent}} has older copies of the main agent's logins in its own store: {{profiles|list}}.",
    why: 'What is in its own store goes first, and the refresh token of an older copy has been used up: the agent is logged out when it has to renew it.',
    next: 'Run `{{cli}} doctor --fix`, and agree to drop the copies.',
  },
  inherits: {
    what: 'Agent {{agent}} is configured and has no folder yet ({{path|path}}).',
    why: "It uses the main agent's credentials. The gateway makes the folder when it needs it.",
  },
  nothingToInherit: {
    what: 'Agent {{agent}} is configured, has no folder ({{path|path}}), and the main agent has no credential for it to inherit.',
    why: 'It can use keys from the environment or the config, and nothing else.',
    next: 'If its credentials are elsewhere, set `agentDir` of {{agent}} in {{configPath|path}}; else log in for the main agent.',
  },
  unconfigured: {
    what: 'There is a folder for agent {{agent}}, which the config does not list: {{path|path}}.',
    why: 'Whatever is set up in it is not used by any agent of the config.',
    next: 'Add {{agent}} to `agents.list` in {{configPath|path}}, or move the folder away.',
  },
  forgotten: {
    what: 'Agent {{agent}} is not in the config, and its folder holds credentials: {{profiles|list}}.',
    why: 'No agent of the config uses them. They are one more place to steal them from, or they are missed where they belong.',
    next: 'Add {{agent}} to `agents.list` in {{configPath|path}}, or move {{path|path}} away.',
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { stores, config, clock }
type Facts = Values<typeof needs>

const isKnown = ({ reading }: AgentStore): boolean => reading.state === 'ok' || reading.state === 'absent'

export default defineCheck({
  id: 'auth/agents',
  title: 'Every agent of the config, and no other, has credentials of its own or inherits them',
  docsUrl: 'docs/checks/auth/agents.md',
  severity: 'warning',
  tags: ['auth', 'agents'],
  needs,
  messages,
  applies: ({ config: { reading } }) =>
    reading.state === 'ok' || reading.state === 'absent'
      ? true
      : { skip: 'the config could not be read, so nobody can tell which agents there are' },
  evaluate: (facts) => {
    const { stores, config } = facts
    const main = stores.find(({ agent }) => agent.isMain)
    // Without a list, every agent with a folder is one that the gateway knows.
    const isListed = config.config.agents.length > 0
    return stores
      .filter(({ agent }) => agent.selected && !agent.isMain)
      .flatMap((file): readonly Found[] => {
        const { agent } = file
        if (agent.configured && file.folder === null) return missing(file, main, facts)
        if (!agent.configured && isListed) return unlisted(file, config.path)
        const stale = ownCopies(file, main).filter(({ state }) => state === 'older')
        if (stale.length === 0) return []
        const data = { profiles: stale.map(({ id }) => id) }
        return [{ ...found(file, 'staleCopies', 'warning', 'store', data), fixes: ['auth/drop-copies'] }]
      })
  },
})

/** One whose folder may not be looked at is left to `auth/permissions`. */
const missing = (file: AgentStore, main: AgentStore | undefined, facts: Facts): readonly Found[] => {
  if (file.reading.state !== 'absent' || main === undefined || !isKnown(main)) return []
  const { dir: path } = file.agent
  const hasNothing = Object.keys(main.store.profiles).length === 0
  const place = { ...found(file, 'inherits', 'info', 'folder', { path }), evidence: [] }
  if (!hasNothing) return [place]
  const data = { ...place.data, configPath: facts.config.path }
  return [
    {
      ...place,
      messageId: 'nothingToInherit',
      severity: lacksWhatItUses(file, facts) ? 'warning' : 'info',
      data,
      causedBy: ['auth/missing-provider', 'auth/store#agent:main/store'],
    },
  ]
}

/** Keys of the environment and the config serve an agent that has no profile. */
const lacksWhatItUses = (file: AgentStore, { stores, config, clock }: Facts): boolean =>
  agentViews(
    [...new Set([fileOf(stores, MAIN_AGENT), file])].filter((each) => each !== undefined),
    config.config,
  )
    .filter((view) => view.file === file)
    .some((view) =>
      providersInUse(view.config).some(
        (provider) => chooseFor(view, provider, config.envKeys, clock.now).via === 'nothing',
      ),
    )

const unlisted = (file: AgentStore, configPath: string): readonly Found[] => {
  const { dir: path } = file.agent
  const profiles = Object.keys(file.store.profiles)
  const data = { path, configPath, profiles: firstFew(profiles).words }
  const evidence = [{ kind: 'file', path } as const]
  if (profiles.length > 0) return [found(file, 'forgotten', 'info', 'folder', data)]
  return [{ ...found(file, 'unconfigured', 'info', 'folder', data), evidence }]
}

const found = (
  { agent }: AgentStore,
  messageId: Found['messageId'],
  severity: Severity,
  noun: string,
  data: Found['data'],
): Found => ({
  messageId,
  subject: `agent:${agent.id}/${noun}`,
  severity,
  data: { agent: agent.id, ...data },
  evidence: [{ kind: 'file', path: agent.storePath }],
})
