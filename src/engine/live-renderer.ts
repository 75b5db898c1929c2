import { wrapAnsi } from 'fast-wrap-ansi'
import { onInterrupt } from './on-interrupt.js'

/** Where progress may be drawn: a terminal's stream and its size. */
export interface LiveTerminal {
  readonly stream: NodeJS.WriteStream
  readonly rows: number
}

export type ListModule = typeof import('listr2')
type Renderer = ListModule['DefaultRenderer']

/** listr2's own renderer works the whole list out again on every event, which is quadratic in the number of tasks. */
const REDRAW_EVERY_MS = 100
const LINES_LEFT_FREE = 4
const ICON_WIDTH = 3
const USUAL_COLUMNS = 80

/** listr2's list, drawn seldom, never higher or wider than the terminal, and cleared away also by an interrupt. */
export const liveRenderer = ({ DefaultRenderer }: ListModule, { stream, rows }: LiveTerminal): Renderer =>
  class extends DefaultRenderer {
    // The caller has found a terminal: listr2 would look at stdout, which may well be a pipe.
    static override nonTTY = true
    readonly #all: ConstructorParameters<Renderer>[0]
    readonly #shown: ConstructorParameters<Renderer>[0]
    #drawnAt = Number.NEGATIVE_INFINITY
    #callOff = (): void => undefined

    constructor(...[tasks, options, events]: ConstructorParameters<Renderer>) {
      const shown = [...tasks]
      super(shown, options, events)
      this.#all = tasks
      this.#shown = shown
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

    protected override format(message: string, icon: string): string[] {
      const columns = Math.max(1, (stream.columns || USUAL_COLUMNS) - ICON_WIDTH)
      const [line = ''] = wrapAnsi(message, columns, { hard: true }).split('\n')
      return [`${icon} ${line}`]
    }
  }
