import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createSlots, type Holder } from '../../../src/engine/sandbox/slots.js'

/** Takes a place, works for as many turns as told, with an idle turn between each, and counts who is there. */
const worker = async (
  slots: ReturnType<typeof createSlots>,
  turns: number,
  seen: { now: number; most: number },
) => {
  let isHeld = false
  let isBusy = false
  const holder: Holder = {
    isIdle: () => isHeld && !isBusy,
    isWanted: () => turns > 0,
    end: async () => {
      if (!isHeld) return
      isHeld = false
      seen.now -= 1
      slots.free(holder)
    },
  }
  for (; turns > 0; turns--) {
    if (!isHeld) {
      isBusy = true
      await slots.take(holder)
      isHeld = true
      seen.now += 1
      seen.most = Math.max(seen.most, seen.now)
    }
    isBusy = true
    await new Promise(setImmediate)
    isBusy = false
    slots.idle()
    await new Promise(setImmediate)
  }
  slots.idle()
}

it('however many want a place, no more have one than there are, and all get theirs in the end', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 3 }), { maxLength: 8 }),
      async (most, turns) => {
        const slots = createSlots(most)
        const seen = { now: 0, most: 0 }
        await Promise.all(turns.map((each) => worker(slots, each, seen)))
        expect(seen.most).toBeLessThanOrEqual(most)
        expect(seen.most).toBe(Math.min(most, turns.length))
      },
    ),
    { numRuns: 15 },
  )
})
