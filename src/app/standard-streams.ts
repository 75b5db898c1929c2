import { isFileOrPipe, writeNow } from '../ports/standard-output.js'

const NAMES = ['stdout', 'stderr'] as const
type Name = (typeof NAMES)[number]
type Failed = (stream: Name, error: unknown) => void

/** Which of Node's streams something has used already; null until they are watched. */
let opened: Set<Name> | null = null
let failed: Failed = () => undefined

/**
 * Has `onFailure` told what goes wrong with a standard stream. A stream is opened when something uses it first: that takes
 * Node 2 ms, and most of what is printed for other programs needs none.
 */
export const watchStreams = (onFailure: Failed): void => {
  const used = new Set<Name>()
  opened = used
  failed = onFailure
  for (const name of NAMES) {
    const open = Object.getOwnPropertyDescriptor(process, name)?.get
    if (open === undefined) continue
    const get = (): NodeJS.WriteStream => {
      const stream: NodeJS.WriteStream = open.call(process)
      if (!used.has(name)) {
        used.add(name)
        stream.on('error', (error) => onFailure(name, error))
      }
      return stream
    }
    Object.defineProperty(process, name, { configurable: true, enumerable: true, get })
  }
}

const NO_TERMINAL = { isTTY: false, columns: 0 }
const NUMBERS = { stdout: 1, stderr: 2 } as const

/** What a stream is like, where that can be told without opening it. */
export const lookOf = (name: Name): { readonly isTTY?: boolean; readonly columns?: number } =>
  opened?.has(name) === false && isFileOrPipe(NUMBERS[name]) ? NO_TERMINAL : process[name]

/** Prints on a stream, after all that was printed there before. */
export const print = (name: Name, text: string): void => {
  if (text === '') return
  if (opened === null || opened.has(name)) {
    process[name].write(text)
    return
  }
  try {
    const rest = writeNow(NUMBERS[name], text)
    if (rest.length > 0) process[name].write(rest)
  } catch (error) {
    failed(name, error)
  }
}

/** Resolves when everything printed has been handed over, also into a slow pipe. */
export const drained = async (): Promise<void> => {
  for (const name of opened ?? NAMES) {
    const stream = process[name]
    await new Promise<void>((resolve) => {
      // Why it ended is told in a later turn.
      if (stream.destroyed || !stream.writable) setImmediate(resolve)
      else stream.write('', () => resolve())
    })
  }
}
