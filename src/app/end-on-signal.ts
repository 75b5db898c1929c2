import { whenInterruptible } from '../engine/uninterrupted.js'
import { EXIT } from '../report/exit-code.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Has `end` called, once, when this process is told to stop. By then everyone else who listens has been told too, so
 * that the live list is gone from the terminal, and what must not be interrupted is over; a second signal ends the
 * process at once. `end` is to leave by `process.exit`: on its way out the cursor is shown, children are killed and
 * locks are given back.
 */
export const endOnSignal = (end: (signal: NodeJS.Signals) => void): void => {
  let isEnding = false
  for (const signal of SIGNALS)
    process.on(signal, () => {
      if (isEnding) process.exit(process.exitCode ?? EXIT.couldNotRun)
      isEnding = true
      void whenInterruptible().then(() => setImmediate(end, signal))
    })
}
