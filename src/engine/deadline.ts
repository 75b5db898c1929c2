/** Settles as `promise` does, or as `onTimeout()` once `ms` have passed; `signal` then aborts what still runs. */
export const withDeadline = async <T, U>(
  ms: number,
  work: (signal: AbortSignal) => Promise<T> | T,
  onTimeout: () => U,
): Promise<T | U> => {
  const controller = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<U>((resolve) => {
    timer = setTimeout(() => {
      resolve(onTimeout())
      controller.abort()
    }, ms)
  })
  try {
    return await Promise.race([(async () => work(controller.signal))(), late])
  } finally {
    clearTimeout(timer)
  }
}
