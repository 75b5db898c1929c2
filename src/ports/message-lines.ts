import type { Readable } from 'node:stream'

const NEWLINE = 10

/**
 * Cuts a stream into lines. `onTooLong` is called once, and nothing is read any more, where a line is longer than
 * `longest` bytes: whoever writes it could fill all memory otherwise.
 */
export const readLines = (
  stream: Readable,
  longest: number,
  onLine: (line: string) => void,
  onTooLong: () => void,
): void => {
  let parts: Buffer[] = []
  let held = 0
  const add = (part: Buffer): boolean => {
    held += part.length
    if (held > longest) {
      parts = []
      stream.removeAllListeners('data')
      onTooLong()
      return false
    }
    parts.push(part)
    return true
  }
  stream.on('data', (chunk: Buffer) => {
    let from = 0
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, from)) {
      if (!add(chunk.subarray(from, end))) return
      const line = Buffer.concat(parts).toString('utf8')
      parts = []
      held = 0
      from = end + 1
      onLine(line)
    }
    add(chunk.subarray(from))
  })
  // A stream that breaks has ended: the process it belongs to says why.
  stream.on('error', () => {})
}
