import { own } from './mapping.js'
import { effectiveOrder, type OrderQuestion } from './order.js'
import type { Pin } from './sessions/session-entry.js'
import { staleReason } from './sessions/stale-pin.js'
import { coolingUntil } from './usability.js'

/**
 * What becomes of a session's pin. `pin-user`: nothing but this profile is tried; `pin-auto`: it is tried first;
 * `pin-cooling`: one of the gateway's own, given up while its profile cools down; `pin-unusable`: it stays, though
 * nothing can be used; the others: it is dropped.
 */
export type PinCode =
  | 'pin-user'
  | 'pin-auto'
  | 'pin-cooling'
  | 'pin-unusable'
  | 'pin-gone'
  | 'pin-other-provider'
  | 'pin-out-of-order'

export interface JudgedPin extends Pin {
  readonly code: PinCode
}

export const judgePin = (pin: Pin, question: OrderQuestion): JudgedPin => {
  const { store, now } = question
  const stale = staleReason(pin, question)
  if (stale !== null) return { ...pin, code: `pin-${stale}` }
  if (!effectiveOrder(question).includes(pin.profile)) return { ...pin, code: 'pin-unusable' }
  if (pin.source === 'user') return { ...pin, code: 'pin-user' }
  const cools =
    own(store.profiles, pin.profile) !== undefined && coolingUntil(store, pin.profile, now) !== null
  return { ...pin, code: cools ? 'pin-cooling' : 'pin-auto' }
}

/** Whether a pin keeps everything but its own profile from being tried. */
export const locks = (pin: JudgedPin | null): boolean =>
  pin?.source === 'user' && (pin.code === 'pin-user' || pin.code === 'pin-unusable')
