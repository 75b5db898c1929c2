import { closeSync, constants, fstatSync, openSync, readSync, type Stats } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'

/** Thrown for a pipe, a socket, a device or a folder. */
export class NotRegularError extends Error {
  override readonly name = 'NotRegularError'
  readonly code = 'not a regular file'
}

// Windows knows neither flag.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * Opens a regular file to read, hands it to `use`, and closes it. Nothing else is opened: a pipe would wait for a
 * writer, and a device can be set off. So the path is looked at first, and what was opened is looked at again.
 */
export const withRegular = async <T>(
  path: string,
  use: (handle: FileHandle, stats: Stats) => Promise<T>,
): Promise<T> => {
  if (!(await stat(path)).isFile()) throw new NotRegularError()
  return withSeenRegular(path, use)
}

/** The same for a path that was seen to be a regular file just before. */
export const withSeenRegular = async <T>(
  path: string,
  use: (handle: FileHandle, stats: Stats) => Promise<T>,
): Promise<T> => {
  const handle = await open(path, READ)
  try {
    const stats = await handle.stat()
    if (!stats.isFile()) throw new NotRegularError()
    return await use(handle, stats)
  } finally {
    await handle.close()
  }
}

/** What is read at once, without another thread. */
const SMALL_BYTES = 256 * 1024

/** Reads a regular file that is known to be one at once; null where it is larger than 256 KiB. */
export type SmallReader = <T>(path: string, use: (bytes: Buffer, stats: Stats) => T) => T | null

/**
 * Reads all into the same memory, which is theirs only until `use` has returned: files that tell of processes have no
 * size, there are hundreds of them, and what each would be given to be safe costs more than to read it.
 */
export const createSmallReader = (): SmallReader => {
  let memory: Buffer | undefined
  return (path, use) => {
    const file = openSync(path, READ)
    try {
      const stats = fstatSync(file)
      if (!stats.isFile()) throw new NotRegularError()
      if (stats.size > SMALL_BYTES) return null
      memory ??= Buffer.allocUnsafeSlow(SMALL_BYTES + 1)
      for (let total = 0; total <= SMALL_BYTES; ) {
        const read = readSync(file, memory, total, memory.length - total, null)
        if (read === 0) return use(memory.subarray(0, total), stats)
        total += read
      }
      return null
    } finally {
      closeSync(file)
    }
  }
}

/** The bytes of a regular file that is about as large as it was seen to be; null where there are more than `limit`. */
export const readRegular = async (
  handle: FileHandle,
  { size }: Stats,
  limit: number,
): Promise<Buffer | null> => {
  const chunks: Buffer[] = []
  // One more than the size says, so that the usual file takes one read and one to see its end.
  let room = Math.min(size, limit) + 1
  let total = 0
  for (;;) {
    const { bytesRead, buffer } = await handle.read(Buffer.allocUnsafe(room), 0, room, null)
    if (bytesRead === 0) return inOne(chunks, total)
    chunks.push(buffer.subarray(0, bytesRead))
    total += bytesRead
    if (total > limit) return null
    room = 65_536
  }
}

/** Without a copy of what is in one already, as nearly every file is. */
const inOne = (chunks: readonly Buffer[], total: number): Buffer => {
  const [first, ...others] = chunks
  return first !== undefined && others.length === 0 ? first : Buffer.concat(chunks, total)
}
