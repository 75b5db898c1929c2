import { resolve } from 'node:path'
import {
  type AnyFact,
  type AnyFix,
  type Capabilities,
  defineFact,
  denied,
  type FactOutcome,
  outcomeOf,
  type ProbeContext,
} from '../../contract/index.js'
import { outcomeOfValue } from '../fact-outcome.js'
import type { Registry } from '../registry.js'
import { AWAY, type AwayAnswer, type AwayFact, type AwayFix } from './away.js'
import { mayRun } from './grants.js'
import type { Definition } from './protocol.js'

/** How the parts of one plugin are run; each answer's value is as the engine has values, secrets included. */
export interface PartsRunner {
  collect(fact: number, context: ProbeContext, values: unknown, limitMs: number): Promise<AwayAnswer>
  plan(fix: number, values: unknown, target: unknown, limitMs: number): Promise<AwayAnswer>
  /** Whether the plugin itself has asked for a path, and may still know what is there. */
  hasRead(path: string): Promise<boolean>
  mask(text: string): string
}

export interface PartsSurroundings {
  readonly runner: PartsRunner
  readonly registry: Registry
  readonly granted: Capabilities
}

export const NOT_CALLED = (): never => {
  throw new Error('its code is in another process')
}

/** The plugin's facts, by their numbers; this program's own where it asks for one of these and may have it. */
export const awayFacts = (
  definition: Definition,
  { runner, registry, granted }: PartsSurroundings,
): readonly AnyFact[] => {
  const facts: AnyFact[] = []
  const factAt = (number: number): AnyFact => {
    const made = facts[number]
    if (made !== undefined) return made
    const described = definition.facts[number]
    if (described === undefined) throw new RangeError('there is no such fact')
    const { id, bundled, timeoutMs, needs } = described
    const fact = bundled
      ? bundledFactFor(id, registry, granted)
      : awayFact(id, timeoutMs, () => needsOf(needs, factAt), number, runner)
    facts[number] = fact
    return fact
  }
  return definition.facts.map((_, number) => factAt(number))
}

const bundledFactFor = (id: string, registry: Registry, { facts = [] }: Capabilities): AnyFact => {
  const own = facts.includes(id) ? registry.facts.get(id) : undefined
  return own ?? defineFact({ id, collect: async () => denied(`the user has not agreed to ${id}`) })
}

type Needs = Definition['facts'][number]['needs']

export const needsOf = (needs: Needs, factAt: (number: number) => AnyFact): AnyFact['needs'] =>
  Object.fromEntries(
    needs.map(([alias, number, wantsOutcome]) => [
      alias,
      wantsOutcome ? outcomeOf(factAt(number)) : factAt(number),
    ]),
  )

const awayFact = (
  id: string,
  timeoutMs: number | null,
  needs: () => AnyFact['needs'],
  number: number,
  runner: PartsRunner,
): AnyFact => {
  const collect = async (
    context: ProbeContext,
    values: unknown,
    limitMs: number,
  ): Promise<FactOutcome<unknown>> => {
    const answer = await runner.collect(number, context, values, limitMs)
    if (answer.outcome === 'answered') return outcomeOfValue(answer.value)
    return answer.outcome === 'timeout'
      ? { status: 'timeout', reason: `it took longer than ${answer.ms} ms` }
      : { status: 'failed', reason: answer.reason }
  }
  const fact: AnyFact & AwayFact = {
    id,
    needs: needs(),
    ...(timeoutMs === null ? {} : { timeoutMs }),
    collect: NOT_CALLED,
    [AWAY]: { collect },
  }
  return fact
}

/** The plugin's fixes. */
export const awayFixes = (
  { fixes }: Definition,
  facts: readonly AnyFact[],
  { runner, granted }: PartsSurroundings,
): readonly AnyFix[] => {
  const factAt = (number: number): AnyFact => {
    const fact = facts[number]
    if (fact === undefined) throw new RangeError('there is no such fact')
    return fact
  }
  return fixes.map(({ id, title, risk, touches, needs }, number): AnyFix & AwayFix => ({
    id,
    title,
    risk,
    touches: touches.map(factAt),
    needs: needsOf(needs, factAt),
    plan: NOT_CALLED,
    [AWAY]: {
      plan: (values, target, limitMs) => runner.plan(number, values, target, limitMs),
      // A fact of this program's has read more than the plugin may.
      mayChange: async (path, read) => read.has(resolve(path)) && (await runner.hasRead(resolve(path))),
      mask: runner.mask,
      mayRun: (program) => mayRun(granted, program),
    },
  }))
}
