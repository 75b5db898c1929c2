import { Writable } from 'node:stream'
import type { LiveTerminal } from '../../src/engine/live-list.js'

/** What a terminal of this size shows of what was written to it, as far as a list of tasks makes use of one. */
export interface Screen {
  write(text: string): void
  /** What can be seen, and what was scrolled away above it, without trailing blanks. */
  lines(): readonly string[]
  /** The most lines that were ever in use at once. */
  readonly highest: number
  readonly cursorVisible: boolean
  readonly everHidden: boolean
}

const ESC = '\u001b'
const PIECE = new RegExp(`${ESC}\\[([?\\d;]*)([A-Za-z])|\\r|\\n|[^]`, 'gu')

export const createScreen = (rows: number, columns: number): Screen => {
  const gone: string[] = []
  const shown: string[] = ['']
  let row = 0
  let column = 0
  let highest = 0
  let cursorVisible = true
  let everHidden = false

  const down = (): void => {
    column = 0
    row += 1
    if (row < rows) shown[row] ??= ''
    else {
      row -= 1
      gone.push(shown.shift() ?? '')
      shown[row] = ''
    }
  }
  const put = (character: string): void => {
    if (column === columns) down()
    const line = (shown[row] ?? '').padEnd(column)
    shown[row] = line.slice(0, column) + character + line.slice(column + 1)
    column += 1
  }
  const control = (argument: string, command: string): void => {
    if (command === 'A') row = Math.max(0, row - Number(argument || 1))
    else if (command === 'G') column = Number(argument || 1) - 1
    else if (command === 'K' && argument === '2') shown[row] = ''
    else if (command === 'h' && argument === '?25') cursorVisible = true
    else if (command === 'l' && argument === '?25') {
      cursorVisible = false
      everHidden = true
    } else if (command !== 'm') throw new Error(`the screen does not know ESC [${argument}${command}`)
  }
  const lines = (): readonly string[] => {
    const all = [...gone, ...shown].map((line) => line.trimEnd())
    return all.slice(0, all.findLastIndex((line) => line !== '') + 1)
  }
  return {
    write(text) {
      for (const [piece, argument = '', command] of text.matchAll(PIECE)) {
        if (command !== undefined) control(argument, command)
        else if (piece === '\r') column = 0
        else if (piece === '\n') down()
        else put(piece)
      }
      highest = Math.max(highest, lines().length)
    },
    lines,
    get highest() {
      return highest
    },
    get cursorVisible() {
      return cursorVisible
    },
    get everHidden() {
      return everHidden
    },
  }
}

/** A terminal that nobody sits at, and its screen. `onWrite` is told after each change of it. */
export const createTerminal = (
  { rows = 24, columns = 80 } = {},
  onWrite: (screen: Screen) => void = () => undefined,
): { readonly screen: Screen; readonly terminal: LiveTerminal } => {
  const screen = createScreen(rows, columns)
  const writable = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      screen.write(String(chunk))
      onWrite(screen)
      done()
    },
  })
  const stream = Object.assign(writable, { isTTY: true, rows, columns }) as unknown as NodeJS.WriteStream
  return { screen, terminal: { stream, rows } }
}
