import { modelLabel } from '../models.js'
import type { CurrentModel } from './current-model.js'
import {
  NO_MODEL,
  NO_PIN,
  type Overrides,
  type Pin,
  pinOf,
  type SessionEntry,
  type SessionPatch,
  sessionPatch,
} from './session-entry.js'
import { clearStalePin, type PinQuestion, type StaleReason } from './stale-pin.js'

export interface Settled {
  readonly patch: SessionPatch
  /** A sentence on each thing that was given up. */
  readonly notes: readonly string[]
  /** What is still pinned. */
  readonly pin: Pin | null
}

const STALE: Readonly<Record<StaleReason, string>> = {
  gone: 'it is not stored any more',
  'other-provider': 'it is for another provider than the model',
  'out-of-order': 'it is passed over for this provider',
}

/** What a session has to give up before anything else is asked of it. With its model goes the pin made for it. */
export const settleSession = (
  question: Omit<PinQuestion, 'provider'> & { readonly entry: SessionEntry },
  { ref, lapsed }: CurrentModel,
): Settled => {
  const { entry, now } = question
  const pin = pinOf(entry)
  if (lapsed !== null) {
    const note = `Model ${modelLabel(lapsed)} is not allowed any more: this session is back on ${modelLabel(ref)}.`
    const unpinned = pin === null ? [] : [`Auth profile ${pin.profile} is no longer pinned.`]
    const wanted: Overrides = { ...NO_MODEL, ...NO_PIN }
    return { patch: sessionPatch(entry, wanted, now), notes: [note, ...unpinned], pin: null }
  }
  const cleared = clearStalePin(entry, { ...question, provider: ref.provider })
  if (cleared === null) return { patch: {}, notes: [], pin }
  const note = `Auth profile ${cleared.profile} is no longer pinned: ${STALE[cleared.reason]}.`
  return { patch: cleared.patch, notes: [note], pin: null }
}
