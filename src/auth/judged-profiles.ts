import type { WhyNot } from './candidate.js'
import { works } from './choice.js'
import { own } from './mapping.js'
import { explainOrder, type OrderExplanation, type OrderQuestion } from './order.js'

/** Why a profile would not be used. `cannot-refresh`: a login past its date, or without one, and no refresh token. */
export type Reason = WhyNot | 'not-listed' | 'cannot-refresh'

export interface JudgedProfile {
  readonly id: string
  /** Null where it would be used, now or when its cooldown ends. */
  readonly why: Reason | null
  /** Unix milliseconds; null where it is not in cooldown, or of no use anyway. */
  readonly coolingUntil: number | null
}

/** The candidates of a provider in the order in which they are tried, those of no use last. */
export const judgedProfiles = (
  question: OrderQuestion,
): OrderExplanation & { readonly profiles: readonly JudgedProfile[] } => {
  const { store, now } = question
  const explanation = explainOrder(question)
  return {
    ...explanation,
    profiles: explanation.candidates.map((candidate): JudgedProfile => {
      const { id } = candidate
      const credential = own(store.profiles, id)
      const couldBe = candidate.usable || (candidate.why === 'not-listed' && candidate.also === undefined)
      if (couldBe && (credential === undefined || !works(credential, now)))
        return { id, why: 'cannot-refresh', coolingUntil: null }
      return candidate.usable
        ? { id, why: null, coolingUntil: candidate.coolingUntil }
        : { id, why: candidate.why, coolingUntil: null }
    }),
  }
}
