import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { stopped } from './answer-or-end.js'
import { printErr } from './output.js'
import { pasteInput } from './paste-input.js'

/** Lines that were typed before they were asked for. */
const early: string[] = []
let hasEnded = false

/** Asks on a line of its own and reads one; null where the input has ended. */
export const askPlainLine = async (message: string): Promise<string | null> => {
  printErr(`${message} `)
  const typed = early.shift()
  const line = typed ?? (hasEnded ? null : await nextLine())
  // Only what is typed now moves the terminal to the next line.
  if (typed !== undefined || line === null) printErr('\n')
  return line
}

/** The terminal itself edits and shows the line, and its Ctrl-C is a signal: nothing is drawn here. */
const nextLine = (): Promise<string | null> => {
  const reader = createInterface({ input: process.stdin, terminal: false })
  return new Promise((resolve) => {
    const typed: string[] = []
    reader.on('line', (line) => {
      typed.push(line)
      // Whatever came in one piece with it is told before this; closing pauses the input for whoever reads it next.
      if (typed.length === 1) setImmediate(() => reader.close())
    })
    reader.on('close', () => {
      const [line, ...rest] = typed
      hasEnded ||= line === undefined
      early.push(...rest)
      resolve(line ?? null)
    })
  })
}

const NOWHERE = (): Writable => new Writable({ write: (_chunk, _encoding, done) => done() })

/** The same for what must not be shown: the line is edited unseen. Leaving with Ctrl-C throws a refusal. */
export const askPlainHidden = async (message: string, left: string): Promise<string | null> => {
  const { input, stop } = pasteInput(process.stdin)
  const reader = createInterface({ input, output: NOWHERE(), terminal: true })
  printErr(`${message} `)
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
