import type { Secret } from '../../contract/index.js'

type Group<T> = readonly [T, ...T[]]

/** Up to here, comparing each with each takes less than to load what pseudonyms are made with. */
const FEW = 32

/** What has the same secret, together; in the order in which each secret came first. */
export const bySecret = <T>(items: readonly T[], secretOf: (item: T) => Secret): readonly Group<T>[] => {
  const groups: [T, ...T[]][] = []
  const named = new Map<string, [T, ...T[]]>()
  const groupOf = (secret: Secret): [T, ...T[]] | undefined =>
    items.length > FEW
      ? named.get(secret.pseudonym)
      : groups.find(([first]) => secretOf(first).equals(secret))
  for (const item of items) {
    const secret = secretOf(item)
    const group = groupOf(secret)
    if (group !== undefined) {
      group.push(item)
      continue
    }
    const made: [T, ...T[]] = [item]
    groups.push(made)
    if (items.length > FEW) named.set(secret.pseudonym, made)
  }
  return groups
}
