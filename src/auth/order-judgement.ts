import type { Data, Evidence, Severity } from '../contract/index.js'
import { MAIN_AGENT } from './agent-id.js'
import { type AgentView, chooseFor, type StoreFile } from './agent-view.js'
import { noteOwner } from './blocked-profiles.js'
import { NO_LOGIN } from './claude-code/no-login.js'
import type { AuthConfig } from './config.js'
import { CLAUDE_CLI_PROFILE } from './credential.js'
import type { EnvKeys } from './env-keys.js'
import type { ExplicitOrder } from './explicit-order.js'
import { syncCauses } from './external-profiles.js'
import { ownerOf } from './held-profiles.js'
import { providersInUse } from './models.js'
import { fileOf } from './of-agent.js'
import { explainOrder } from './order.js'
import { droppingHelps, hiddenByOrder, idFault } from './order-faults.js'
import { byProvider } from './provider-id.js'
import { UNREAD_CONFIG } from './unread-config.js'

export interface OrderFinding {
  readonly messageId:
    | 'unknownId'
    | 'otherProvider'
    | 'repeated'
    | 'hidesUsable'
    | 'configHidesUsable'
    | 'firstExpired'
    | 'firstCooling'
    | 'shadowed'
  readonly subject: string
  readonly severity: Severity
  readonly data: Data
  readonly evidence: readonly Evidence[]
  readonly fixes?: readonly string[]
  readonly causedBy?: readonly string[]
}

type OrderFile = StoreFile & { readonly agent: { readonly storePath: string } }

/** What orders are judged by. `files` are those of every agent, `now` is Unix milliseconds. */
export interface OrderSurroundings {
  readonly files: readonly OrderFile[]
  readonly config: AuthConfig
  readonly configPath: string
  readonly env: EnvKeys
  readonly now: number
}

/** An order as it is told: under whom, with which data and evidence. */
interface Told extends OrderSurroundings {
  readonly order: ExplicitOrder
  readonly followers: readonly AgentView[]
  /** The agent whose store the order is in, `main`, or the first follower. */
  readonly reporter: AgentView
  readonly subject: string
  readonly data: Data & { readonly path: string }
  readonly evidence: readonly Evidence[]
}

const FIXES = ['auth/drop-dead-ids']

/**
 * Judges one order for the agents that go by it, at least one of them; says what holds for several of them once.
 */
export const judgeOrder = (
  order: ExplicitOrder,
  followers: readonly AgentView[],
  around: OrderSurroundings,
): readonly OrderFinding[] => {
  const isFirst = ({ file }: AgentView): boolean => file.agent.id === (order.owner ?? MAIN_AGENT)
  const reporter = followers.find(isFirst) ?? followers[0]
  if (reporter === undefined) return []
  const { provider, where, key } = order
  const agent = order.owner ?? reporter.file.agent.id
  const owner = fileOf(around.files, order.owner)
  const path = owner?.agent.storePath ?? around.configPath
  const told: Told = {
    ...around,
    order,
    reporter,
    followers: [reporter, ...followers.filter((view) => view !== reporter)],
    subject: `agent:${reporter.file.agent.id}/order:${provider}`,
    data: { agent, provider, where, key, path },
    evidence: [{ kind: 'file', path }],
  }
  const hiding = hidings(told)
  const first = hiding.some(({ subject }) => subject === told.subject) ? [] : firstChoice(told)
  return [...idFaults(told), ...hiding, ...first, ...shadowing(told)]
}

/**
 * Told by where it stands, whoever goes by it: once one order is mended, another may take its place, which may have the
 * same fault.
 */
const idFaults = ({ order, data, evidence }: Told): readonly OrderFinding[] =>
  [...new Set(order.ids)].flatMap((id): OrderFinding[] => {
    const holder = order.owner === null ? 'config' : `agent:${order.owner}`
    const place = `${holder}/order:${order.key}`
    const base = { subject: `${place}/${id}`, evidence, fixes: FIXES }
    const found = idFault(order, id)
    if (found?.fault === 'unknown') {
      const causedBy = [
        ...syncCauses(id, String(data.agent)),
        ...(id === CLAUDE_CLI_PROFILE ? NO_LOGIN : []),
        ...UNREAD_CONFIG,
      ]
      return [{ messageId: 'unknownId', severity: 'warning', data: { ...data, id }, ...base, causedBy }]
    }
    if (found !== null) {
      const other = { ...data, id, belongsTo: found.provider }
      return [{ messageId: 'otherProvider', severity: 'warning', data: other, ...base }]
    }
    return order.ids.indexOf(id) === order.ids.lastIndexOf(id)
      ? []
      : [{ messageId: 'repeated', severity: 'info', data: { ...data, id }, ...base }]
  })

/** Once for all agents from which the same profiles are hidden; worst where one of them is left with nothing. */
const hidings = (told: Told): readonly OrderFinding[] => {
  const { order, followers, env, now, data, evidence } = told
  const { provider, where } = order
  const groups = new Map<string, { readonly hidden: readonly string[]; readonly views: AgentView[] }>()
  for (const view of followers) {
    const hidden = hiddenByOrder(view, provider, now)
    const group = groups.get(JSON.stringify(hidden)) ?? { hidden, views: [] }
    group.views.push(view)
    groups.set(JSON.stringify(hidden), group)
  }
  return [...groups.values()].flatMap(({ hidden, views }): OrderFinding[] => {
    const follower = views[0]?.file.agent.id
    if (hidden.length === 0 || follower === undefined) return []
    const stops = views.some(
      (view) =>
        providersInUse(view.config).includes(provider) &&
        chooseFor(view, provider, env, now).via === 'nothing',
    )
    return [
      {
        messageId: where === 'store' ? 'hidesUsable' : 'configHidesUsable',
        subject: `agent:${follower}/order:${provider}`,
        severity: stops ? 'error' : 'warning',
        data: { ...data, follower, hidden },
        evidence,
        causedBy: [...UNREAD_CONFIG, ...order.ids.map((id) => `auth/mode-mismatch#config/profile:${id}`)],
        fixes: droppingHelps(order, follower, told) ? FIXES : [],
      },
    ]
  })
}

const firstChoice = (told: Told): readonly OrderFinding[] => {
  const { order, reporter, now, subject, data, evidence } = told
  const { provider } = order
  const id = order.ids.find((id) => idFault(order, id) === null)
  const { candidates } = explainOrder({ ...reporter, provider, now })
  const first = candidates.find((candidate) => candidate.id === id)
  if (first === undefined) return []
  const base = { subject, evidence }
  if (first.usable)
    return first.coolingUntil === null
      ? []
      : [
          {
            messageId: 'firstCooling',
            severity: 'info',
            data: { ...data, id: first.id, until: first.coolingUntil },
            ...base,
            causedBy: blockCauses(told, first.id),
          },
        ]
  const { why } = first
  if (why !== 'expired' && why !== 'blank') return []
  const check = why === 'expired' ? 'auth/expiry' : 'auth/store'
  const causedBy = [`${check}#agent:${expiryReporter(told, first.id)}/profile:${first.id}`]
  return [
    {
      messageId: 'firstExpired',
      severity: 'warning',
      data: { ...data, id: first.id, state: why },
      ...base,
      causedBy,
    },
  ]
}

/** The note on a profile is told under the agent whose store holds it, or under one that goes by it. */
const blockCauses = ({ reporter, followers }: Told, id: string): readonly string[] =>
  [...new Set([noteOwner(reporter, id), ...followers.map(({ file }) => file.agent.id)])].map(
    (agent) => `auth/cooldown#agent:${agent}/profile:${id}`,
  )

/** The agent under which what is wrong with a profile itself is told. */
const expiryReporter = ({ reporter, files }: Told, id: string): string => {
  const owner = ownerOf(reporter, id)
  const isSelected = fileOf(files, owner)?.agent.selected === true
  return isSelected ? owner : reporter.file.agent.id
}

const shadowing = (told: Told): readonly OrderFinding[] => {
  const { order, config, configPath, subject, data, evidence } = told
  const configured = byProvider(config.auth.order, order.provider)
  if (order.where === 'config' || configured === undefined) return []
  if (JSON.stringify([...new Set(order.ids)]) === JSON.stringify([...new Set(configured)])) return []
  return [
    {
      messageId: 'shadowed',
      subject,
      severity: 'warning',
      data: { ...data, order: order.ids, configured, configPath },
      evidence: [...evidence, { kind: 'file', path: configPath }],
    },
  ]
}
