import { describe, expect, it } from 'vitest'
import { runChecks } from '../../src/engine/run-checks.js'
import { aCheck, aFact, aStore } from '../engine/samples.js'

describe('ten thousand checks', () => {
  it('each look once at what they need, which is collected once, and take a bounded heap', async () => {
    let collected = 0
    const needed = aFact('f/one', () => ++collected)
    let evaluated = 0
    const checks = Array.from({ length: 10_000 }, (_, number) =>
      aCheck(`a/c-${number}`, {
        needs: { needed },
        evaluate: () => {
          evaluated += 1
          return []
        },
      }),
    )
    const before = process.memoryUsage().heapUsed
    const results = await runChecks(checks, aStore(60_000), {
      concurrency: 8,
      timeoutMs: 60_000,
      terminal: null,
    })
    expect(results.every(({ outcome }) => outcome === 'pass')).toBe(true)
    expect([collected, evaluated]).toEqual([1, 10_000])
    expect((process.memoryUsage().heapUsed - before) / 2 ** 20).toBeLessThan(250)
  })
})
