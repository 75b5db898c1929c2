import { constants } from 'node:fs'
import { lstat, open, realpath, stat } from 'node:fs/promises'
import { sep } from 'node:path'
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
  /** The folder that a link may not lead out of. */
  readonly within?: string
}

/** It is a link to a file elsewhere, which nobody asked for. */
export class LeadsOutError extends Error {
  override readonly name = 'LeadsOutError'
}

/** Another user put it there: it may lead to a file that only this user can read. */
export class NotOwnError extends Error {
  override readonly name = 'NotOwnError'
}

const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0)

/**
 * The last bytes of a regular file. Throws a {@link MachineError} where it cannot be read, {@link NotRegularError} for
 * what is no file, {@link NotOwnError} for somebody else's and {@link LeadsOutError} for a link that leads out.
 */
export const readEnd = async (named: string, { most, ownedBy, within }: EndOptions): Promise<FileEnd> => {
  const flags = ownedBy === undefined && within === undefined ? READ : READ | (constants.O_NOFOLLOW ?? 0)
  try {
    const path = within === undefined ? named : await pathWithin(named, within)
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
    if (error instanceof NotRegularError || error instanceof NotOwnError || error instanceof LeadsOutError)
      throw error
    if (codeOf(error) === 'ELOOP') throw new NotOwnError()
    throw toMachineError(error, named)
  }
}

/** Where a path leads to, opened by which a link that is put there later is not followed. */
const pathWithin = async (named: string, folder: string): Promise<string> => {
  const [real, root] = await Promise.all([realpath(named), realpath(folder)])
  if (!real.startsWith(root.endsWith(sep) ? root : `${root}${sep}`)) throw new LeadsOutError()
  return real
}
