import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { resolveLinks } from './link-target.js'
import { acquireLockFile } from './lock-file.js'
import { MachineError, toMachineError } from './machine-error.js'
import type { Locks, Release } from './types.js'

/** What Clawdbot itself locks with: with other values, one side would take the other's lock for stale. */
const STALE_MS = 30_000
/** Claude Code takes a lock for stale after 10 s: it must be seen to be held more often than that. */
const UPDATE_MS = 4000
const RETRIES = { retries: 10, factor: 2, minTimeout: 100, maxTimeout: 10_000, randomize: true }

export interface LockTiming {
  readonly staleMs?: number
  readonly retries?: Partial<typeof RETRIES>
}

const inodeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ ino }) => ino,
    () => null,
  )

/** Advisory locks that other users of proper-lockfile see. Every way to the same file takes the same lock. */
export const createLocks = ({ staleMs = STALE_MS, retries }: LockTiming = {}): Locks => {
  const held = new Set<string>()
  const acquire = async (path: string): Promise<Release> => {
    let target = path
    try {
      target = resolveLinks(path)
      // The library would try for a minute, also where no lock can ever be made.
      await access(dirname(target), constants.W_OK | constants.X_OK)
      // Loaded only here, because loading it hooks every signal.
      const { lock } = await import('proper-lockfile')
      let lost = false
      const unlock = await lock(target, {
        realpath: false,
        stale: staleMs,
        update: Math.min(UPDATE_MS, staleMs / 2),
        // Waited for once already in this run: that it is held is known.
        retries: held.has(target) ? 0 : { ...RETRIES, ...retries },
        // The library's own answer is to throw where nobody can catch it.
        onCompromised: () => {
          lost = true
        },
      })
      const folder = `${target}.lock`
      const inode = await inodeOf(folder)
      return once(async () => {
        // Whoever took it over must not lose it to us.
        if (lost || (await inodeOf(folder)) !== inode) {
          throw new MachineError('failed', path, 'its lock was lost while it was held')
        }
        await unlock().catch((error: unknown) => {
          throw toMachineError(error, path)
        })
      })
    } catch (error) {
      const failure = toMachineError(error, path)
      if (failure.code === 'locked') held.add(target)
      throw failure
    }
  }
  return { acquire, acquireFile: (path) => acquireLockFile(path) }
}

const once = (act: Release): Release => {
  let done: Promise<void> | undefined
  return () => {
    done ??= act()
    return done
  }
}
