import { stores } from '../../plugins/clawdbot/facts/stores.js'
import {
  clearOrderEdits,
  newOrderStore,
  type OrderEdits,
  orderKey,
  setOrderEdits,
  withOrder,
} from '../auth/order-edits.js'
import { byProvider } from '../auth/provider-id.js'
import type { Change } from '../contract/index.js'
import { type OrderDocument, type OrderOptions, openOrderRun, orderDocument } from './auth-order.js'
import { type CarriedOut, carryOut } from './carry-out.js'
import { firstStore } from './first-store.js'
import { type JudgedOrder, judgedOrder } from './judged-order.js'
import { type LoadedAuth, readAuth } from './load-auth.js'
import { type OwnStore, readOwnStore } from './own-store.js'
import { plannedSyncs } from './planned-sync.js'
import { Refusal } from './refusal.js'
import { refuseIds } from './refuse-ids.js'

interface WrittenOrder extends OrderDocument {
  readonly status: CarriedOut['status']
  /** What `--dry-run` shows, the sync that would come first included. */
  readonly diff: string | null
}

export type SetOrder = WrittenOrder & JudgedOrder
/** Its `order` is what holds now: the main agent's, or null. */
export type ClearedOrder = WrittenOrder

export interface Changed<D> {
  readonly document: D
  readonly synced: LoadedAuth['synced']
}

/** Makes these ids a provider's order in the agent's own store. Throws a {@link Refusal}, with nothing changed. */
export const setOrder = async (
  options: OrderOptions & { readonly ids: readonly string[] },
): Promise<Changed<SetOrder>> => {
  const { run, auth, provider } = await openOrderRun(options)
  const ids = [...new Set(options.ids.map((id) => id.trim()).filter((id) => id !== ''))]
  const planned = await plannedSyncs(run)
  const made = planned.find(({ agent, initial }) => agent === auth.view.file.agent.id && initial !== null)
  const done = await carryOut(run, {
    id: 'auth/order-set',
    subject: `agent:${auth.view.file.agent.id}/order:${provider}`,
    touches: [stores],
    plan: async () => {
      const { view, stores: found } = await readAuth(run)
      refuseIds(ids, provider, view, planned, options.cli)
      const own = await readOwnStore(run.machine.probes.fs, view.file.agent)
      const question = { document: own.document, store: view.store, provider }
      if (own.sha256 !== null) return patch(own, setOrderEdits(question, ids))
      const asked = newOrderStore(orderKey(question), ids, made?.initial ?? undefined)
      const json = await firstStore(run, found, view.file.agent.id, asked)
      return [{ op: 'write', path: own.path, before: 'absent', after: { json }, lock: true }]
    },
    verify: async () => {
      const { view } = await readAuth(run)
      const order = byProvider(view.store.order, provider) ?? []
      return JSON.stringify(order) === JSON.stringify(ids) ? null : 'afterwards the order was another one'
    },
  })
  const { view, now } = await readAuth(run)
  const shown = done.status === 'planned' ? { ...view, store: withOrder(view.store, provider, ids) } : view
  return {
    document: {
      ...orderDocument(run.machine.probes, shown, provider),
      status: done.status,
      ...judgedOrder(shown, provider, ids, now, planned),
      diff: diffOf(made === undefined ? auth.synced : [], done),
    },
    synced: auth.synced,
  }
}

/** Takes a provider's order out of the agent's own store; an inherited one stays. Throws a {@link Refusal}. */
export const clearOrder = async (options: OrderOptions): Promise<Changed<ClearedOrder>> => {
  const { run, auth, provider } = await openOrderRun(options)
  const done = await carryOut(run, {
    id: 'auth/order-clear',
    subject: `agent:${auth.view.file.agent.id}/order:${provider}`,
    touches: [stores],
    plan: async () => {
      const { view } = await readAuth(run)
      const own = await readOwnStore(run.machine.probes.fs, view.file.agent)
      return patch(own, clearOrderEdits({ document: own.document, store: view.store, provider }))
    },
    verify: async () => {
      const { view } = await readAuth(run)
      const left = byProvider(view.file.store.order, provider)
      return left === undefined ? null : 'afterwards the order was still there'
    },
  })
  const { view, stores: files } = await readAuth(run)
  const main = files.find(({ agent }) => agent.isMain)
  const inherited = view.file.agent.isMain ? null : (byProvider(main?.store.order ?? {}, provider) ?? null)
  return {
    document: {
      ...orderDocument(run.machine.probes, view, provider),
      order: inherited,
      status: done.status,
      diff: diffOf(auth.synced, done),
    },
    synced: auth.synced,
  }
}

const patch = (own: OwnStore, planned: OrderEdits): readonly Change[] => {
  const { path, sha256 } = own
  if ('refuse' in planned)
    throw new Refusal(
      'ORDER_MALFORMED',
      `Nothing was changed: ${planned.refuse} (${path}).`,
      'Take "order" out of that file, or make it an object, by hand.',
    )
  const { edits } = planned
  if (edits.length === 0 || sha256 === null) return []
  return [{ op: 'patch', path, dialect: 'json', before: { sha256 }, edits, lock: true }]
}

const diffOf = (synced: LoadedAuth['synced'], { diff }: CarriedOut): string | null =>
  [...synced.map((each) => each.diff ?? ''), diff ?? ''].join('') || null
