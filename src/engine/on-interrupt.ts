const SIGNALS = ['SIGINT', 'SIGTERM'] as const

/**
 * Does `act` before a signal ends this process; the returned function calls that off. Whoever else listens to the
 * signal decides what becomes of it, and where nobody does, it ends the process as it would have.
 */
export const onInterrupt = (act: () => void): (() => void) => {
  const callOff = (): void => {
    for (const signal of SIGNALS) process.removeListener(signal, onSignal)
  }
  const onSignal = (signal: NodeJS.Signals): void => {
    callOff()
    act()
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal)
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return callOff
}
