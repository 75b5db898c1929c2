import { mayBeRemoved } from '../../../src/auth/locks/lock.js'
import { defineFix } from '../../../src/contract/index.js'
import { locks } from '../facts/locks.js'

export const removeStaleLock = defineFix({
  id: 'auth/remove-stale-lock',
  title: 'Remove the lock that was left behind',
  risk: 'safe',
  needs: { locks },
  touches: [locks],
  plan: ({ locks: { found, seenAt } }, { data }) => {
    const lock = found.find(({ path }) => path === data.path)
    if (lock === undefined) return { refuse: 'the lock is gone by now' }
    if (!mayBeRemoved(lock, seenAt)) return { refuse: 'it is in use, or more than a lock' }
    const { path, sha256, mode, mtimeMs } = lock
    return sha256 === null
      ? [{ op: 'rmdir', path, before: { mode, mtimeMs } }]
      : [{ op: 'delete', path, before: { sha256 } }]
  },
})
