/** Year, month, day and revision. */
const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-(\d+))?/

const partsOf = (version: string): readonly number[] | null => {
  const found = VERSION.exec(version.trim())
  return found === null ? null : found.slice(1).map((part) => Number(part ?? 0))
}

/**
 * Negative where the first of two versions of Clawdbot is the older one, 0 where they are the same, null where one is
 * none. `2026.1.24-3` is a revision of `2026.1.24`, and so newer than it.
 */
export const compareGatewayVersions = (first: string, second: string): number | null => {
  const [mine, other] = [partsOf(first), partsOf(second)]
  if (mine === null || other === null) return null
  const differing = mine.findIndex((part, index) => part !== other[index])
  return differing === -1 ? 0 : (mine[differing] ?? 0) - (other[differing] ?? 0)
}
