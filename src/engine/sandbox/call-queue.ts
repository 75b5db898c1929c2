import { LIMITS } from './limits.js'

/** What a plugin asks of the machine, a few at a time. */
export interface CallQueue {
  add(call: () => Promise<void>): void
  /** Nothing that has not been begun is begun any more. */
  close(): void
}

/** `onTooMany` is called once, and nothing is taken any more, where more is asked for than any honest plugin needs. */
export const createCallQueue = (onTooMany: () => void): CallQueue => {
  const waiting: (() => Promise<void>)[] = []
  let underWay = 0
  let taken = 0
  let isClosed = false

  const next = (): void => {
    while (!isClosed && underWay < LIMITS.callsAtOnce) {
      const call = waiting.shift()
      if (call === undefined) return
      underWay += 1
      void call().finally(() => {
        underWay -= 1
        // In a turn of its own: however many are answered at once, the deadline's timer has its turn too.
        setImmediate(next)
      })
    }
  }
  const close = (): void => {
    isClosed = true
    waiting.length = 0
  }
  return {
    add: (call) => {
      if (isClosed) return
      taken += 1
      if (taken > LIMITS.calls || waiting.length >= LIMITS.callsWaiting) {
        close()
        onTooMany()
        return
      }
      waiting.push(call)
      next()
    },
    close,
  }
}
