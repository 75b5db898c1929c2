import type { LiveTerminal } from '../../engine/live-list.js'

const BAR_WIDTH = 24
const TOLD_EVERY_MS = 50

/** Told how much of the work is done. */
export type TellDone = (done: number) => void

/** Does `work`, drawing meanwhile how far it is, and clears that away; draws nothing without a terminal. */
export const withProgress = async <T>(
  terminal: LiveTerminal | null,
  total: number,
  work: (tell: TellDone) => Promise<T>,
): Promise<T> => {
  if (terminal === null) return work(() => undefined)
  const [listr2, { liveRenderer }] = await Promise.all([
    import('listr2'),
    import('../../engine/live-renderer.js'),
  ])
  const done: T[] = []
  const { stream } = terminal
  const list = new listr2.Listr(
    [
      {
        title: progressWords(0, total),
        task: async (_: unknown, task: { title: string }) => {
          let toldAt = Number.NEGATIVE_INFINITY
          const value = await work((count) => {
            if (performance.now() - toldAt < TOLD_EVERY_MS) return
            toldAt = performance.now()
            task.title = progressWords(count, total)
          })
          done.push(value)
        },
      },
    ],
    {
      registerSignalListeners: false,
      renderer: liveRenderer(listr2, terminal, () => null),
      rendererOptions: {
        clearOutput: true,
        logger: new listr2.ListrLogger({
          useIcons: true,
          toStderr: [],
          processOutput: new listr2.ProcessOutput(stream, stream),
        }),
      },
    },
  )
  await list.run()
  const [value] = done
  return value === undefined ? work(() => undefined) : value
}

const progressWords = (done: number, total: number): string => {
  const filled = Math.round((BAR_WIDTH * done) / Math.max(1, total))
  return `Reading reports [${'#'.repeat(filled)}${'.'.repeat(BAR_WIDTH - filled)}] ${done} of ${total}`
}
