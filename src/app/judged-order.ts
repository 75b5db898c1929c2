import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../auth/agent-view.js'
import { judgedProfiles, type Reason } from '../auth/judged-profiles.js'
import { hiddenByOrder } from '../auth/order-faults.js'
import { REASON_WORDS } from '../auth/reason-words.js'
import type { PlannedSync } from './planned-sync.js'

/** One id of an order, and why it would not be used: null for both where it would. */
export interface OrderedProfile {
  readonly profileId: string
  readonly code: Reason | null
  /** In words that follow "it". */
  readonly why: string | null
}

export interface JudgedOrder {
  readonly profiles: readonly OrderedProfile[]
  /** False where the order leaves nothing that could be used. */
  readonly usable: boolean
  /** Where it leaves nothing usable: the profiles that could be used if it named them. */
  readonly hidden: readonly string[]
}

/** Judges these ids as the order of a view. What the sync would still bring counts as usable. */
export const judgedOrder = (
  view: AgentView<AgentStore>,
  provider: string,
  ids: readonly string[],
  now: number,
  planned: readonly PlannedSync[],
): JudgedOrder => {
  const { store, config } = view
  const judged = judgedProfiles({ store, config, provider, now }).profiles
  const profiles = ids.map((profileId): OrderedProfile => {
    const isPlanned = planned.some(({ profile }) => profile === profileId)
    const code = isPlanned ? null : (judged.find(({ id }) => id === profileId)?.why ?? null)
    return { profileId, code, why: code === null ? null : REASON_WORDS[code] }
  })
  const usable = profiles.some(({ code }) => code === null)
  return { profiles, usable, hidden: usable ? [] : hiddenByOrder(view, provider, now) }
}
