import { lstatSync, readlinkSync, realpathSync } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, isMissing } from './errno.js'

/** As many as Linux follows. */
const MOST_LINKS = 40

/**
 * The real path a write to `path` should go to: every link resolved, also one whose target does not exist yet. Where
 * the folder does not exist either, the path is returned as far as it could be resolved. Throws Node's errors.
 */
export const resolveLinks = (path: string): string => {
  let at = resolve(path)
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    try {
      return realpathSync.native(at)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
    const folder = realFolder(dirname(at))
    if (folder === null) return at
    at = join(folder, basename(at))
    if (!isLink(at)) return at
    at = resolve(folder, readlinkSync(at))
  }
  return at
}

const realFolder = (path: string): string | null => {
  try {
    return realpathSync.native(path)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const isLink = (path: string): boolean => {
  try {
    return lstatSync(path).isSymbolicLink()
  } catch {
    return false
  }
}
