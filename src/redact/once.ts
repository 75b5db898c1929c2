/** Does some work when its result is first asked for: what a run never needs costs it nothing. */
export const once = <T>(work: () => T): (() => T) => {
  let done: { readonly result: T } | undefined
  return () => {
    done ??= { result: work() }
    return done.result
  }
}
