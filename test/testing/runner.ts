import type { TestRunner } from '../../src/testing/index.js'

/**
 * A test runner that only collects. `outcomes` then runs the tests, last first, as a runner that shuffles may, and
 * says how each ends: null, or the message it failed with.
 */
export const createRunner = (): {
  readonly runner: TestRunner
  outcomes(): Promise<Readonly<Record<string, string | null>>>
} => {
  const bodies = new Map<string, () => Promise<void>>()
  const groups: string[] = []
  return {
    runner: {
      describe: (name, body) => {
        groups.push(name)
        body()
        groups.pop()
      },
      it: (name, body) => {
        bodies.set([...groups, name].join(' > '), body)
      },
    },
    outcomes: async () => {
      const ends: Record<string, string | null> = {}
      for (const [name, body] of [...bodies].reverse())
        ends[name] = await body().then(
          () => null,
          (error: Error) => error.message,
        )
      return ends
    },
  }
}
