/** True for a promise of any kind. */
export const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'

/**
 * Hears out every promise in a value that is thrown away. One that nobody listens to ends the whole process when it
 * is rejected, so that a forgotten `await` would take every other check down. Never throws.
 */
export const hearOut = (value: unknown, seen = new Set<unknown>()): void => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return
  seen.add(value)
  try {
    if (isThenable(value)) void Promise.resolve(value).catch(() => undefined)
    else for (const inner of Object.values(value)) hearOut(inner, seen)
  } catch {
    // What cannot be looked into cannot be heard out either.
  }
}
