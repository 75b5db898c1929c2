import type { FoundLock, LockPlace } from '../../../src/auth/locks/lock.js'
import { readLockText } from '../../../src/auth/locks/lock-text.js'
import { pathOf } from '../../../src/auth/paths.js'
import type { FileStat, ProbeContext } from '../../../src/contract/index.js'
import { holderOf } from './processes.js'

/** What is in a lock's place; null for nothing, `unseen` where that cannot be told. */
export const findLock = async (
  place: LockPlace,
  context: ProbeContext,
): Promise<FoundLock | 'unseen' | null> => {
  const { fs } = context
  const found = await fs.stat(place.path)
  if (found.state === 'absent') return null
  if (found.state === 'dangling-link') {
    const nothing = { mode: 0, mtimeMs: 0, since: 0, names: null, sha256: null, holder: null }
    return { ...place, ...nothing, kind: 'link', isLockText: false, removable: false }
  }
  if (found.state !== 'ok') return 'unseen'
  const kind = found.isLink ? 'link' : found.kind
  const { mode, mtimeMs, bornMs = mtimeMs } = found
  const listed = kind === 'folder' ? await fs.list(place.path) : null
  const read = kind === 'file' ? await fs.readText(place.path) : null
  const text = read?.state === 'ok' ? readLockText(read.text) : null
  return {
    ...place,
    kind,
    mode,
    mtimeMs,
    since: Math.min(text?.startedAt ?? bornMs, mtimeMs),
    names: listed?.state === 'ok' ? listed.names : null,
    sha256: read?.state === 'ok' ? read.sha256 : null,
    isLockText: text !== null,
    holder: typeof text?.pid === 'number' ? await holderOf(text.pid, context) : null,
    removable:
      [listed, read].every((each) => each === null || each.state === 'ok') &&
      (await isRemovable(place.path, found, context)),
  }
}

const STICKY = 0o1000

/** Whoever may write to a folder may remove what is in it; in one like `/tmp` only what is his own. */
const isRemovable = async (path: string, lock: FileStat, context: ProbeContext): Promise<boolean> => {
  const { fs, platform, user } = context
  const parent = pathOf(platform).dirname(path)
  const stat = await fs.stat(parent)
  if (stat.state !== 'ok' || !(await fs.writable(parent))) return false
  return (stat.mode & STICKY) === 0 || [0, stat.uid, lock.uid].includes(user.uid)
}
