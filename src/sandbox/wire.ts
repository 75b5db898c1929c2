import { writeSync } from 'node:fs'

/** The stream that the doctor listens to; what is printed on the usual ones is only kept. */
const MESSAGES = 3

// Taken before any other code runs, which could put something else in their place.
const { stringify, parse } = JSON
const bytesOf = Buffer.from.bind(Buffer)

const isFull = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EAGAIN'

/** Sends one message, and returns when all of it is on its way: a plugin that loops from now on cannot hold it back. */
export const tell = (message: object): void => {
  const line = bytesOf(`${stringify(message)}\n`, 'utf8')
  for (let sent = 0; sent < line.length; ) {
    try {
      sent += writeSync(MESSAGES, line, sent)
    } catch (error) {
      if (!isFull(error)) throw error
    }
  }
}

/** Calls `onMessage` with each message of the doctor's; ends this process when there will be no more. */
export const listen = (onMessage: (message: unknown) => void): void => {
  let rest = ''
  process.stdin.setEncoding('utf8')
  process.stdin.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) onMessage(parse(line))
  })
  process.stdin.on('end', () => process.exit())
}
