import { createHash } from 'node:crypto'
import { chmod, mkdir, open, rmdir, symlink, unlink, utimes } from 'node:fs/promises'
import { dirname } from 'node:path'
import { appendDurably } from './append-line.js'
import { syncFolder, writeAtomically } from './atomic-write.js'
import { codeOf } from './errno.js'
import { toMachineError } from './machine-error.js'
import { makePrivateFolder } from './private-folder.js'
import { withRegular } from './regular-file.js'
import { revealText } from './sealed-text.js'
import type { Writer } from './types.js'

const bytesOf = (path: string): Promise<Buffer> => withRegular(path, (handle) => handle.readFile())

/** Every error of `act` becomes one that names `path`. */
const at = async <T>(path: string, act: () => Promise<T>): Promise<T> => {
  try {
    return await act()
  } catch (error) {
    throw toMachineError(error, path)
  }
}

const writeNew = async (path: string, bytes: Buffer): Promise<void> => {
  const handle = await open(path, 'wx', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(bytes)
    await handle.sync()
  } catch (error) {
    await unlink(path).catch(() => {})
    throw error
  } finally {
    await handle.close()
  }
  await syncFolder(dirname(path))
}

/** Writes to the real file system. */
export const createWriter = (): Writer => ({
  async replace(path, content, options = {}) {
    const bytes = revealText(content)
    await at(path, () => writeAtomically(path, bytes, options.mode))
    return createHash('sha256').update(bytes).digest('hex')
  },

  async copy(from, to) {
    const bytes = await at(from, () => bytesOf(from))
    await at(to, () => writeNew(to, bytes))
  },

  async restore(from, path, { mode, mtimeMs, owner }) {
    const bytes = await at(from, () => bytesOf(from))
    await at(path, async () => {
      const target = await writeAtomically(path, bytes, mode, process.getuid?.() === 0 ? owner : undefined)
      await utimes(target, mtimeMs / 1000, mtimeMs / 1000)
    })
  },

  chmod: (path, mode) => at(path, () => chmod(path, mode)),

  remove: (path) =>
    at(path, async () => {
      await unlink(path)
      await syncFolder(dirname(path))
    }),

  link: (target, path) => at(path, () => symlink(target, path)),

  makeFolder: (path) => at(path, () => makePrivateFolder(path)),

  restoreFolder: (path, { mode, mtimeMs }) =>
    at(path, async () => {
      await mkdir(path, 0o700)
      await chmod(path, mode)
      await utimes(path, mtimeMs / 1000, mtimeMs / 1000)
      await syncFolder(dirname(path))
    }),

  removeFolderIfEmpty: (path) =>
    at(path, async () => {
      try {
        await rmdir(path)
        await syncFolder(dirname(path))
      } catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOENT'].includes(codeOf(error))) throw error
      }
    }),

  appendLine: (path, line) => at(path, () => appendDurably(path, line)),
})
