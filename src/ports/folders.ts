import { chmod, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder, writeAtomically } from './atomic-write.js'
import { toMachineError } from './machine-error.js'
import { readRegular, withRegular } from './regular-file.js'

/** Each throws a {@link MachineError} that names the path. */
const at = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    throw toMachineError(error, path)
  }
}

/** Makes a folder with a name of its own that begins as given, readable by its owner alone, and returns its path. */
export const makeFolderOfOwn = (parent: string, start: string): Promise<string> =>
  at(parent, async () => {
    const path = await mkdtemp(join(parent, start))
    await chmod(path, 0o700)
    return path
  })

/** Gives a folder another place on the same file system, at one stroke. There must be nothing at `to`. */
export const moveFolder = (from: string, to: string): Promise<void> =>
  at(to, async () => {
    await rename(from, to)
    await syncFolder(dirname(to))
  })

/** Removes a folder with all in it; links in it are removed and not followed. Nothing there is as good. */
export const removeTree = (path: string): Promise<void> =>
  at(path, () => rm(path, { recursive: true, force: true, maxRetries: 3 }))

/** The bytes of a regular file; null where there are more than `limit`. */
export const readBytes = (path: string, limit: number): Promise<Buffer | null> =>
  at(path, () => withRegular(path, (handle, stats) => readRegular(handle, stats, limit)))

/** Writes a file that is not there yet, with mode 0600. */
export const writeNewFile = (path: string, bytes: Buffer): Promise<void> =>
  at(path, () => writeFile(path, bytes, { flag: 'wx', mode: 0o600 }))

/** Removes a file, or a link as such; nothing there is as good. */
export const removeFile = (path: string): Promise<void> => at(path, () => rm(path, { force: true }))

/** Puts a file at a path at one stroke, with mode 0600, also over one that is there. */
export const replaceFile = (path: string, bytes: Buffer): Promise<string> =>
  at(path, () => writeAtomically(path, bytes, 0o600))
