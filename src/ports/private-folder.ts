import { chmod, mkdir, rmdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { syncFolder } from './atomic-write.js'
import { codeOf } from './errno.js'
import { MachineError } from './machine-error.js'

/** The folders missing on the way to `path` and itself, outermost first. Throws where something else is in the way. */
const missingFolders = async (path: string): Promise<readonly string[]> => {
  const missing: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    try {
      if ((await stat(at)).isDirectory()) return missing
      throw new MachineError('failed', at, 'it is not a folder')
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || at === dirname(at)) throw error
      missing.unshift(at)
    }
  }
}

/**
 * Makes a folder and its missing parents, each with mode 0700 whatever the umask, and returns those it made,
 * outermost first. Where it cannot make them all it makes none. Throws Node's errors.
 */
export const makePrivateFolder = async (path: string): Promise<readonly string[]> => {
  const made: string[] = []
  try {
    for (const folder of await missingFolders(path)) {
      if (!(await makeOne(folder))) continue
      made.push(folder)
      await chmod(folder, 0o700)
      await syncFolder(dirname(folder))
    }
    return made
  } catch (error) {
    for (const folder of made.reverse()) await rmdir(folder).catch(() => {})
    throw error
  }
}

/** False where another program made it in the meantime. */
const makeOne = async (folder: string): Promise<boolean> => {
  try {
    await mkdir(folder, 0o700)
    return true
  } catch (error) {
    const isThere = codeOf(error) === 'EEXIST' && (await stat(folder)).isDirectory()
    if (!isThere) throw error
    return false
  }
}
