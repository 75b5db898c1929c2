import type { Edit, Value } from '../contract/index.js'
import { isMapping, type Mapping } from './mapping.js'
import { STORE_VERSION } from './parse-store.js'
import { normalizeProviderId, sameProvider } from './provider-id.js'
import type { AuthStore } from './store.js'

/** An agent's own store as it stands in its file, or a store with nothing but this in it where there is no file. */
export interface OrderQuestion {
  readonly document: Mapping
  /** What the agent really has, the main agent's orders included. */
  readonly store: AuthStore
  /** Normalised. */
  readonly provider: string
}

export type OrderEdits = { readonly edits: readonly Edit[] } | { readonly refuse: string }

const NOT_AN_OBJECT = 'its "order" is not an object'

const ownKeys = (order: unknown, provider: string): readonly string[] =>
  isMapping(order) ? Object.keys(order).filter((key) => sameProvider(key, provider)) : []

/**
 * The spelling under which an order counts. Of two spellings of one provider the first wins, an inherited one
 * before the agent's own: under another spelling than that an order would never be seen.
 */
export const orderKey = ({ document, store, provider }: OrderQuestion): string =>
  [...Object.keys(store.order), ...ownKeys(document.order, provider)].find((key) =>
    sameProvider(key, provider),
  ) ?? normalizeProviderId(provider)

/** What makes these ids the provider's order; nothing where they are it already. */
export const setOrderEdits = (question: OrderQuestion, ids: readonly string[]): OrderEdits => {
  const { document, provider } = question
  const { order } = document
  const key = orderKey(question)
  if (order === undefined || order === null)
    return { edits: [{ at: ['order'], set: Object.fromEntries([[key, ids]]) }] }
  if (!isMapping(order)) return { refuse: NOT_AN_OBJECT }
  const others = ownKeys(order, provider).filter((other) => other !== key)
  const isSet = Object.hasOwn(order, key) && JSON.stringify(order[key]) === JSON.stringify(ids)
  return {
    edits: [
      ...(isSet ? [] : [{ at: ['order', key], set: ids }]),
      ...others.map((other): Edit => ({ at: ['order', other], remove: true })),
    ],
  }
}

/** What takes the provider's order out, in every spelling; nothing where the agent's own file has none. */
export const clearOrderEdits = ({ document, provider }: OrderQuestion): OrderEdits => {
  const { order } = document
  if (order !== undefined && order !== null && !isMapping(order)) return { refuse: NOT_AN_OBJECT }
  const keys = ownKeys(order, provider)
  const isAll = isMapping(order) && keys.length > 0 && keys.length === Object.keys(order).length
  return {
    edits: isAll
      ? [{ at: ['order'], remove: true }]
      : keys.map((key): Edit => ({ at: ['order', key], remove: true })),
  }
}

/** A store for an agent that goes on inheriting everything but this order; over `base`, where that is there already. */
export const newOrderStore = (
  key: string,
  ids: readonly string[],
  base: { readonly [key: string]: Value | undefined } = { version: STORE_VERSION, profiles: {} },
): Value => ({ ...base, order: Object.fromEntries([[key, ids]]) })

/** What an agent would have with this order as the one that counts. */
export const withOrder = (store: AuthStore, provider: string, ids: readonly string[]): AuthStore => ({
  ...store,
  order: Object.fromEntries([
    [provider, ids],
    ...Object.entries(store.order).filter(([key]) => !sameProvider(key, provider)),
  ]),
})
