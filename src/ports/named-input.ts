import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { readBytes } from './folders.js'
import { MachineError, toMachineError } from './machine-error.js'

/** What stands for standard input where a file is named. */
export const STANDARD_INPUT = '-'

/**
 * The bytes of a file that the user named, or of standard input; null where there are more than `limit`. Throws a
 * {@link MachineError} for what is no regular file: a pipe or a device might never end, or be set off by being read.
 */
export const readNamedInput = async (
  name: string,
  limit: number,
  input: Readable = process.stdin,
): Promise<Buffer | null> => {
  if (name === STANDARD_INPUT) return readToEnd(input, limit)
  await expectFile(name)
  return readBytes(name, limit)
}

const expectFile = async (path: string): Promise<void> => {
  const stats = await stat(path).catch((error: unknown) => {
    throw toMachineError(error, path)
  })
  if (stats.isDirectory()) throw new MachineError('failed', path, 'it is a folder')
  if (stats.isFIFO())
    throw new MachineError('failed', path, 'it is a pipe; what comes from one is read by `-`')
  if (!stats.isFile()) throw new MachineError('failed', path, 'it is a device or a socket, not a file')
}

const readToEnd = async (input: Readable, limit: number): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of input) {
      chunks.push(Buffer.from(chunk))
      size += chunk.length
      if (size > limit) return null
    }
  } catch (error) {
    throw toMachineError(error, 'standard input')
  }
  return Buffer.concat(chunks, size)
}
