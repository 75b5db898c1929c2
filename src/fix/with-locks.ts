import type { FileChange } from '../contract/index.js'
import { messageOf } from '../engine/message-of.js'
import { isToStop, uninterrupted } from '../engine/uninterrupted.js'
import type { Locks, MachineErrorCode, Release } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { HeldLock } from './journal.js'

/** For each change the lock that it asks for, by the path it was planned with. */
export const locksOf = (changes: readonly FileChange[]): readonly (HeldLock | null)[] =>
  changes.map((change) =>
    change.op === 'chmod' || change.lock === undefined
      ? null
      : { kind: change.lock === 'file' ? 'file' : 'folder', path: change.path },
  )

/**
 * Runs `act` while it holds these locks, each once, and gives them all back: a first signal to stop is heard while it
 * waits for them, and then not before they are given back. Never rejects: an error becomes a failure, and a lock that was
 * lost meanwhile is said.
 */
export const withLocks = async (
  wanted: readonly (HeldLock | null)[],
  locks: Locks,
  act: () => Promise<Applied>,
): Promise<Applied> => {
  // In one order for everybody: two runs that take several never wait for each other.
  const ordered = [...new Map(wanted.flatMap((lock) => (lock === null ? [] : [[keyOf(lock), lock]])))]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([, lock]) => lock)
  const releases: Release[] = []
  if (isToStop()) return failed(new Error('it was told to stop'))
  try {
    for (const { kind, path } of ordered)
      releases.push(await (kind === 'file' ? locks.acquireFile(path) : locks.acquire(path)))
  } catch (error) {
    return giveBack(releases, faultOf(error))
  }
  return uninterrupted(async () => giveBack(releases, await act().catch(faultOf)))
}

const faultOf = (error: unknown): Applied => {
  // A lock needs its folder: where that is gone, so is what the change was planned for.
  const reason = messageOf(error)
  const isLocked = codeOf(error) === 'locked'
  return codeOf(error) === 'absent' ? outdated(reason) : { status: 'failed', reason, isLocked }
}

const giveBack = async (releases: Release[], ended: Applied): Promise<Applied> => {
  let result = ended
  for (const release of releases.reverse()) {
    const fault = await release().then(() => null, messageOf)
    if (fault !== null && result.status === 'applied') result = { status: 'applied', reason: fault }
  }
  return result
}

const keyOf = ({ kind, path }: HeldLock): string => `${path}\0${kind}`

const codeOf = (error: unknown): MachineErrorCode | null =>
  error instanceof Error && 'code' in error ? (error.code as MachineErrorCode) : null
