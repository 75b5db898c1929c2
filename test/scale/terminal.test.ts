import { describe, expect, it } from 'vitest'
import { runChecks } from '../../src/engine/run-checks.js'
import { aCheck, aFact, aStore } from '../engine/samples.js'
import { createTerminal } from '../engine/screen.js'

/** How long the renderer waits at least between two pictures. */
const EVERY_MS = 100

const run = async (count: number) => {
  let writes = 0
  const { screen, terminal } = createTerminal({ rows: 24, columns: 80 }, () => {
    writes += 1
  })
  const needed = aFact('f/one', () => 1)
  const checks = Array.from({ length: count }, (_, number) => aCheck(`a/c-${number}`, { needs: { needed } }))
  const began = performance.now()
  await runChecks(checks, aStore(60_000), { concurrency: 8, timeoutMs: 60_000, terminal })
  return { pictures: (performance.now() - began) / EVERY_MS, writes, screen }
}

/** The cursor is hidden and shown, and each picture first takes away the one before. */
const WRITES = { once: 6, each: 3 }

describe('a list of checks on a terminal', () => {
  it.each([100, 1_000, 10_000])(
    'of %i is drawn as often as its time allows, and no higher than the terminal',
    async (count) => {
      const { writes, pictures, screen } = await run(count)
      expect(writes).toBeLessThanOrEqual(WRITES.once + WRITES.each * (pictures + 1))
      expect(screen.highest).toBeLessThanOrEqual(20)
      expect(screen.lines()).toEqual([])
    },
  )
})
