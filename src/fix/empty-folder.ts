import type { Change, ProbeFs } from '../contract/index.js'

type Removal = Pick<Extract<Change, { op: 'rmdir' }>, 'path' | 'before'>

/** Why a folder is not the empty one, untouched since, that a removal was planned for; null where it is. */
export const whyNotThatFolder = async ({ path, before }: Removal, fs: ProbeFs): Promise<string | null> => {
  const found = await fs.stat(path)
  if (found.state === 'absent') return 'it is gone'
  if (found.state !== 'ok' || found.kind !== 'folder' || found.isLink) return 'it is not a folder any more'
  // Times go through a file system's own precision when they are put back.
  if (Math.abs(found.mtimeMs - before.mtimeMs) >= 1) return 'it has been touched in the meantime'
  if (found.mode !== before.mode) return 'its permissions have changed in the meantime'
  const listed = await fs.list(path)
  if (listed.state !== 'ok') return 'what is in it cannot be seen'
  return listed.names.length === 0 ? null : 'it is not empty'
}
