import type { Listr } from 'listr2'
import type { AnyCheck } from '../contract/index.js'
import type { CheckResult } from './judge.js'

/** Where progress may be drawn: a terminal's stream and its size. */
export interface LiveTerminal {
  readonly stream: NodeJS.WriteStream
  readonly rows: number
}

type RendererModule = typeof import('listr2')

/** listr2's own renderer works the whole list out again on every event, which is quadratic in the number of tasks. */
const REDRAW_EVERY_MS = 100
const LINES_LEFT_FREE = 4

const throttled = ({ DefaultRenderer }: RendererModule, rows: number) =>
  class ThrottledRenderer extends DefaultRenderer {
    readonly #all: ConstructorParameters<typeof DefaultRenderer>[0]
    readonly #shown: ConstructorParameters<typeof DefaultRenderer>[0]
    #drawnAt = 0

    constructor(...[tasks, options, events]: ConstructorParameters<typeof DefaultRenderer>) {
      const shown = [...tasks]
      super(shown, options, events)
      this.#all = tasks
      this.#shown = shown
    }

    override update(): void {
      const now = performance.now()
      if (now - this.#drawnAt < REDRAW_EVERY_MS) return
      this.#drawnAt = now
      super.update()
    }

    override create(options?: Parameters<InstanceType<typeof DefaultRenderer>['create']>[0]): string {
      const fits = rows - LINES_LEFT_FREE
      const tasks =
        this.#all.length <= fits
          ? this.#all
          : this.#all.filter((task) => task.isStarted() || task.isPrompt() || task.hasFailed()).slice(0, fits)
      this.#shown.splice(0, this.#shown.length, ...tasks)
      return super.create(options)
    }
  }

/** Runs one listr2 task per check. With a terminal it draws them there, and clears them away when all are done. */
export const runAsList = async (
  checks: readonly AnyCheck[],
  judgeOne: (check: AnyCheck) => Promise<CheckResult>,
  options: { readonly concurrency: number; readonly terminal: LiveTerminal | null },
): Promise<readonly CheckResult[]> => {
  const listr2 = await import('listr2')
  const results = new Map<AnyCheck, CheckResult>()
  const tasks = checks.map((check) => ({
    title: check.title,
    task: async (_: unknown, task: { skip(reason: string): void }) => {
      const result = await judgeOne(check)
      results.set(check, result)
      if (result.outcome === 'skip') task.skip(result.reason ?? '')
      else if (result.outcome !== 'pass') throw new Error(result.outcome)
    },
  }))
  const shared = {
    concurrent: options.concurrency,
    exitOnError: false,
    registerSignalListeners: false,
  } as const
  await listWith(listr2, tasks, shared, options.terminal).run()
  return checks.flatMap((check) => results.get(check) ?? [])
}

const listWith = (
  listr2: RendererModule,
  tasks: ConstructorParameters<typeof Listr>[0],
  shared: {
    readonly concurrent: number
    readonly exitOnError: false
    readonly registerSignalListeners: false
  },
  terminal: LiveTerminal | null,
): { run(): Promise<unknown> } => {
  if (terminal === null) return new listr2.Listr(tasks, { ...shared, renderer: 'silent' })
  const { stream, rows } = terminal
  return new listr2.Listr(tasks, {
    ...shared,
    renderer: throttled(listr2, rows),
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
