import type { AnyFact, Needs } from '../contract/index.js'

/** The facts a `needs` names directly, whether it asks for the value or for the outcome. */
export const factsNeededBy = (item: { readonly needs: Needs }): readonly AnyFact[] =>
  Object.values(item.needs).map((need) => ('outcomeOf' in need ? need.outcomeOf : need))

/** Every fact that has to be collected for these, themselves included. */
export const factClosure = (facts: readonly AnyFact[]): ReadonlySet<AnyFact> => {
  const closure = new Set<AnyFact>()
  const add = (fact: AnyFact): void => {
    if (closure.has(fact)) return
    closure.add(fact)
    for (const needed of factsNeededBy(fact)) add(needed)
  }
  for (const fact of facts) add(fact)
  return closure
}

/** The ids along a circle of needs, or null where there is none. */
export const factCycle = (facts: readonly AnyFact[]): readonly string[] | null => {
  const done = new Set<AnyFact>()
  const walk = (fact: AnyFact, path: readonly AnyFact[]): readonly string[] | null => {
    const at = path.indexOf(fact)
    if (at >= 0) return [...path.slice(at), fact].map((each) => each.id)
    if (done.has(fact)) return null
    for (const needed of factsNeededBy(fact)) {
      const cycle = walk(needed, [...path, fact])
      if (cycle !== null) return cycle
    }
    done.add(fact)
    return null
  }
  for (const fact of facts) {
    const cycle = walk(fact, [])
    if (cycle !== null) return cycle
  }
  return null
}
