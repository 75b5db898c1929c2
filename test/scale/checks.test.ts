import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { runChecks } from '../../src/engine/run-checks.js'
import { aCheck, aFact, aStore } from '../engine/samples.js'

setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')

/** Bytes of the heap that are still in use. */
const heldBytes = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

describe('ten thousand checks', () => {
  it('each look once at what they need, which is collected once, and leave nothing but their results', async () => {
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
    const before = heldBytes()
    const results = await runChecks(checks, aStore(60_000), {
      concurrency: 8,
      timeoutMs: 60_000,
      terminal: null,
    })
    expect(results.every(({ outcome }) => outcome === 'pass')).toBe(true)
    expect([collected, evaluated]).toEqual([1, 10_000])
    // What is left of each is its result, and nothing of what listr2 made to get there.
    expect((heldBytes() - before) / results.length).toBeLessThan(1_000)
  })
})
