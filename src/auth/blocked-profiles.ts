import { MAIN_AGENT } from './agent-id.js'
import type { AgentView, StoreFile } from './agent-view.js'
import { failureReasons, hasOutlivedCause } from './block-cause.js'
import { works } from './choice.js'
import type { Credential } from './credential.js'
import { own } from './mapping.js'
import { providersInUse } from './models.js'
import { explainOrder, type OrderExplanation } from './order.js'
import { normalizeProviderId } from './provider-id.js'
import { type Unusable, unusability } from './usability.js'

/** A stored profile that Clawdbot leaves alone for now, and every agent that goes by the note of it. */
export interface BlockedProfile<F extends StoreFile = StoreFile> extends Unusable {
  readonly id: string
  readonly credential: Credential
  /** Normalised. */
  readonly provider: string
  /** The agent whose own store holds the note, which need not be the one that holds the profile. */
  readonly owner: string
  /** The agent to tell it under. */
  readonly reporter: string
  readonly views: readonly AgentView<F>[]
  readonly reasons: readonly string[]
  /** Unix milliseconds; null where it was not noted. */
  readonly failedAt: number | null
  /** What it failed of is gone. */
  readonly outlived: boolean
  /** Some agent would try it before all others of a provider in use. */
  readonly isFirst: boolean
}

/** The agent whose store holds the note on a profile that a view goes by. */
export const noteOwner = ({ file }: AgentView, id: string): string =>
  own(file.store.usageStats, id) === undefined ? MAIN_AGENT : file.agent.id

/** Each once, however many agents go by the same note. */
export const blockedProfiles = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  now: number,
): readonly BlockedProfile<F>[] => {
  const blocked = new Map<string, BlockedProfile<F>>()
  for (const view of views)
    for (const [id, credential] of Object.entries(view.store.profiles)) {
      const stats = own(view.store.usageStats, id)
      const unusable = unusability(stats, now)
      if (stats === undefined || unusable === null) continue
      const owner = noteOwner(view, id)
      const name = JSON.stringify([owner, id])
      const earlier = blocked.get(name)
      const sharing = [...(earlier?.views ?? []), view]
      const ids = sharing.map(({ file }) => file.agent.id)
      const provider = normalizeProviderId(credential.provider)
      blocked.set(name, {
        ...unusable,
        id,
        credential,
        provider,
        owner,
        reporter: ids.find((agent) => agent === owner) ?? ids[0] ?? owner,
        views: sharing,
        reasons: failureReasons(stats, now),
        failedAt: stats.lastFailureAt ?? null,
        outlived: hasOutlivedCause(id, credential, stats, now),
        isFirst: earlier?.isFirst === true || isFirstChoice(view, provider, id, now),
      })
    }
  return [...blocked.values()]
}

const isFirstChoice = (view: AgentView, provider: string, id: string, now: number): boolean => {
  if (!providersInUse(view.config).includes(provider)) return false
  const store = { ...view.store, usageStats: withoutBlocks(view.store.usageStats) }
  return usable(explainOrder({ store, config: view.config, provider, now }))[0]?.id === id
}

type Stats = AgentView['store']['usageStats']

const withoutBlocks = (stats: Stats): Stats =>
  Object.fromEntries(
    Object.entries(stats).map(([id, { lastUsed }]) => [id, lastUsed === undefined ? {} : { lastUsed }]),
  )

const usable = ({ candidates }: OrderExplanation) => candidates.filter(({ usable }) => usable)

/** Agents that have profiles for a provider in use, all of them blocked. A key elsewhere is not tried then. */
export interface NothingLeft<F extends StoreFile = StoreFile> {
  readonly provider: string
  readonly views: readonly AgentView<F>[]
  /** The one whose block ends soonest first. */
  readonly ids: readonly string[]
  /** When the first block ends, in Unix milliseconds. */
  readonly until: number
}

export const nothingLeft = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  now: number,
): readonly NothingLeft<F>[] => {
  const found = new Map<string, NothingLeft<F>>()
  for (const view of views)
    for (const provider of providersInUse(view.config)) {
      const { store, config } = view
      const able = explainOrder({ store, config, provider, now }).candidates.flatMap((candidate) => {
        const credential = own(store.profiles, candidate.id)
        const isAble = candidate.usable && credential !== undefined && works(credential, now)
        return isAble ? [{ id: candidate.id, until: candidate.coolingUntil }] : []
      })
      const cooling = able.flatMap(({ id, until }) => (until === null ? [] : [{ id, until }]))
      const [first] = cooling
      if (first === undefined || cooling.length < able.length) continue
      const name = JSON.stringify([provider, cooling])
      const sharing = [...(found.get(name)?.views ?? []), view]
      const ids = cooling.map(({ id }) => id)
      found.set(name, { provider, views: sharing, ids, until: first.until })
    }
  return [...found.values()]
}
