import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type AnyFact, outcomeOf } from '../../src/contract/index.js'
import { factClosure, factCycle } from '../../src/engine/fact-graph.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { aCheck, aFact, aStore } from './samples.js'

interface Graph {
  /** Which earlier facts each fact needs. */
  readonly needs: readonly (readonly number[])[]
  /** Which facts each check needs. */
  readonly checks: readonly (readonly number[])[]
}

const graphs: fc.Arbitrary<Graph> = fc.integer({ min: 1, max: 25 }).chain((size) => {
  const anyOf = (count: number) =>
    fc.uniqueArray(fc.nat(Math.max(0, count - 1)), { maxLength: Math.min(count, 5) })
  return fc.record({
    needs: fc.tuple(...Array.from({ length: size }, (_, index) => anyOf(index))),
    checks: fc.array(anyOf(size), { maxLength: 8 }),
  })
})

const build = ({ needs, checks }: Graph) => {
  const collected: number[] = []
  const facts: AnyFact[] = []
  const named = (indexes: readonly number[]) =>
    Object.fromEntries(
      indexes.flatMap((index) => {
        const fact = facts[index]
        if (fact === undefined) return []
        return [[`need${index}`, index % 2 === 0 ? fact : outcomeOf(fact)]]
      }),
    )
  for (const [index, own] of needs.entries()) {
    const collect = () => {
      expect(own.every((needed) => collected.includes(needed))).toBe(true)
      collected.push(index)
      return index
    }
    facts.push(aFact(`fact/n${index}`, collect, named(own)))
  }
  return { collected, facts, checks: checks.map((own, n) => aCheck(`a/n${n}`, { needs: named(own) })) }
}

const reachableFrom = ({ needs, checks }: Graph): Set<number> => {
  const reached = new Set(checks.flat())
  for (const index of reached) for (const needed of needs[index] ?? []) reached.add(needed)
  return reached
}

describe('any graph of facts', () => {
  it('is collected once each, what is needed before what needs it, and nothing that no check needs', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, fc.integer({ min: 1, max: 9 }), async (graph, concurrency) => {
        const { collected, checks } = build(graph)
        const results = await runChecks(checks, aStore(60_000), {
          concurrency,
          timeoutMs: 60_000,
          terminal: null,
        })
        expect(results.map((result) => [result.check, result.outcome])).toEqual(
          checks.map((check) => [check, 'pass']),
        )
        const inOrder = (indexes: Iterable<number>) => [...indexes].sort((a, b) => a - b)
        expect(inOrder(collected)).toEqual(inOrder(reachableFrom(graph)))
      }),
    )
  })

  it('has no circle, unless one fact is made to need one above it', () => {
    fc.assert(
      fc.property(graphs, fc.nat(24), (graph, at) => {
        const { facts } = build(graph)
        expect(factCycle(facts)).toBe(null)
        const top = facts[at % facts.length]
        if (top === undefined) return
        for (const below of factClosure([top])) {
          const { needs } = below
          const circular = { ...below, needs: {} as Record<string, AnyFact> }
          circular.needs = { ...needs, top: aFact('fact/top', () => 1, { circular }) }
          const cycle = factCycle([...facts, circular])
          expect(cycle?.at(0)).toBe(cycle?.at(-1))
          expect(cycle?.length).toBeGreaterThan(1)
        }
      }),
    )
  })
})
