import type { AnyCheck, Fact, FactOutcome, Needs, ProbeContext, Values } from '../contract/index.js'
import type { CheckResult } from '../engine/check-result.js'
import { createFactStore, type FactStore } from '../engine/fact-store.js'
import { judge } from '../engine/judge.js'
import { checkGiven, type GivenFacts } from './given-facts.js'

/** Milliseconds that a fact, or a check, may take in a test: as long as in a run. */
export const DEADLINE_MS = 10_000

export const storeOver = (context: ProbeContext): FactStore =>
  createFactStore(context, { timeoutMs: DEADLINE_MS, settings: context.settings })

/**
 * Collects one fact as a run would: checked to be data, frozen, and within its time. What it needs is collected over the
 * same context, or is what `needs` gives. Never rejects: what goes wrong is the outcome.
 */
export const collectFact = <T, D extends Needs>(
  fact: Fact<T, D>,
  context: ProbeContext,
  needs?: Values<D>,
): Promise<FactOutcome<T>> => {
  const asked: Fact<T> =
    needs === undefined
      ? (fact as unknown as Fact<T>)
      : { ...fact, needs: {}, collect: (inner) => fact.collect(inner, needs) }
  return storeOver(context).outcome(asked)
}

/**
 * Collects what a check needs over a context and judges it, as a run does. `facts` says what this program's own facts
 * tell, by id. Never rejects: a check that throws has the outcome `error`.
 */
export const runCheck = (
  check: AnyCheck,
  context: ProbeContext,
  { facts = {} }: { readonly facts?: GivenFacts } = {},
): Promise<CheckResult> => judge(checkGiven(check, facts), storeOver(context), DEADLINE_MS)
