import { lstat, readlink, realpath } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { codeOf, isMissing } from './errno.js'

/** As many as Linux follows. */
const MOST_LINKS = 40

/**
 * The real path a write to `path` should go to: every link resolved, also one whose target does not exist yet. Where
 * the folder does not exist either, the path is returned as far as it could be resolved. Throws Node's errors.
 */
export const resolveLinks = async (path: string): Promise<string> => {
  let at = resolve(path)
  for (let links = 0; links <= MOST_LINKS; links += 1) {
    try {
      return await realpath(at)
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error
    }
    const folder = await realpath(dirname(at)).catch((error: unknown) => {
      if (isMissing(error)) return null
      throw error
    })
    if (folder === null) return at
    at = join(folder, basename(at))
    const isLink = await lstat(at).then(
      (stats) => stats.isSymbolicLink(),
      () => false,
    )
    if (!isLink) return at
    at = resolve(folder, await readlink(at))
  }
  return at
}
