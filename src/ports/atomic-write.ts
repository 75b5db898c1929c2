import { chmod, open, stat, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { codeOf } from './errno.js'
import { resolveLinks } from './link-target.js'
import { NotRegularError } from './regular-file.js'
import type { Owner } from './types.js'

/** Makes a new or gone name in a folder last through a power cut, where the platform can do that for folders. */
export const syncFolder = async (folder: string): Promise<void> => {
  try {
    const handle = await open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  } catch {
    // The change itself is done and cannot be taken back; Windows, some network file systems, and folders that may
    // be written but not read, have no such sync.
  }
}

const existing = async (path: string) => {
  try {
    return await stat(path)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw error
  }
}

const PRIVATE = 0o600

/**
 * Puts `bytes` where `path` leads, by a file beside it that is renamed over it, and returns that real path. Owner,
 * and mode, where none is given, stay those of the file there; a new file gets 0600 whatever the umask. Throws Node's
 * errors, and {@link NotRegularError}.
 */
export const writeAtomically = async (
  path: string,
  bytes: Buffer,
  mode?: number,
  owner?: Owner,
): Promise<string> => {
  const target = resolveLinks(path)
  const before = await existing(target)
  if (before !== null && !before.isFile()) throw new NotRegularError()
  const permissions = mode ?? (before === null ? PRIVATE : before.mode & 0o7777)
  const owned = owner ?? (before === null ? undefined : { uid: before.uid, gid: before.gid })
  const { default: writeFileAtomic } = await import('write-file-atomic')
  await writeFileAtomic(target, Buffer.alloc(0), {
    // Given to the file beside it when that is whole, just before it gets the name: so both change at one stroke.
    mode: permissions,
    ...(owned !== undefined && process.platform !== 'win32' && { chown: owned }),
    // The library writes once and does not ask how much of it arrived: on a disk that fills up it would rename a
    // truncated file into place. So the bytes are written here, by a call that writes them all or throws, and the
    // library does the rest: name, fsync, owner, mode, rename, and no file left behind, also on a signal.
    async tmpfileCreated(temporary) {
      // It holds the secrets soon: until it is whole it is nobody else's.
      await chmod(temporary, PRIVATE)
      await writeFile(temporary, bytes, { flag: 'r+' })
    },
  })
  // The library takes a mode of 0 for none.
  if (permissions === 0) await chmod(target, permissions)
  await syncFolder(dirname(target))
  return target
}
