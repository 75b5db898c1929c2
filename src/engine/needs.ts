import type { AnyFact, FactOutcome, Needs } from '../contract/index.js'

/** The values for a `needs`, or the first fact that could not be collected and why. */
export type Collected =
  | { readonly values: Readonly<Record<string, unknown>> }
  | { readonly missing: string; readonly reason: string }

/** Collects what is named, all at once. Only a fact whose outcome was asked for may have failed. */
export const collectNeeds = async (
  needs: Needs,
  outcomeOf: (fact: AnyFact) => Promise<FactOutcome<unknown>>,
): Promise<Collected> => {
  const collected = await Promise.all(
    Object.entries(needs).map(async ([alias, need]) => {
      const asked = 'outcomeOf' in need
      const fact: AnyFact = asked ? need.outcomeOf : need
      return { alias, asked, fact, outcome: await outcomeOf(fact) }
    }),
  )
  const values: [string, unknown][] = []
  for (const { alias, asked, fact, outcome } of collected) {
    if (asked) values.push([alias, outcome])
    else if ('value' in outcome) values.push([alias, outcome.value])
    else return { missing: fact.id, reason: outcome.reason }
  }
  return { values: Object.fromEntries(values) }
}
