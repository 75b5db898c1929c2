/** A timer set for longer than this fires at once. */
const LONGEST_MS = 2 ** 31 - 1

/** Settles as `work` does, or as `onTimeout()` once `ms` have passed; `signal` then aborts what still runs. */
export const withDeadline = async <T, U>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T> | T,
  onTimeout: () => U,
): Promise<T | U> => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(
      () => {
        resolve(onTimeout())
        controller.abort()
      },
      Math.min(ms, LONGEST_MS),
    )
  })
  try {
    return await Promise.race([(async () => work(controller.signal))(), late])
  } finally {
    clearTimeout(timer)
  }
}
