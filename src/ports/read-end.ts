import { constants } from 'node:fs'
import { lstat, open, stat } from 'node:fs/promises'
import { codeOf } from './errno.js'
import { toMachineError } from './machine-error.js'
import { NotRegularError } from './regular-file.js'

/** The end of a file. */
export interface FileEnd {
  readonly bytes: Buffer
  /** Of the whole file. */
  readonly size: number
}

export interface EndOptions {
  /** At most so many bytes. */
  readonly most: number
  /** Whose file it has to be, and then no link: of a folder that everybody may write to. */
  readonly ownedBy?: number
}

/** Another user put it there: it may lead to a file that only this user can read. */
export class NotOwnError extends Error {
  override readonly name = 'NotOwnError'
}

const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * The last bytes of a regular file. Throws a {@link MachineError} where it cannot be read, {@link NotRegularError} for
 * what is no file and {@link NotOwnError} for somebody else's.
 */
export const readEnd = async (path: string, { most, ownedBy }: EndOptions): Promise<FileEnd> => {
  const flags = ownedBy === undefined ? READ : READ | (constants.O_NOFOLLOW ?? 0)
  try {
    // A pipe would wait for a writer, and a device can be set off: what is no file is not opened.
    const seen = await (ownedBy === undefined ? stat(path) : lstat(path))
    if (seen.isSymbolicLink()) throw new NotOwnError()
    if (!seen.isFile()) throw new NotRegularError()
    const handle = await open(path, flags)
    try {
      const stats = await handle.stat()
      if (!stats.isFile()) throw new NotRegularError()
      if (ownedBy !== undefined && stats.uid !== ownedBy) throw new NotOwnError()
      const length = Math.min(stats.size, most)
      const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, stats.size - length)
      return { bytes: buffer.subarray(0, bytesRead), size: stats.size }
    } finally {
      await handle.close()
    }
  } catch (error) {
    if (error instanceof NotRegularError || error instanceof NotOwnError) throw error
    if (codeOf(error) === 'ELOOP') throw new NotOwnError()
    throw toMachineError(error, path)
  }
}
