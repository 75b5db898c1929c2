import { MAIN_AGENT } from './agent-id.js'
import type { AgentView, StoreFile } from './agent-view.js'
import { works } from './choice.js'
import type { AuthConfig } from './config.js'
import { type ExplicitOrder, everyView } from './explicit-order.js'
import { own } from './mapping.js'
import { fileOf } from './of-agent.js'
import { explainOrder } from './order.js'
import { sameProvider } from './provider-id.js'
import type { AuthStore } from './store.js'

/** Why an id in an order is of no use to any agent that goes by the order. */
export type IdFault =
  | { readonly fault: 'unknown' }
  | { readonly fault: 'other-provider'; readonly provider: string }

/** Null for an id that some agent can use for the provider, or could if its profile were written right. */
export const idFault = ({ provider, followers, misread }: ExplicitOrder, id: string): IdFault | null => {
  const providers = followers.flatMap((view) => own(view.store.profiles, id)?.provider ?? [])
  const [other] = providers
  if (other === undefined) return misread.has(id) ? null : { fault: 'unknown' }
  return providers.some((stored) => sameProvider(stored, provider))
    ? null
    : { fault: 'other-provider', provider: other }
}

/** Positions in an order that say nothing: an id at fault, or one that stands there for the second time. */
export const deadPositions = (order: ExplicitOrder): readonly number[] =>
  order.ids.flatMap((id, at) => (idFault(order, id) !== null || order.ids.indexOf(id) < at ? [at] : []))

/** The profiles an agent could use for a provider if its order named them; none while the order leaves it one. */
export const hiddenByOrder = (view: AgentView, provider: string, now: number): readonly string[] => {
  const able = candidates(view, provider, now)
  return able.some(({ usable }) => usable) ? [] : able.map(({ id }) => id)
}

/** Usable by all that is known locally, listed or not. */
const candidates = ({ store, config }: AgentView, provider: string, now: number) =>
  explainOrder({ store, config, provider, now }).candidates.filter((candidate) => {
    const credential = own(store.profiles, candidate.id)
    const passes = candidate.usable || (candidate.why === 'not-listed' && candidate.also === undefined)
    return passes && credential !== undefined && works(credential, now)
  })

/** Whether an agent would have a usable profile again if the dead ids were taken out of the order. */
export const droppingHelps = (
  order: ExplicitOrder,
  agentId: string,
  around: { readonly files: readonly StoreFile[]; readonly config: AuthConfig; readonly now: number },
): boolean => {
  if (deadPositions(order).length < order.ids.length) return false
  const { files, config, now } = around
  // What an agent has depends on its own file and the main agent's alone.
  const ids = new Set([MAIN_AGENT, agentId])
  const view = everyView(
    [...ids].flatMap((id) => {
      const file = fileOf(files, id)
      if (file === undefined) return []
      return [id === order.owner ? { ...file, store: without(file.store, order) } : file]
    }),
    order.where === 'config' ? { ...config, auth: without(config.auth, order) } : config,
  ).find(({ file }) => file.agent.id === agentId)
  return view !== undefined && candidates(view, order.provider, now).some(({ usable }) => usable)
}

const without = <T extends AuthConfig['auth'] | AuthStore>(holder: T, { key }: ExplicitOrder): T => ({
  ...holder,
  order: Object.fromEntries(Object.entries(holder.order).filter(([other]) => other !== key)),
})
