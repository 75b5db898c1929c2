import { config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { clock } from '../../plugins/host/facts.js'
import { type AgentView, knownViews } from '../../src/auth/agent-view.js'
import { causesOfBlock } from '../../src/auth/block-causes.js'
import {
  type BlockedProfile,
  blockedProfiles,
  type NothingLeft,
  noteOwner,
  nothingLeft,
} from '../../src/auth/blocked-profiles.js'
import {
  defineCheck,
  type Evidence,
  type Finding,
  type Messages,
  type Values,
} from '../../src/contract/index.js'

const CLEAR = '`{{cli}} models auth clear-cooldown "{{profile}}" --agent {{agent}}`'
const PASSED_OVER = 'Until then the bot passes it over.'

const messages = {
  nothingLeft: {
    what: 'No profile of {{provider}} may be used by agent{{agents|plural}} {{agents|list}} for now: {{profiles|list}}.',
    why: 'Until {{until|time}} every request to {{provider}} ends without an answer, even where there is a key besides.',
    next: `Wait until then; or mend what they failed of, and run ${CLEAR}.`,
  },
  outlived: {
    what: 'The profile {{profile}} of agent {{agent}} is left out until {{until|time}}, for a failure {{failedAgo|duration}} ago; the token it has now is newer.',
    why: 'What it failed of is gone, and the bot passes it over all the same.',
    next: `Run ${CLEAR}.`,
  },
  billing: {
    what: 'The profile {{profile}} of agent {{agent}} is disabled until {{until|time}}: {{provider}} refused it for lack of credit.',
    why: `${PASSED_OVER} To clear that while there is no credit only brings the next refusal.`,
    next: `Add credit, or see to the plan, in your account at {{provider}}; then run ${CLEAR}.`,
  },
  disabled: {
    what: 'The profile {{profile}} of agent {{agent}} is disabled until {{until|time}} (reason: {{reasons|list}}).',
    why: PASSED_OVER,
    next: `Mend what it failed of, then run ${CLEAR}; or wait until then.`,
  },
  cooldown: {
    what: 'The profile {{profile}} of agent {{agent}} is in cooldown until {{until|time}} (reason: {{reasons|list}}).',
    why: PASSED_OVER,
    next: `Wait until then; or mend what it failed of, and run ${CLEAR}.`,
  },
} satisfies Messages

type Found = Finding<typeof messages>

const needs = { stores, config, clock }

export default defineCheck({
  id: 'auth/cooldown',
  title: 'No profile is left out for failures',
  docsUrl: 'docs/checks/auth/cooldown.md',
  severity: 'warning',
  tags: ['auth'],
  needs,
  messages,
  volatile: ['until', 'failedAt', 'failedAgo'],
  applies: (facts) =>
    viewsOf(facts).some(({ store }) => Object.keys(store.profiles).length > 0)
      ? true
      : { skip: 'no agent has a profile that could be in cooldown' },
  evaluate: (facts) => {
    const { stores, clock } = facts
    const views = viewsOf(facts)
    const blocked = blockedProfiles(views, clock.now)
    return [
      ...nothingLeft(views, clock.now).map((each) => nothingFound(each, blocked, stores)),
      ...blocked.map((each) => blockFound(each, stores, clock.now)),
    ]
  },
})

const viewsOf = ({ stores, config }: Pick<Values<typeof needs>, 'stores' | 'config'>) =>
  knownViews(stores, config.config)

const subjectOf = ({ reporter, id }: BlockedProfile): string => `agent:${reporter}/profile:${id}`

const storesOf = (stores: readonly AgentStore[], owners: readonly string[]): readonly Evidence[] =>
  stores
    .filter(({ agent }) => owners.includes(agent.id))
    .map(({ agent }) => ({ kind: 'file', path: agent.storePath }))

const nothingFound = (
  { provider, views, ids, until }: NothingLeft<AgentStore>,
  blocked: readonly BlockedProfile[],
  stores: readonly AgentStore[],
): Found => {
  const agents = views.map(({ file }) => file.agent.id)
  const isOne = ({ id, views: sharing }: BlockedProfile): boolean =>
    ids.includes(id) && sharing.some((view) => agents.includes(view.file.agent.id))
  const owners = views.flatMap((view: AgentView) => ids.map((id) => noteOwner(view, id)))
  return {
    messageId: 'nothingLeft',
    subject: `agent:${agents[0]}/provider:${provider}`,
    severity: 'error',
    data: { provider, agents, profiles: ids, until, profile: ids[0] ?? '', agent: agents[0] ?? '' },
    evidence: storesOf(stores, owners),
    causedBy: blocked.filter(isOne).map((each) => `auth/cooldown!${messageIdOf(each)}#${subjectOf(each)}`),
  }
}

const blockFound = (each: BlockedProfile, stores: readonly AgentStore[], now: number): Found => {
  const { id, provider, owner, until, reasons, failedAt, outlived, isFirst } = each
  return {
    messageId: messageIdOf(each),
    subject: subjectOf(each),
    severity: outlived || isFirst ? 'warning' : 'info',
    data: {
      profile: id,
      agent: owner,
      provider,
      until,
      reasons,
      ...(failedAt === null ? {} : { failedAt, failedAgo: now - failedAt }),
    },
    evidence: storesOf(stores, [owner]),
    fixes: outlived ? ['auth/clear-cooldown'] : [],
    causedBy: causesOfBlock(each),
  }
}

const messageIdOf = ({ outlived, kind, reasons }: BlockedProfile): Found['messageId'] => {
  if (outlived) return 'outlived'
  if (kind === 'cooldown') return 'cooldown'
  return reasons[0] === 'billing' ? 'billing' : 'disabled'
}
