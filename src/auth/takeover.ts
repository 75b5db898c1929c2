import { billingOfProfile } from './billing.js'
import type { Explanation, ProfileEntry, TraceEntry } from './explain.js'
import { own } from './mapping.js'
import { type OrderQuestion, TYPE_RANK } from './order.js'
import { byProvider } from './provider-id.js'

/** Why a subscription is passed over although it should be used. */
const FAILING = ['expired', 'blank', 'cannot-refresh', 'config-mode', 'config-provider', 'cooling'] as const
export type Failing = (typeof FAILING)[number]

/** How what is paid for by use stands to a subscription of the same provider. */
export type Takeover =
  /** It is used in the place of `profile`. */
  | { readonly state: 'now'; readonly by: TraceEntry; readonly profile: string; readonly why: Failing }
  /** It will be, when `profile` ends. */
  | { readonly state: 'soon'; readonly by: TraceEntry; readonly profile: string; readonly expiresAt: number }
  /** It will be, since the provider refuses `profile`. */
  | { readonly state: 'refused'; readonly by: TraceEntry; readonly profile: string }
  /** It would be, should `used` fail. */
  | { readonly state: 'behind'; readonly by: TraceEntry; readonly used: TraceEntry }

export interface TakeoverQuestion extends Omit<OrderQuestion, 'preferred'> {
  readonly warnWithinMs: number
  /** Whether the provider refused a profile when it was asked. */
  readonly isRefused: (profile: string) => boolean
}

/** Null where no subscription is concerned, or nothing is there that is paid for by use. */
export const takeover = (question: TakeoverQuestion, explanation: Explanation): Takeover | null => {
  const { chosen, trace } = explanation
  if (chosen?.billing === 'metered') {
    const failing = failingBefore(question, explanation, chosen)
    return failing === undefined
      ? null
      : { state: 'now', by: chosen, profile: failing.profileId, why: failing.code as Failing }
  }
  const by = trace.find(({ verdict }) => verdict === 'next')
  if (chosen === null || by?.billing !== 'metered') return null
  if (chosen.via !== 'profile') return { state: 'behind', by, used: chosen }
  const { profileId: profile, expiresAt, refreshable } = chosen
  if (question.isRefused(profile)) return { state: 'refused', by, profile }
  const isEnding = !refreshable && expiresAt !== null && expiresAt - question.now <= question.warnWithinMs
  return isEnding ? { state: 'soon', by, profile, expiresAt } : { state: 'behind', by, used: chosen }
}

const failingBefore = (
  question: TakeoverQuestion,
  { trace }: Explanation,
  chosen: TraceEntry,
): ProfileEntry | undefined =>
  trace.find((entry): entry is ProfileEntry => {
    if (entry.via !== 'profile' || !FAILING.some((code) => code === entry.code)) return false
    const credential = own(question.store.profiles, entry.profileId)
    if (credential === undefined || billingOfProfile(credential) !== 'subscription') return false
    return chosen.via !== 'profile' || comesBefore(entry, chosen, question)
  })

/** By the order that was set, else by type: were nothing against it, it would be used. */
const comesBefore = (
  entry: ProfileEntry,
  chosen: ProfileEntry,
  { store, config, provider }: TakeoverQuestion,
): boolean => {
  const order = byProvider(store.order, provider) ?? byProvider(config.auth.order, provider)
  if (order !== undefined) {
    const at = order.indexOf(entry.profileId)
    return at !== -1 && at < order.indexOf(chosen.profileId)
  }
  return entry.type !== null && chosen.type !== null && TYPE_RANK[entry.type] < TYPE_RANK[chosen.type]
}
