const YEARS_MS = 10 * 365 * 24 * 3_600_000

/**
 * Moves this process to another day and another machine: the clock stands years later, chance falls otherwise and the
 * environment is empty. What it returns moves it back.
 */
export const moveElsewhere = (): (() => void) => {
  const { Date: RealDate, process: here } = globalThis
  const { random } = Math
  const { now } = performance
  const { env } = here
  const moved = (): number => RealDate.now() + YEARS_MS
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args, newTarget) =>
      Reflect.construct(target, args.length === 0 ? [moved()] : args, newTarget),
    apply: () => new RealDate(moved()).toString(),
    get: (target, key) => (key === 'now' ? moved : Reflect.get(target, key)),
  })
  Math.random = () => 1 - random()
  performance.now = () => now.call(performance) + YEARS_MS
  here.env = {}
  return () => {
    globalThis.Date = RealDate
    Math.random = random
    performance.now = now
    here.env = env
  }
}
