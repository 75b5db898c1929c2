import { isSecret } from '../../contract/data-copy.js'
import type { Value } from '../../contract/index.js'

/** The same data, with the keys of every object in it the other way round; frozen, as facts are. */
export const withKeysReversed = (value: Value): Value => {
  if (typeof value !== 'object' || value === null || isSecret(value)) return value
  if (Array.isArray(value)) return Object.freeze(value.map(withKeysReversed))
  const entries = Object.entries(value as Readonly<Record<string, Value>>)
  return Object.freeze(
    Object.fromEntries(entries.reverse().map(([key, inner]) => [key, withKeysReversed(inner)])),
  )
}
