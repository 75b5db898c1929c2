import { randomBytes } from 'node:crypto'
import { constants, statSync, unlinkSync } from 'node:fs'
import { access, link, open, rename, rmdir, stat, unlink } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from './errno.js'
import { MachineError, toMachineError } from './machine-error.js'
import type { Release } from './types.js'

/** What Clawdbot itself locks its sessions with: with other values, one side would take the other's lock for stale. */
const STALE_MS = 30_000
const PATIENCE_MS = 10_000
const PAUSE_MS = 25

export interface LockFileTiming {
  readonly staleMs?: number
  readonly patienceMs?: number
}

/**
 * Takes a lock that is a file, `<path>.lock`, by the path as it is given: links are not followed, as its other users
 * do not. It must not be a folder like other locks: one that a crash left behind they could never remove. Throws a
 * `MachineError` with code `locked` when it cannot be had in ten seconds.
 */
export const acquireLockFile = async (
  path: string,
  { staleMs = STALE_MS, patienceMs = PATIENCE_MS }: LockFileTiming = {},
): Promise<Release> => {
  const lock = `${path}.lock`
  const giveUpAt = performance.now() + patienceMs
  try {
    await access(dirname(path), constants.W_OK | constants.X_OK)
    for (;;) {
      const inode = await create(lock)
      if (inode !== null) {
        giveBackAtExit(lock, inode)
        return once(() => release(lock, inode, path))
      }
      if (await removeStale(lock, staleMs)) continue
      if (performance.now() >= giveUpAt)
        throw new MachineError('locked', path, 'another program holds its lock')
      await pause(PAUSE_MS)
    }
  } catch (error) {
    throw toMachineError(error, path)
  }
}

/** The inode of the lock that was made; null where there is one already. */
const create = async (lock: string): Promise<number | null> => {
  const handle = await open(lock, 'wx', 0o600).catch((error: unknown) => {
    if (codeOf(error) === 'EEXIST') return null
    throw error
  })
  if (handle === null) return null
  try {
    await handle.writeFile(JSON.stringify({ pid: process.pid, startedAt: Date.now() }))
    return (await handle.stat()).ino
  } catch (error) {
    await unlink(lock).catch(() => undefined)
    throw error
  } finally {
    await handle.close()
  }
}

const inodeOf = (path: string): Promise<number | null> =>
  stat(path).then(
    ({ ino }) => ino,
    () => null,
  )

/** Moves it aside before it is judged for good: by then another program may have taken the lock anew. */
const removeStale = async (lock: string, staleMs: number): Promise<boolean> => {
  const found = await stat(lock).catch(() => null)
  if (found === null) return true
  if (Date.now() - found.mtimeMs <= staleMs) return false
  const aside = `${lock}.${randomBytes(6).toString('hex')}`
  const moved = await rename(lock, aside).then(
    () => true,
    () => false,
  )
  if (!moved) return false
  const isTheSame = (await inodeOf(aside)) === found.ino
  if (!isTheSame) await link(aside, lock).catch(() => undefined)
  await (found.isDirectory() && isTheSame ? rmdir(aside) : unlink(aside)).catch(() => undefined)
  return isTheSame
}

const held = new Map<string, number>()

/** A process that is told to stop leaves no lock behind, as proper-lockfile sees to for its own. */
const giveBackAtExit = (lock: string, inode: number): void => {
  if (held.size === 0) process.once('exit', giveBackAll)
  held.set(lock, inode)
}

const giveBackAll = (): void => {
  for (const [lock, inode] of held) {
    try {
      if (statSync(lock).ino === inode) unlinkSync(lock)
    } catch {
      // It is gone, or stale in half a minute.
    }
  }
}

const forget = (lock: string): void => {
  held.delete(lock)
  if (held.size === 0) process.off('exit', giveBackAll)
}

const release = async (lock: string, inode: number, path: string): Promise<void> => {
  forget(lock)
  if ((await inodeOf(lock)) !== inode)
    throw new MachineError('failed', path, 'its lock was lost while it was held')
  await unlink(lock)
}

const once = (act: Release): Release => {
  let done: Promise<void> | undefined
  return () => {
    done ??= act()
    return done
  }
}
