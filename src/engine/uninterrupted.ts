import { setTimeout as pause } from 'node:timers/promises'

/** A lock that was just being taken is held by then: what is done under it is waited for, and it is given back. */
const SETTLING_MS = 50

let held: Promise<unknown> = Promise.resolve()
let underWay = 0
let isStopping = false

/** Runs what must not be left half-done for a keystroke: a first signal to stop waits until it is over. */
export const uninterrupted = <T>(act: () => Promise<T>): Promise<T> => {
  underWay += 1
  const result = act().finally(() => {
    underWay -= 1
  })
  held = Promise.all([held, result.catch(() => undefined)])
  return result
}

/** Whether this process was told to stop, and nothing is under way that it still waits for. */
export const isToStop = (): boolean => isStopping && underWay === 0

/** Never resolves where this process is to stop: what would come next is not begun. */
export const unlessStopping = async (): Promise<void> => {
  if (isToStop()) await new Promise<never>(() => undefined)
}

/** Resolves when nothing is under way that must not be interrupted, which is never begun from the call on. */
export const whenInterruptible = async (): Promise<void> => {
  isStopping = true
  if (underWay === 0) await pause(SETTLING_MS)
  // What was about to begin is waited for too.
  for (let seen: unknown = null; seen !== held; ) {
    seen = held
    await held
  }
}
