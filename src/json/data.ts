/** Plain JSON. Secrets have no place in it. */
export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue }

/** One change at a path of keys; an element of a list is named by its existing index, in decimal. */
export type JsonEdit =
  | { readonly at: readonly string[]; readonly set: JsonValue }
  | { readonly at: readonly string[]; readonly remove: true }

/** `keys` made into objects around `value`; the value itself where there are none. */
export const nest = (keys: readonly string[], value: JsonValue): JsonValue =>
  keys.reduceRight<JsonValue>((inner, key) => Object.fromEntries([[key, inner]]), value)

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Deep equality in which the order of keys does not count, `NaN` is itself and -0 is not 0. */
export function sameData(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameData(value, b[index]))
  }
  if (!isRecord(a) || !isRecord(b)) return Object.is(a, b)
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameData(a[key], b[key]))
  )
}

// A plain assignment to `__proto__` would change the prototype instead of adding a key.
const put = (holder: object, key: string, value: unknown): unknown =>
  Object.defineProperty(holder, key, { value, writable: true, enumerable: true, configurable: true })

/** What `data` must be once the edit is made. Changes `data`, never the edit; paths are taken to be valid. */
export function applyToData(data: unknown, { at, ...edit }: JsonEdit): void {
  let holder = data
  for (const [index, key] of at.entries()) {
    if (typeof holder !== 'object' || holder === null) return
    const isLast = index === at.length - 1
    if ('remove' in edit && isLast && Array.isArray(holder)) holder.splice(Number(key), 1)
    else if ('remove' in edit && isLast) Reflect.deleteProperty(holder, key)
    else if ('set' in edit && (isLast || !Object.hasOwn(holder, key))) {
      put(holder, key, structuredClone(nest(at.slice(index + 1), edit.set)))
      return
    }
    holder = Object.hasOwn(holder, key) ? Reflect.get(holder, key) : undefined
  }
}
