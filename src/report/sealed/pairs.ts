/** What two lists have in common, by a key; several with one key pair off in their order. */
export interface Pairs<T> {
  readonly both: readonly (readonly [before: T, after: T])[]
  readonly gone: readonly T[]
  readonly added: readonly T[]
}

export const pairs = <T>(before: readonly T[], after: readonly T[], keyOf: (item: T) => string): Pairs<T> => {
  const waiting = new Map<string, T[]>()
  for (const item of before) {
    const same = waiting.get(keyOf(item))
    if (same === undefined) waiting.set(keyOf(item), [item])
    else same.push(item)
  }
  for (const same of waiting.values()) same.reverse()
  const both: [T, T][] = []
  const added: T[] = []
  const met = new Set<T>()
  for (const item of after) {
    const other = waiting.get(keyOf(item))?.pop()
    if (other === undefined) added.push(item)
    else {
      met.add(other)
      both.push([other, item])
    }
  }
  return { both, gone: before.filter((item) => !met.has(item)), added }
}
