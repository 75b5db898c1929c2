import type { Listr } from 'listr2'
import type { AnyCheck } from '../contract/index.js'
import type { CheckResult } from './check-result.js'
import { type ListModule, type LiveTerminal, liveRenderer, type TimeOf } from './live-renderer.js'
import { uptime } from './uptime.js'

export type { LiveTerminal }

/** Runs one listr2 task per check. With a terminal it draws them there, and clears them away when all are done. */
export const runAsList = async (
  checks: readonly AnyCheck[],
  judgeOne: (check: AnyCheck) => Promise<CheckResult>,
  options: {
    readonly concurrency: number
    readonly terminal: LiveTerminal | null
    /** Told each result as soon as it is there. */
    readonly onResult?: ((result: CheckResult) => void) | undefined
  },
): Promise<readonly CheckResult[]> => {
  const listr2 = await import('listr2')
  const results = new Map<AnyCheck, CheckResult>()
  const beganAt = new Map<AnyCheck, number>()
  const timeOf: TimeOf = (index) => {
    const check = checks[index]
    const began = check === undefined ? undefined : beganAt.get(check)
    if (check === undefined || began === undefined) return null
    return results.get(check)?.ms ?? uptime() - began
  }
  const tasks = checks.map((check) => ({
    title: titleOf(check),
    task: async (_: unknown, task: { skip(reason: string): void }) => {
      beganAt.set(check, uptime())
      const result = await judgeOne(check)
      results.set(check, result)
      options.onResult?.(result)
      if (result.outcome === 'skip') task.skip(result.reason ?? '')
      else if (isProblem(result)) throw new Error(result.outcome)
    },
  }))
  const shared = {
    concurrent: options.concurrency,
    exitOnError: false,
    registerSignalListeners: false,
  } as const
  await listWith(listr2, tasks, shared, options.terminal, timeOf).run()
  // listr2 stops without a word where its own drawing throws: that must not cost anybody a result.
  return Promise.all(checks.map((check) => results.get(check) ?? judgeOne(check)))
}

/** Notes are no cause for alarm. */
const isProblem = ({ outcome, findings }: CheckResult): boolean =>
  outcome === 'fail' ? findings.some(({ severity }) => severity !== 'info') : outcome !== 'pass'

/** A title is a plugin's: it may hold line breaks and a terminal's control sequences, or not be there at all. */
const titleOf = (check: AnyCheck): string => {
  try {
    return String(check.title).replaceAll(/[\s\p{Cc}]+/gu, ' ')
  } catch {
    return '(no title)'
  }
}

const listWith = (
  listr2: ListModule,
  tasks: ConstructorParameters<typeof Listr>[0],
  shared: {
    readonly concurrent: number
    readonly exitOnError: false
    readonly registerSignalListeners: false
  },
  terminal: LiveTerminal | null,
  timeOf: TimeOf,
): { run(): Promise<unknown> } => {
  if (terminal === null) return new listr2.Listr(tasks, { ...shared, renderer: 'silent' })
  const { stream } = terminal
  return new listr2.Listr(tasks, {
    ...shared,
    renderer: liveRenderer(listr2, terminal, timeOf),
    rendererOptions: {
      clearOutput: true,
      showErrorMessage: false,
      showSkipMessage: false,
      logger: new listr2.ListrLogger({
        useIcons: true,
        toStderr: [],
        processOutput: new listr2.ProcessOutput(stream, stream),
      }),
    },
  })
}
