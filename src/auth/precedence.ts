import type { Data, Evidence, Severity } from '../contract/index.js'
import type { AgentView, StoreFile } from './agent-view.js'
import { noteOwner } from './blocked-profiles.js'
import type { AuthConfig } from './config.js'
import { blankEnvKeys, type EnvKeys } from './env-keys.js'
import { type EnvSource, envConflicts } from './env-sources.js'
import { type Explanation, explain, type TraceEntry } from './explain.js'
import { ownerOf } from './held-profiles.js'
import { configForAgent, providersInUse } from './models.js'
import { REASON_WORDS } from './reason-words.js'
import { renewalCommand } from './renewal.js'
import { type Failing, type Takeover, takeover } from './takeover.js'
import { nameOf } from './trace-name.js'

type MessageId =
  | 'meteredNow'
  | 'meteredSoon'
  | 'meteredRefused'
  | 'meteredBehind'
  | 'shadowed'
  | 'disagree'
  | 'blankHides'
  | 'blankKey'

/** Something about what serves a provider, once for all agents of which the same can be said. */
export interface PrecedenceFinding {
  readonly messageId: MessageId
  readonly subject: string
  readonly severity: Severity
  readonly data: Data
  readonly evidence: readonly Evidence[]
  readonly causedBy?: readonly string[]
}

type PrecedenceFile = StoreFile & {
  readonly agent: { readonly storePath: string; readonly isDefault: boolean }
}
type View = AgentView<PrecedenceFile>

/** What it is judged by. `sources` are all places that set a variable, strongest first; times in Unix milliseconds. */
export interface PrecedenceQuestion {
  readonly views: readonly View[]
  /** Of every agent. */
  readonly files: readonly PrecedenceFile[]
  readonly config: AuthConfig
  readonly env: EnvKeys
  readonly sources: readonly EnvSource[]
  readonly now: number
  readonly warnWithinMs: number
  /** Whether the provider refused a profile that is told under one of these agents. */
  readonly isRefused: (profile: string, agents: readonly string[]) => boolean
}

type Told = Omit<PrecedenceFinding, 'subject' | 'data'> & {
  readonly noun: string
  readonly data: Data
  readonly view: View
}

/** For each provider that an agent uses: what takes the place of what, as `models auth explain` has it. */
export const judgePrecedence = (question: PrecedenceQuestion): readonly PrecedenceFinding[] => {
  const groups = new Map<string, Told & { readonly agents: readonly string[] }>()
  for (const view of question.views)
    for (const provider of providersInUse(view.config))
      for (const told of judge(view, provider, question)) {
        const { messageId, noun, data } = told
        const name = JSON.stringify([messageId, noun, data])
        const earlier = groups.get(name)
        groups.set(name, { ...(earlier ?? told), agents: [...(earlier?.agents ?? []), view.file.agent.id] })
      }
  return [...groups.values()].map(({ noun, view, agents, data, ...rest }) => {
    const asked = view.file.agent.isDefault ? '' : ` --agent ${view.file.agent.id}`
    return { ...rest, subject: `agent:${agents[0]}/${noun}`, data: { ...data, agents, asked } }
  })
}

const judge = (view: View, provider: string, question: PrecedenceQuestion): readonly Told[] => {
  const { config, env, now, warnWithinMs } = question
  const own = configForAgent(config, view.file.agent.id)
  const { store, file } = view
  const asked = { store, config: own, provider, now }
  const explanation = explain({ ...asked, modelKeys: file.modelKeys, env, pin: null })
  const isRefused = (profile: string): boolean => question.isRefused(profile, tellers(view, profile))
  const found = takeover({ ...asked, warnWithinMs, isRefused }, explanation)
  return [
    ...(found === null ? shadowedBy(view, explanation) : [ofTakeover(view, provider, found, question.files)]),
    ...ofVariables(view, explanation, question),
  ]
}

/** The agents under which what other checks find of a profile may be told. */
const tellers = (view: View, profile: string): readonly string[] => [
  ...new Set([ownerOf(view, profile), view.file.agent.id]),
]

const storeOf = (view: View, profile: string, files: readonly PrecedenceFile[]): readonly Evidence[] =>
  files
    .filter(({ agent }) => agent.id === ownerOf(view, profile))
    .map(({ agent }) => ({ kind: 'file', path: agent.storePath }))

const variable = (entry: TraceEntry): readonly Evidence[] =>
  entry.via === 'env' ? [{ kind: 'environment', name: entry.name }] : []

const ofTakeover = (
  view: View,
  provider: string,
  found: Takeover,
  files: readonly PrecedenceFile[],
): Told => {
  const { state, by } = found
  const noun = `provider:${provider}`
  const base = { provider, by: nameOf(by, provider) }
  if (state === 'behind')
    return {
      messageId: 'meteredBehind',
      severity: 'info',
      noun,
      view,
      data: { ...base, used: nameOf(found.used, provider) },
      evidence: variable(by),
    }
  const { profile } = found
  const from = (check: string): readonly string[] =>
    tellers(view, profile).map((agent) => `${check}#agent:${agent}/profile:${profile}`)
  const evidence = [...storeOf(view, profile, files), ...variable(by)]
  const warning = { severity: 'warning', noun, view, evidence } as const
  if (state === 'soon') {
    const data = { ...base, profile, expiresAt: found.expiresAt, command: renewalCommand(provider) }
    return { ...warning, messageId: 'meteredSoon', data, causedBy: from('auth/expiry!expiring') }
  }
  if (state === 'refused')
    return {
      ...warning,
      messageId: 'meteredRefused',
      data: { ...base, profile },
      causedBy: from('auth/verified'),
    }
  const { why } = found
  const causesOf = (failing: Failing): readonly string[] => {
    switch (failing) {
      case 'expired':
      case 'cannot-refresh':
        return from('auth/expiry!expired')
      case 'blank':
        return from('auth/store!secretMissing')
      case 'cooling':
        return [`auth/cooldown#agent:${noteOwner(view, profile)}/profile:${profile}`]
      default:
        return [`auth/mode-mismatch#config/profile:${profile}`]
    }
  }
  const reason = why === 'cooling' ? 'is left out after failures' : REASON_WORDS[why]
  return {
    ...warning,
    messageId: 'meteredNow',
    data: { ...base, profile, why, reason },
    causedBy: causesOf(why),
  }
}

/** What is set beside what is used, in another kind of place, and does nothing. */
const shadowedBy = (view: View, { provider, chosen, trace }: Explanation): readonly Told[] => {
  const idle = trace.filter(
    ({ via, verdict, code }) =>
      via !== 'profile' && verdict !== 'chosen' && (code === 'usable' || code === 'weaker'),
  )
  if (chosen === null || idle.length === 0) return []
  return [
    {
      messageId: 'shadowed',
      severity: 'info',
      noun: `provider:${provider}`,
      view,
      data: { provider, used: nameOf(chosen, provider), idle: idle.map((entry) => nameOf(entry, provider)) },
      evidence: idle.flatMap(variable),
    },
  ]
}

const ENVIRONMENT = 'the environment of this shell'

const ofVariables = (
  view: View,
  { provider, chosen }: Explanation,
  { sources, env }: PrecedenceQuestion,
): readonly Told[] => {
  const conflicts = envConflicts(provider, sources)
  const placed = ({ name, path }: EnvSource): Evidence =>
    path === null ? { kind: 'environment', name } : { kind: 'file', path }
  const told = conflicts.map(({ name, first, second }): Told => {
    const isBlank = first.secret.blank
    const isUsed = chosen?.via === 'env' && chosen.name === name
    return {
      messageId: isBlank ? 'blankHides' : 'disagree',
      severity: isBlank || isUsed ? 'warning' : 'info',
      noun: `variable:${name}`,
      view,
      data: {
        provider,
        name,
        first: first.path ?? ENVIRONMENT,
        second: second.path ?? ENVIRONMENT,
      },
      evidence: [placed(first), placed(second)],
    }
  })
  const names = blankEnvKeys(provider, env).filter((name) => !conflicts.some((each) => each.name === name))
  // Of one that nothing serves, auth/missing-provider says so.
  if (names.length === 0 || chosen === null) return told
  return [
    ...told,
    {
      messageId: 'blankKey',
      severity: 'info',
      noun: `provider:${provider}`,
      view,
      data: { provider, names },
      evidence: names.map((name) => ({ kind: 'environment', name })),
    },
  ]
}
