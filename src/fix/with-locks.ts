import type { Change } from '../contract/index.js'
import { messageOf } from '../engine/message-of.js'
import type { Locks, MachineErrorCode, Release } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'

/**
 * Runs `act` while it holds the lock of every change that asks for one, and gives them all back. Never rejects: an
 * error becomes a failure, and a lock that was lost meanwhile is said.
 */
export const withLocks = async (
  changes: readonly Change[],
  locks: Locks,
  act: () => Promise<Applied>,
): Promise<Applied> => {
  // In one order for everybody: two runs that take several never wait for each other.
  const paths = changes
    .flatMap((change) => (change.op !== 'chmod' && change.lock ? [change.path] : []))
    .sort()
  const releases: Release[] = []
  let result: Applied
  try {
    for (const path of paths) releases.push(await locks.acquire(path))
    result = await act()
  } catch (error) {
    // A lock needs its folder: where that is gone, so is what the change was planned for.
    result = codeOf(error) === 'absent' ? outdated(messageOf(error)) : failed(error)
  }
  for (const release of releases.reverse()) {
    const fault = await release().then(() => null, messageOf)
    if (fault !== null && result.status === 'applied') result = { status: 'applied', reason: fault }
  }
  return result
}

const codeOf = (error: unknown): MachineErrorCode | null =>
  error instanceof Error && 'code' in error ? (error.code as MachineErrorCode) : null
