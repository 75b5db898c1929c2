import { constants } from 'node:fs'
import { type FileHandle, open, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './atomic-write.js'
import { codeOf } from './errno.js'
import { NotRegularError } from './regular-file.js'

// Not to wait for a reader where the path is a pipe; Windows does not know the flag.
const APPEND = constants.O_RDWR | constants.O_APPEND | (constants.O_NONBLOCK ?? 0)

const openToAppend = async (path: string): Promise<{ handle: FileHandle; isNew: boolean }> => {
  try {
    const handle = await open(path, APPEND | constants.O_CREAT | constants.O_EXCL, 0o600)
    return { handle, isNew: true }
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    return { handle: await open(path, APPEND), isNew: false }
  }
}

const endsInsideLine = async (handle: FileHandle, size: number): Promise<boolean> => {
  if (size === 0) return false
  const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1)
  return buffer.toString('latin1') !== '\n'
}

/**
 * Appends one line and returns when it is on the disk; a line that did not fit is taken back whole, and so is the file
 * where it was made for that line. Where an earlier
 * writer died inside a line, that line is ended first, so that it spoils no other. Throws Node's errors.
 */
export const appendDurably = async (path: string, line: string): Promise<void> => {
  const { handle, isNew } = await openToAppend(path)
  try {
    if (isNew) await handle.chmod(0o600)
    const stats = await handle.stat()
    if (!stats.isFile()) throw new NotRegularError()
    const start = (await endsInsideLine(handle, stats.size)) ? '\n' : ''
    try {
      await handle.appendFile(`${start}${line}\n`)
      await handle.sync()
    } catch (error) {
      await (isNew ? unlink(path) : handle.truncate(stats.size))
      throw error
    }
  } finally {
    await handle.close()
  }
  if (isNew) await syncFolder(dirname(path))
}
