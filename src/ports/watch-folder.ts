import { type FSWatcher, watch } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Folders in which no author saves anything by hand. */
const LEFT_OUT = new Set(['node_modules', '.git', 'coverage'])

const foldersBelow = async (folder: string): Promise<readonly string[]> => {
  const inside = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const folders = inside.filter((entry) => entry.isDirectory() && !LEFT_OUT.has(entry.name))
  const below = await Promise.all(folders.map(({ name }) => foldersBelow(join(folder, name))))
  return [folder, ...below.flat()]
}

/**
 * Calls `onChange` when something in a folder, or in one below it, was saved, made or removed: once for all that happens
 * within `quietMs` of each other. Resolves when everything is being watched, with what ends that. Throws Node's errors.
 */
export const watchFolder = async (
  folder: string,
  onChange: () => void,
  quietMs = 150,
): Promise<() => void> => {
  const watchers = new Map<string, FSWatcher>()
  let timer: NodeJS.Timeout | undefined
  const drop = (path: string): void => {
    watchers.get(path)?.close()
    watchers.delete(path)
  }
  // Each folder by itself: the recursive watching of Node 20 misses files in folders made later.
  const cover = async (): Promise<void> => {
    const folders = await foldersBelow(folder)
    for (const path of watchers.keys()) if (!folders.includes(path)) drop(path)
    for (const path of folders) {
      if (watchers.has(path)) continue
      const watcher = watch(path, (_, name) => {
        if (name !== null && LEFT_OUT.has(name)) return
        clearTimeout(timer)
        timer = setTimeout(settled, quietMs)
      })
      watcher.on('error', () => drop(path))
      watchers.set(path, watcher)
    }
  }
  const settled = (): void => {
    void cover()
      .catch(() => undefined)
      .then(onChange)
  }
  await cover()
  return () => {
    clearTimeout(timer)
    for (const path of [...watchers.keys()]) drop(path)
  }
}
