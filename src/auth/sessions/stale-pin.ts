import type { AuthConfig } from '../config.js'
import { own } from '../mapping.js'
import { effectiveOrder } from '../order.js'
import { sameProvider } from '../provider-id.js'
import type { AuthStore } from '../store.js'
import {
  NO_PIN,
  type Pin,
  pinOf,
  type SessionEntry,
  type SessionPatch,
  sessionPatch,
} from './session-entry.js'

/** Why a pin cannot hold any longer. */
export type StaleReason = 'gone' | 'other-provider' | 'out-of-order'

export interface PinQuestion {
  /** The agent's effective store; it must be one that could be read. */
  readonly store: AuthStore
  readonly config: AuthConfig
  /** Of the model the session is on. */
  readonly provider: string
  /** Unix milliseconds. */
  readonly now: number
}

/**
 * Why a session's pin has to go, or null. An expired or cooling profile that is still in the order keeps its pin, as
 * does any profile of a provider that has nothing usable at all; where a pin of the gateway's own moves next is the
 * gateway's to decide.
 */
export const staleReason = ({ profile }: Pin, question: PinQuestion): StaleReason | null => {
  const credential = own(question.store.profiles, profile)
  if (credential === undefined) return 'gone'
  if (!sameProvider(credential.provider, question.provider)) return 'other-provider'
  const order = effectiveOrder(question)
  return order.length > 0 && !order.includes(profile) ? 'out-of-order' : null
}

export interface ClearedPin {
  readonly profile: string
  readonly reason: StaleReason
  readonly patch: SessionPatch
}

/** What clears a session's pin where it no longer holds; null where there is none, or it does. */
export const clearStalePin = (entry: SessionEntry, question: PinQuestion): ClearedPin | null => {
  const pin = pinOf(entry)
  const reason = pin === null ? null : staleReason(pin, question)
  if (pin === null || reason === null) return null
  return { profile: pin.profile, reason, patch: sessionPatch(entry, NO_PIN, question.now) }
}
