import { MAIN_AGENT } from './agent-id.js'
import { type AgentView, agentViews, type StoreFile } from './agent-view.js'
import type { AuthConfig } from './config.js'
import { own } from './mapping.js'
import { normalizeProviderId, sameProvider } from './provider-id.js'
import { remembered } from './remembered.js'

/** An order of profiles that someone wrote down for a provider, and every agent that goes by it. */
export interface ExplicitOrder<F extends StoreFile = StoreFile> {
  /** Normalised. */
  readonly provider: string
  readonly where: 'store' | 'config'
  /** The agent whose own store it stands in; null for the config's. */
  readonly owner: string | null
  /** The provider as the file spells it. */
  readonly key: string
  readonly ids: readonly string[]
  /** Ids of profiles that these agents' files have, but not so that Clawdbot accepts them. */
  readonly misread: ReadonlySet<string>
  /** At least one. An agent whose store could not be read is among them, with `known: false`. */
  readonly followers: readonly AgentView<F>[]
}

/** A view of every agent, whether or not the run was asked to look at it. */
export const everyView = <F extends StoreFile>(
  files: readonly F[],
  config: AuthConfig,
): readonly AgentView<F>[] => everyViewOf(files, config) as readonly AgentView<F>[]

const everyViewOf = remembered((files: readonly StoreFile[], config: AuthConfig) =>
  agentViews(
    files.map((file) => ({ ...file, agent: { ...file.agent, selected: true } })),
    config,
  ),
)

/** Every order that counts for an agent. An order that another one takes the place of for all of them is not here. */
export const explicitOrders = <F extends StoreFile>(
  files: readonly F[],
  config: AuthConfig,
): readonly ExplicitOrder<F>[] => ordersIn(files, config) as readonly ExplicitOrder<F>[]

const ordersIn = remembered((files: readonly StoreFile[], config: AuthConfig): readonly ExplicitOrder[] => {
  const orders = new Map<string, Gathered>()
  const inherited = misreadIn(files.find(({ agent }) => agent.isMain))
  for (const view of everyView(files, config))
    for (const order of ordersOf(view)) {
      const name = nameOf(order)
      const gathered = orders.get(name) ?? { ...order, followers: [], misread: new Set(inherited) }
      gathered.followers.push(view)
      for (const id of misreadIn(view.file)) gathered.misread.add(id)
      orders.set(name, gathered)
    }
  return Object.freeze([...orders.values()])
})

/** The order that a finding is about: the config's has no owner. */
export const orderAt = <F extends StoreFile>(
  files: readonly F[],
  config: AuthConfig,
  { where, owner, provider }: Readonly<Record<'where' | 'owner' | 'provider', unknown>>,
): ExplicitOrder<F> | undefined =>
  ordersByPlace(files, config).get(nameOf({ where, owner, provider })) as ExplicitOrder<F> | undefined

const ordersByPlace = remembered(
  (files: readonly StoreFile[], config: AuthConfig) =>
    new Map(ordersIn(files, config).map((order) => [nameOf(order), order])),
)

const nameOf = ({ where, owner, provider }: Readonly<Record<'where' | 'owner' | 'provider', unknown>>) =>
  JSON.stringify([where, owner, provider])

/** One that is still being put together. */
interface Gathered extends ExplicitOrder {
  readonly misread: Set<string>
  readonly followers: AgentView[]
}

const misreadIn = (file: StoreFile | undefined): ReadonlySet<string> =>
  new Set(file?.store.issues.flatMap(({ at: [part, id] }) => (part === 'profiles' && id ? [id] : [])))

type Written = Omit<ExplicitOrder, 'followers' | 'misread'>

const ordersOf = (view: AgentView): readonly Written[] => {
  const stored = Object.entries(view.store.order)
  const configured = Object.entries(view.config.auth.order)
  const providers = new Set([...stored, ...configured].map(([key]) => normalizeProviderId(key)))
  return [...providers].flatMap((provider): Written[] => {
    const inStore = stored.find(([key]) => sameProvider(key, provider))
    const [key, ids] = inStore ?? configured.find(([key]) => sameProvider(key, provider)) ?? []
    if (key === undefined || ids === undefined) return []
    if (inStore === undefined) return [{ provider, where: 'config', owner: null, key, ids }]
    const isOwn = own(view.file.store.order, key) !== undefined
    return [{ provider, where: 'store', owner: isOwn ? view.file.agent.id : MAIN_AGENT, key, ids }]
  })
}
