import type { ProbeContext } from './context.js'

/** What a fact returns when the thing it describes is not there, or may not be read. It reaches checks as a value. */
export interface NotThere {
  readonly $outcome: 'absent' | 'denied'
  /** Why, in one sentence; it is shown to the user. */
  readonly reason: string
}

/** For a fact about a thing that is not there, with the reason in one sentence. */
export const absent = (reason: string): NotThere => ({ $outcome: 'absent', reason })
/** For a fact about a thing that may not be read, with the reason in one sentence. */
export const denied = (reason: string): NotThere => ({ $outcome: 'denied', reason })

/** True for a value made by {@link absent} or {@link denied}. */
export const isNotThere = (value: unknown): value is NotThere =>
  typeof value === 'object' &&
  value !== null &&
  '$outcome' in value &&
  (value.$outcome === 'absent' || value.$outcome === 'denied')

/**
 * How collecting a fact ended. `timeout` and `failed` make a check that needs it `error` without calling it, unless it
 * asked for the outcome with {@link outcomeOf}.
 */
export type FactOutcome<T> =
  | { readonly status: 'ok'; readonly value: T }
  | { readonly status: 'absent' | 'denied'; readonly reason: string; readonly value: NotThere }
  | { readonly status: 'timeout' | 'failed'; readonly reason: string }

/** One thing known about the machine, collected at most once a run, and only when something selected needs it. */
export interface Fact<T, D extends Needs = Needs> {
  /** `<plugin>/<name>`, unique among all plugins. */
  readonly id: string
  /** Other facts that it builds upon; no circle of them. */
  readonly needs: D
  /** Milliseconds; the run's own limit where it is shorter, and where there is none. */
  readonly timeoutMs?: number
  /** Must return JSON data with `Secret` leaves, or `absent()`/`denied()`. May throw: the outcome is then `failed`. */
  collect(context: ProbeContext, needs: Values<D>): Promise<T>
}

/** Asks for how collecting went instead of for the value, so that the check is called also when it failed. */
export interface OutcomeOf<T> {
  readonly outcomeOf: Fact<T>
}

/** For `needs`: the {@link FactOutcome} of a fact in the place of its value. */
export const outcomeOf = <T, D extends Needs>(fact: Fact<T, D>): OutcomeOf<T> => ({
  outcomeOf: fact as unknown as Fact<T>,
})

/** A fact of any types. */
// biome-ignore lint/suspicious/noExplicitAny: a fact's value type is inferred at each use; here it may be any.
export type AnyFact = Fact<any, any>

/** The facts that a check, fix or fact is handed, by the names it gives them. */
// biome-ignore lint/suspicious/noExplicitAny: as above.
export type Needs = { readonly [alias: string]: AnyFact | OutcomeOf<any> }

/** What a check, fix or fact is handed for its `needs`: the value, or the outcome where it asked for that. */
export type Values<D extends Needs> = {
  // biome-ignore lint/suspicious/noExplicitAny: only the value type matters here.
  readonly [K in keyof D]: D[K] extends Fact<infer T, any>
    ? T
    : D[K] extends OutcomeOf<infer T>
      ? FactOutcome<T>
      : never
}

/** The `needs` of a fact that builds upon no other. */
// biome-ignore lint/complexity/noBannedTypes: no needs is the empty object type.
export type NoNeeds = {}

/** Types a fact from what its `collect` returns; `needs` may be left out. */
export const defineFact = <T, D extends Needs = NoNeeds>(
  fact: Omit<Fact<T, D>, 'needs'> & { readonly needs?: D },
): Fact<T, D> => ({ ...fact, needs: fact.needs ?? ({} as D) })
