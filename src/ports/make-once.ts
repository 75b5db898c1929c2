import { randomBytes } from 'node:crypto'
import { link, open, rename, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { syncFolder } from './atomic-write.js'
import { codeOf } from './errno.js'
import { toMachineError } from './machine-error.js'
import { makePrivateFolder } from './private-folder.js'

/** What a file system says that knows no second name of a file. */
const LINKLESS = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'])

/**
 * Makes a file with mode 0600, and its missing folders with 0700, unless something is there: of two programs that make
 * one at once, both find the first's afterwards, and whole. Throws a `MachineError`.
 */
export const makeOnce = async (path: string, content: string | Uint8Array): Promise<void> => {
  const draft = `${path}.${randomBytes(6).toString('hex')}`
  try {
    await makePrivateFolder(dirname(path))
    const handle = await open(draft, 'wx', 0o600)
    try {
      await handle.chmod(0o600)
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // Unlike a rename, this never replaces what others have found there meanwhile.
    await link(draft, path).catch(async (error) => {
      if (LINKLESS.has(codeOf(error))) await rename(draft, path)
      else if (codeOf(error) !== 'EEXIST') throw error
    })
    await syncFolder(dirname(path))
  } catch (error) {
    throw toMachineError(error, path)
  } finally {
    await unlink(draft).catch(() => undefined)
  }
}
