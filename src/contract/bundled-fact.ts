import { defineFact, type Fact, type NoNeeds } from './fact.js'

/** Marks a fact that this program collects itself; its id says which. */
export const BUNDLED = '$bundled'

/**
 * Names a fact of this program's own, such as `host/clock`, so that a check in another package can need it. The package
 * has to ask for it under `capabilities.facts`. `T` is what the caller takes its value to be.
 */
export const bundledFact = <T>(id: string): Fact<T, NoNeeds> & { readonly [BUNDLED]: true } => ({
  ...defineFact<T>({
    id,
    collect: () => Promise.reject(new Error(`${id} is collected by the doctor alone, in a run`)),
  }),
  [BUNDLED]: true,
})
