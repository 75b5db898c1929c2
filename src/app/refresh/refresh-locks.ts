import { claudeConfigDir, claudeRefreshLocks } from '../../auth/claude-code/config-dir.js'
import type { Locks, Probes, Release } from '../../ports/types.js'
import { Refusal } from '../refusal.js'

/**
 * The one order in which everybody here takes locks: Claude Code's own two, in the order in which it takes them
 * itself; then stores, by path. Whoever holds a store's lock never waits for one of Claude Code's, so no two programs
 * wait for each other. Names the locked paths, without `.lock`.
 */
export const inLockOrder = (claude: readonly string[], stores: readonly string[]): readonly string[] => [
  ...claude,
  ...[...new Set(stores)].sort(),
]

/** Claude Code's own; none where it has no folder to lock in. */
export const claudeLocks = async (probes: Probes): Promise<readonly string[]> => {
  const folder = await probes.fs.stat(claudeConfigDir(probes).path)
  if (folder.state !== 'ok' || folder.kind !== 'folder') return []
  return claudeRefreshLocks(probes).map((path) => path.replace(/\.lock$/, ''))
}

/** Runs `act` while it holds all of the locks. Throws a {@link Refusal} where one cannot be had, and what `act` throws. */
export const underLocks = async <T>(
  locks: Locks,
  paths: readonly string[],
  act: () => Promise<T>,
): Promise<T> => {
  const releases: Release[] = []
  try {
    for (const path of paths) releases.push(await locks.acquire(path).catch(refuse(path)))
    return await act()
  } finally {
    // One that was lost meanwhile belongs to somebody else by now; what was written is on the disk all the same.
    for (const release of releases.reverse()) await release().catch(() => undefined)
  }
}

const refuse =
  (path: string) =>
  (error: unknown): never => {
    const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : null
    if (code === 'locked')
      throw new Refusal(
        'LOCKED',
        `Another program holds the lock ${path}.lock and did not give it back in time.`,
        'Nothing was changed. Wait until Claude Code and the gateway are idle, then try again.',
      )
    throw new Refusal(
      'NOT_WRITABLE',
      `The lock ${path}.lock cannot be taken: ${error instanceof Error ? error.message : 'unknown error'}.`,
      'Nothing was changed.',
    )
  }
