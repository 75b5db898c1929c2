import { credentials } from '../../../plugins/claude-code/facts/credentials.js'
import { stores } from '../../../plugins/clawdbot/facts/stores.js'
import { type PendingRefresh, readPending } from '../../auth/refresh/pending.js'
import type { Secret } from '../../contract/index.js'
import { fingerprint } from '../../engine/fingerprint.js'
import { messageOf } from '../../engine/message-of.js'
import type { FixRecord } from '../../fix/fix-record.js'
import type { Run } from '../open-run.js'
import { dropPending, pendingPaths } from './pending-files.js'
import { underLocks } from './refresh-locks.js'
import { REFRESH_STEP } from './refresh-step.js'
import { type WrittenPair, writePair } from './write-pair.js'

/**
 * Puts a pair that was left over into the files that still lack it. Null where there was nothing left to do: the
 * program that made it was only at it still, or was killed after the last file.
 */
export const finishRefresh = async (run: Run, path: string): Promise<FixRecord | null> => {
  const before = await readRecord(run, path)
  if (before === 'gone') return null
  if (before === 'unreadable') return record(path, [path], `${path}: it cannot be read`)
  try {
    const written = await underLocks(run.machine.locks, before.locks, () => finish(run, path))
    run.facts.forget([stores, credentials])
    const { paths, left } = written
    if (left.length === 0) return paths.length === 0 ? null : record(before.profile, paths, null)
    return record(before.profile, paths, left.join('; '))
  } catch (error) {
    return record(before.profile, [], messageOf(error))
  }
}

/** Reads it again: whoever held the locks until now may have finished it. */
const finish = async (run: Run, path: string): Promise<WrittenPair> => {
  const pending = await readRecord(run, path)
  if (typeof pending === 'string') return { paths: [], left: [] }
  const written = await writePair(run, pending.profile, pending.pair, pending.places)
  if (written.left.length === 0) await dropPending(run.machine, path)
  return written
}

/** Whether a pair that was left over stands in the place of this refresh token: it has been used up then. */
export const isUsedUp = async (run: Run, refresh: Secret): Promise<boolean> => {
  const records = await Promise.all(
    (await pendingPaths(run.machine.probes)).map((path) => readRecord(run, path)),
  )
  return records.some(
    (record) =>
      typeof record !== 'string' &&
      record.places.some(({ replaces }) => replaces.some((each) => each.equals(refresh))),
  )
}

const readRecord = async (run: Run, path: string): Promise<PendingRefresh | 'gone' | 'unreadable'> => {
  const { fs, seal } = run.machine.probes
  const found = await fs.readText(path)
  if (found.state === 'absent') return 'gone'
  return (found.state === 'ok' ? readPending(found.text, seal) : null) ?? 'unreadable'
}

/** Told among the changes of the sync, which comes right after it. */
const record = (profile: string, paths: readonly string[], fault: string | null): FixRecord => {
  const subject = `refresh:${profile}`
  return {
    fix: REFRESH_STEP,
    title: 'Finish a refresh that was interrupted',
    risk: 'automatic',
    check: 'auth/sync',
    finding: fingerprint('auth/sync', 'interrupted', subject),
    subject,
    paths,
    status: fault === null ? 'applied' : 'failed',
    ...(fault === null ? {} : { reason: fault }),
  }
}
