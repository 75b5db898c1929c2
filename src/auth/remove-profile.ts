import type { Edit } from '../contract/index.js'
import { isMapping, type Mapping } from './mapping.js'

/** What takes an id out of the lists of an `order` at a path; a list, or an order, that has nothing else goes whole. */
const orderRemovals = (order: unknown, at: readonly string[], id: string): readonly Edit[] => {
  if (!isMapping(order)) return []
  const lists = Object.entries(order).map(([key, list]) => {
    const ids: readonly unknown[] = Array.isArray(list) ? list : []
    const positions = ids.flatMap((each, index) => (isId(each, id) ? [index] : []))
    return { key, positions, isWhole: positions.length > 0 && positions.length === ids.length }
  })
  if (lists.length > 0 && lists.every(({ isWhole }) => isWhole)) return [{ at, remove: true }]
  return lists.flatMap(({ key, positions, isWhole }): readonly Edit[] =>
    isWhole
      ? [{ at: [...at, key], remove: true }]
      : positions.toReversed().map((index) => ({ at: [...at, key, String(index)], remove: true })),
  )
}

const isId = (value: unknown, id: string): boolean => typeof value === 'string' && value.trim() === id

/** What takes these keys out of one part of a document; a part that has no others goes whole. */
const partRemovals = (document: Mapping, part: string, isGone: (key: string, value: unknown) => boolean) => {
  const entries = isMapping(document[part]) ? Object.entries(document[part]) : []
  const gone = entries.filter(([key, value]) => isGone(key, value)).map(([key]) => key)
  const paths = gone.length > 0 && gone.length === entries.length ? [[part]] : gone.map((key) => [part, key])
  return paths.map((at): Edit => ({ at, remove: true }))
}

/**
 * What takes a profile, and what was counted about it, out of the store it stands in. Where nothing else goes by the
 * id, it goes from the orders and notes too.
 */
export const storeRemovals = (document: Mapping, id: string, isDead: boolean): readonly Edit[] => [
  { at: ['profiles', id], remove: true },
  ...(isDead
    ? [
        ...orderRemovals(document.order, ['order'], id),
        ...partRemovals(document, 'lastGood', (_, value) => isId(value, id)),
      ]
    : []),
  ...partRemovals(document, 'usageStats', (key) => key === id),
]

/** What takes an id out of a config's `auth`. */
export const configRemovals = (config: Mapping, id: string): readonly Edit[] => {
  const auth = isMapping(config.auth) ? config.auth : {}
  const isNamed = isMapping(auth.profiles) && Object.hasOwn(auth.profiles, id)
  return [
    ...(isNamed ? [{ at: ['auth', 'profiles', id], remove: true as const }] : []),
    ...orderRemovals(auth.order, ['auth', 'order'], id),
  ]
}

/** Whether a value names an id anywhere: as a key, or as a text. */
export const mentions = (value: unknown, id: string): boolean => {
  if (Array.isArray(value)) return value.some((each) => mentions(each, id))
  if (!isMapping(value)) return isId(value, id)
  return Object.entries(value).some(([key, inner]) => key === id || mentions(inner, id))
}
