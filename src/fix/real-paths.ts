import { basename, dirname, join } from 'node:path'
import type { FileChange, ProbeFs } from '../contract/index.js'

/**
 * The changes with every symbolic link in their paths resolved, so that a link stays one and is followed only once.
 * Throws where two of them are of the same file: the second was planned for what the first does away with.
 */
export const atRealPaths = async (
  changes: readonly FileChange[],
  fs: ProbeFs,
): Promise<readonly FileChange[]> => {
  const seen = new Set<string>()
  const resolved: FileChange[] = []
  for (const change of changes) {
    const path = await realPathOf(change.path, fs)
    if (seen.has(path)) throw new Error(`${path}: the fix plans more than one change of it`)
    seen.add(path)
    resolved.push({ ...change, path })
  }
  return resolved
}

const realPathOf = async (path: string, fs: ProbeFs): Promise<string> => {
  const found = await fs.stat(path)
  if (found.state === 'ok') return found.realPath
  const folder = await fs.stat(dirname(path))
  return folder.state === 'ok' ? join(folder.realPath, basename(path)) : path
}
