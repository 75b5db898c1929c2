import { readdir, realpath } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { codeOf } from './errno.js'

/** More entries than the package of any honest plugin has, with all it depends on. */
const MOST_ENTRIES = 50_000

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}${sep}`)

/**
 * A symbolic link in a folder, at any depth, that leads to somewhere outside of it; null where there is none. Links into
 * `allowed` are passed over. Relative to the folder; the folder itself where it cannot be looked through.
 */
export const linkLeadingOut = async (folder: string, allowed: string): Promise<string | null> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    // A single file has nothing in it.
    return codeOf(error) === 'ENOTDIR' ? [] : null
  })
  if (entries === null || entries.length > MOST_ENTRIES) return '.'
  for (const entry of entries) {
    if (!entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const real = await realpath(path).catch(() => null)
    if (real !== null && !isIn(real, folder) && !isIn(real, allowed)) return relative(folder, path)
  }
  return null
}
