import {
  type AnyCheck,
  type AnyFact,
  BUNDLED,
  defineFact,
  type Needs,
  outcomeOf,
  type Plugin,
} from '../contract/index.js'

/** What this program's own facts say, by id. */
export type GivenFacts = Readonly<Record<string, unknown>>

/** Puts the values given in the place of this program's own facts, however deep they are needed. */
const createGiver = (given: GivenFacts) => {
  const replaced = new Map<AnyFact, AnyFact>()
  const fact = (original: AnyFact): AnyFact => {
    const before = replaced.get(original)
    if (before !== undefined) return before
    const isGiven = BUNDLED in original
    const copy = isGiven ? giving(original.id, given) : { ...original }
    // Known before what it needs is looked at, which may be itself.
    replaced.set(original, copy)
    return isGiven ? copy : Object.assign(copy, { needs: needs(original.needs) })
  }
  const needs = <D extends Needs>(original: D): D =>
    Object.fromEntries(
      Object.entries(original).map(([alias, need]) => [
        alias,
        'outcomeOf' in need ? outcomeOf(fact(need.outcomeOf)) : fact(need),
      ]),
    ) as D
  return { fact, needs }
}

const giving = (id: string, given: GivenFacts): AnyFact =>
  defineFact({
    id,
    collect: async () => {
      if (Object.hasOwn(given, id)) return given[id]
      throw new Error(`it is this program's own, and no value is given for it under facts`)
    },
  })

/** The check as it is, but for what it is told by this program's own facts. */
export const checkGiven = <C extends AnyCheck>(check: C, given: GivenFacts): C => ({
  ...check,
  needs: createGiver(given).needs(check.needs),
})

/** The same for all that a plugin holds. */
export const pluginGiven = (plugin: Plugin, given: GivenFacts): Plugin => {
  const { fact, needs } = createGiver(given)
  return {
    ...plugin,
    facts: plugin.facts.map(fact),
    checks: plugin.checks.map((check) => ({ ...check, needs: needs(check.needs) })),
    fixes: plugin.fixes.map((fix) => ({
      ...fix,
      needs: needs(fix.needs),
      touches: fix.touches.map(fact),
    })),
  }
}
