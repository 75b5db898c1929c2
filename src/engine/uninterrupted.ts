let held: Promise<unknown> = Promise.resolve()

/** Runs what must not be left half-done for a keystroke: a first signal to stop waits until it is over. */
export const uninterrupted = <T>(act: () => Promise<T>): Promise<T> => {
  const result = act()
  held = Promise.all([held, result.catch(() => undefined)])
  return result
}

/** Resolves when nothing is under way that must not be interrupted. */
export const whenInterruptible = async (): Promise<void> => {
  // What was begun while this one waited is waited for too.
  for (let seen: unknown = null; seen !== held; ) {
    seen = held
    await held
  }
}
