import type { AnyFact } from '../contract/index.js'

/** True for something with members, and no list. */
export const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const isFact = (value: unknown): boolean =>
  isMapping(value) && typeof value.id === 'string' && typeof value.collect === 'function'

/** What is wrong with a `needs`, as one phrase, or null. Throws what it throws when it is looked at. */
export const faultOfNeeds = (needs: unknown): string | null => {
  if (!isMapping(needs)) return 'it has no needs'
  for (const [alias, need] of Object.entries(needs)) {
    const fact = isMapping(need) && 'outcomeOf' in need ? need.outcomeOf : need
    if (!isFact(fact)) return `its need ${alias} is not a fact`
  }
  return null
}

/** What is wrong with a fact's definition, as one phrase, or null. Throws what it throws when it is looked at. */
export const faultOfFact = (fact: AnyFact): string | null => {
  const { collect, timeoutMs, needs }: { readonly [K in keyof AnyFact]: unknown } = fact
  if (typeof collect !== 'function') return 'it has no collect function'
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0))
    return 'its timeoutMs is not a positive number'
  return faultOfNeeds(needs)
}
