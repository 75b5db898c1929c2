import { wrapAnsi } from 'fast-wrap-ansi'
import { onInterrupt } from './on-interrupt.js'

/** Where progress may be drawn: a terminal's stream and its size. */
export interface LiveTerminal {
  readonly stream: NodeJS.WriteStream
  readonly rows: number
  /** Whether each line has the time that its task has taken so far. */
  readonly times?: boolean
}

/** Milliseconds that the task of this index has taken so far; null where it has not begun. */
export type TimeOf = (index: number) => number | null

export type ListModule = typeof import('listr2')
type Renderer = ListModule['DefaultRenderer']

/** listr2's own renderer works the whole list out again on every event, which is quadratic in the number of tasks. */
const REDRAW_EVERY_MS = 100
const LINES_LEFT_FREE = 4
const ICON_WIDTH = 3
const USUAL_COLUMNS = 80

const TIME_WIDTH = 8

/** A column wide, so that titles stand below each other. */
const timeColumn = (ms: number | null): string => {
  const text = ms === null ? '' : ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`
  return text.padStart(TIME_WIDTH)
}

/** listr2's list, drawn seldom, never higher or wider than the terminal, and cleared away also by an interrupt. */
export const liveRenderer = (
  { DefaultRenderer }: ListModule,
  { stream, rows, times = false }: LiveTerminal,
  timeOf: TimeOf,
): Renderer =>
  class extends DefaultRenderer {
    // The caller has found a terminal: listr2 would look at stdout, which may well be a pipe.
    static override nonTTY = true
    readonly #all: ConstructorParameters<Renderer>[0]
    readonly #shown: ConstructorParameters<Renderer>[0]
    readonly #indexes: ReadonlyMap<object, number>
    #drawnAt = Number.NEGATIVE_INFINITY
    #callOff = (): void => undefined

    constructor(...[tasks, options, events]: ConstructorParameters<Renderer>) {
      const shown = [...tasks]
      super(shown, options, events)
      this.#all = tasks
      this.#shown = shown
      this.#indexes = new Map(tasks.map((task, index) => [task, index]))
    }

    override async render(): Promise<void> {
      await super.render()
      this.#callOff = onInterrupt(() => this.end())
    }

    override end(): void {
      this.#callOff()
      super.end()
    }

    override update(): void {
      const now = performance.now()
      if (now - this.#drawnAt < REDRAW_EVERY_MS) return
      this.#drawnAt = now
      super.update()
    }

    override create(options?: Parameters<InstanceType<Renderer>['create']>[0]): string {
      const fits = Math.max(0, rows - LINES_LEFT_FREE)
      const tasks =
        this.#all.length <= fits
          ? this.#all
          : this.#all.filter((task) => task.isStarted() || task.isPrompt() || task.hasFailed()).slice(0, fits)
      this.#shown.splice(0, this.#shown.length, ...tasks)
      return super.create(options)
    }

    protected override style(...[task, output]: Parameters<InstanceType<Renderer>['style']>): string {
      const icon = super.style(task, output)
      return times ? `${icon}${timeColumn(timeOf(this.#indexes.get(task) ?? -1))}` : icon
    }

    protected override format(message: string, icon: string): string[] {
      const taken = ICON_WIDTH + (times ? TIME_WIDTH : 0)
      const columns = Math.max(1, (stream.columns || USUAL_COLUMNS) - taken)
      const [line = ''] = wrapAnsi(message, columns, { hard: true }).split('\n')
      return [`${icon} ${line}`]
    }
  }
