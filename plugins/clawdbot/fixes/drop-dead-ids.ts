import { type ExplicitOrder, explicitOrders } from '../../../src/auth/explicit-order.js'
import { deadPositions } from '../../../src/auth/order-faults.js'
import { sameProvider } from '../../../src/auth/provider-id.js'
import { type Change, defineFix, type Edit } from '../../../src/contract/index.js'
import { type ConfigFact, config } from '../facts/config.js'
import { type AgentStore, stores } from '../facts/stores.js'

type Plan = readonly Change[] | { readonly refuse: string }

export const dropDeadIds = defineFix({
  id: 'auth/drop-dead-ids',
  title: 'Take the ids that cannot be used out of the order',
  risk: 'safe',
  needs: { stores, config },
  touches: [stores, config],
  plan: ({ stores, config }, { data }): Plan => {
    const order = explicitOrders(stores, config.config).find(
      ({ where, owner, provider }) =>
        where === data.where && provider === data.provider && (where === 'config' || owner === data.agent),
    )
    if (order === undefined) return { refuse: 'there is no such order any more' }
    const unread = order.followers.find(({ known }) => !known)
    if (unread !== undefined)
      return {
        refuse: `the order holds for agent ${unread.file.agent.id} too, whose profiles could not be read`,
      }
    const dead = deadPositions(order)
    if (dead.length === 0) return { refuse: 'every id in the order can be used by some agent' }
    const metered = dead.length === order.ids.length ? meteredKeys(stores, order.provider) : []
    if (metered.length > 0)
      return {
        refuse: `nothing would be left of it, and the bot would then use ${metered.join(', ')}, paid for by use`,
      }
    return order.owner === null
      ? inConfig(order, dead, config)
      : inStore(
          order,
          dead,
          stores.find(({ agent }) => agent.id === order.owner),
        )
  },
})

/** Keys that an order may be there to hold back: with it gone, they are used, and every request is paid for. */
const meteredKeys = (stores: readonly AgentStore[], provider: string): readonly string[] =>
  stores.flatMap(({ store }) =>
    Object.entries(store.profiles).flatMap(([id, credential]) =>
      credential.type === 'api_key' && sameProvider(credential.provider, provider) ? [id] : [],
    ),
  )

const inStore = (order: ExplicitOrder, dead: readonly number[], found: AgentStore | undefined): Plan => {
  if (found?.reading.state !== 'ok' || found.file === null)
    return { refuse: 'the store could not be read again' }
  const { agent, file, store } = found
  const isMalformed = store.issues.some(({ code }) => code === 'order-malformed')
  const isOnly = Object.keys(store.order).length === 1 && !isMalformed
  const kept = order.ids.filter((_, at) => !dead.includes(at))
  const edit: Edit =
    kept.length > 0
      ? { at: ['order', order.key], set: kept }
      : { at: isOnly ? ['order'] : ['order', order.key], remove: true }
  const before = { sha256: file.sha256 }
  return [{ op: 'patch', path: agent.storePath, dialect: 'json', before, edits: [edit], lock: true }]
}

/** By position, so that comments and `${NAME}` in what is kept stay as they are written. */
const inConfig = (order: ExplicitOrder, dead: readonly number[], config: ConfigFact): Plan => {
  const { path, sha256, included, issues } = config
  if (included.length > 0)
    return { refuse: `the order may stand in a file that the config includes: ${included.join(', ')}` }
  if (sha256 === null) return { refuse: 'the config could not be read again' }
  const inOrder = issues.filter(({ at }) => at[0] === 'auth' && at[1] === 'order')
  if (inOrder.some(({ at }) => at.length > 2 && at[2] === order.key))
    return { refuse: `auth.order.${order.key} of the config holds something that is not a text` }
  const isOnly = Object.keys(config.config.auth.order).length === 1 && inOrder.length === 0
  const at = ['auth', 'order', order.key]
  const edits: readonly Edit[] =
    dead.length < order.ids.length
      ? dead.toReversed().map((index) => ({ at: [...at, String(index)], remove: true }))
      : [{ at: isOnly ? at.slice(0, 2) : at, remove: true }]
  return [{ op: 'patch', path, dialect: 'json5', before: { sha256 }, edits }]
}
