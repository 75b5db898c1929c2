import { type AuthPart, placeOfOrder } from '../../../src/auth/config-parts.js'
import { type ExplicitOrder, orderAt } from '../../../src/auth/explicit-order.js'
import { isMapping } from '../../../src/auth/mapping.js'
import { fileOf } from '../../../src/auth/of-agent.js'
import { deadPositions } from '../../../src/auth/order-faults.js'
import { sameProvider } from '../../../src/auth/provider-id.js'
import { type Change, defineFix, type Edit } from '../../../src/contract/index.js'
import { type ConfigFact, config } from '../facts/config.js'
import { configParts } from '../facts/config-parts.js'
import { type AgentStore, stores } from '../facts/stores.js'

type Plan = readonly Change[] | { readonly refuse: string }

export const dropDeadIds = defineFix({
  id: 'auth/drop-dead-ids',
  title: 'Take the ids that cannot be used out of the order',
  risk: 'safe',
  needs: { stores, config, configParts },
  touches: [stores, config, configParts],
  plan: ({ stores, config, configParts }, { data }): Plan => {
    const { where, provider, agent } = data
    const order = orderAt(stores, config.config, {
      where,
      provider,
      owner: where === 'config' ? null : agent,
    })
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
      ? inConfig(order, dead, config, configParts)
      : inStore(order, dead, fileOf(stores, order.owner))
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
const inConfig = (
  order: ExplicitOrder,
  dead: readonly number[],
  { issues }: ConfigFact,
  parts: readonly AuthPart[],
): Plan => {
  const misread = issues.some(({ at }) => at.length > 2 && isBelow(at, ['auth', 'order', order.key]))
  if (misread) return { refuse: `auth.order.${order.key} of the config holds something that is not a text` }
  const place = placeOfOrder(parts, order.key)
  if ('refuse' in place) return place
  const { file, at } = place.holder
  const edits: readonly Edit[] =
    dead.length < order.ids.length
      ? dead.toReversed().map((index) => ({ at: [...at, String(index)], remove: true }))
      : [{ at: isOnlyOrder(file.value, at) ? at.slice(0, -1) : at, remove: true }]
  const { path, sha256 } = file
  return [{ op: 'patch', path, dialect: 'json5', before: { sha256 }, edits }]
}

const isBelow = (at: readonly string[], other: readonly string[]): boolean =>
  other.every((key, index) => at[index] === key)

/** Whether nothing but this list stands in the object that holds it, so that the object can go too. */
const isOnlyOrder = (value: unknown, at: readonly string[]): boolean => {
  const holder = at
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (isMapping(inner) ? inner[key] : undefined), value)
  return at.length > 1 && isMapping(holder) && Object.keys(holder).length === 1
}
