import { createInterface, type Interface } from 'node:readline'
import { Writable } from 'node:stream'
import { stopped } from './answer-or-end.js'
import { printErr } from './output.js'
import { pasteInput } from './paste-input.js'

/** Lines that were typed before they were asked for, and whoever waits for one. */
interface Lines {
  readonly reader: Interface
  readonly typed: string[]
  isOver: boolean
  take: ((line: string | null) => void) | null
}

let lines: Lines | null = null

/** The terminal itself edits and shows the line, and its Ctrl-C is a signal: nothing is drawn here. */
const readLines = (): Lines => {
  const reader = createInterface({ input: process.stdin, terminal: false })
  const opened: Lines = { reader, typed: [], isOver: false, take: null }
  reader.on('line', (line) => {
    if (opened.take === null) opened.typed.push(line)
    else opened.take(line)
  })
  reader.on('close', () => {
    opened.isOver = true
    opened.take?.(null)
  })
  return opened
}

/** Asks on a line of its own and reads one; null where the input has ended. */
export const askPlainLine = async (message: string): Promise<string | null> => {
  printErr(`${message} `)
  lines ??= readLines()
  const { reader, typed } = lines
  const early = typed.shift()
  if (early !== undefined || lines.isOver) {
    printErr('\n')
    return early ?? null
  }
  reader.resume()
  const line = await new Promise<string | null>((resolve) => {
    if (lines !== null) lines.take = resolve
  })
  lines.take = null
  if (line === null) printErr('\n')
  else reader.pause()
  return line
}

const NOWHERE = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

/** The same for what must not be shown: the line is edited unseen. Leaving with Ctrl-C throws a refusal. */
export const askPlainHidden = async (message: string, left: string): Promise<string | null> => {
  printErr(`${message} `)
  const { input, stop } = pasteInput(process.stdin)
  const reader = createInterface({ input, output: NOWHERE(), terminal: true })
  try {
    return await new Promise<string | null>((resolve, reject) => {
      reader.on('line', resolve)
      reader.on('SIGINT', () => reject(stopped(left)))
      reader.on('close', () => resolve(null))
    })
  } finally {
    reader.close()
    stop()
    printErr('\n')
  }
}
