/** A lock that programs take while they change a file, and where it would be. */
export interface LockPlace {
  /** For example `agent:main/lock:auth-profiles.json`. */
  readonly subject: string
  /** Of the lock itself. */
  readonly path: string
  /** What those who take it make there. */
  readonly form: 'folder' | 'file'
}

/** A lock that is there, or something in its place. Times in Unix milliseconds. */
export interface FoundLock extends LockPlace {
  readonly kind: 'folder' | 'file' | 'link' | 'other'
  readonly mode: number
  /** When it was last touched: whoever holds a lock folder does so every few seconds. */
  readonly mtimeMs: number
  /** When it was taken, as far as that can be told; never later than `mtimeMs`. */
  readonly since: number
  /** What is in a folder; null for anything else, and for one that cannot be looked into. */
  readonly names: readonly string[] | null
  /** Of a file's bytes; null for anything else, and for one that cannot be read. */
  readonly sha256: string | null
  /** Whether a file holds nothing but what a lock does. */
  readonly isLockText: boolean
  /** Whoever wrote down that it is the holder. */
  readonly holder: Holder | null
  /** Whether this user may look into it and remove it. */
  readonly removable: boolean
}

export interface Holder {
  readonly pid: number
  /** Null where nobody can tell from here. */
  readonly running: boolean | null
  /** Of the program it runs; null where that is not known. */
  readonly program: string | null
}

/** Every lock that is there. */
export interface Locks {
  readonly found: readonly FoundLock[]
  /** Places that may not be looked at. */
  readonly unseen: readonly string[]
  /** Process ids of gateways that run here. A lock folder says nothing of its holder. */
  readonly gateways: readonly number[]
  /** The moment of looking, in Unix milliseconds. */
  readonly seenAt: number
}

/** After this time without a touch, whoever waits for a lock takes it over. */
export const STALE_MS = 30_000

/** Whoever waits for a lock has given up by then. */
const LONG_MS = 60_000

/** Clocks of file servers differ a little. */
const SKEW_MS = 60_000

export type LockState =
  /** Something that nobody who takes this lock can remove. */
  | 'wrongKind'
  | 'notEmpty'
  /** Left behind by somebody who is gone. */
  | 'stale'
  | 'notRemovable'
  /** Its holder is gone, and others do not take it over yet. */
  | 'dead'
  | 'held'
  | 'heldLong'
  | 'fromFuture'

export const lockState = (lock: FoundLock, seenAt: number): LockState => {
  const { form, kind, names, mtimeMs, since, holder, removable } = lock
  if (kind !== form) return 'wrongKind'
  const age = seenAt - mtimeMs
  if (age < -SKEW_MS) return 'fromFuture'
  if (age > STALE_MS) {
    if (names !== null && names.length > 0) return 'notEmpty'
    if (holder?.running === true) return 'heldLong'
    return removable ? 'stale' : 'notRemovable'
  }
  if (holder?.running === false) return 'dead'
  return seenAt - since > LONG_MS ? 'heldLong' : 'held'
}

/** Its users remove any file that is in the place of a lock file, whatever it holds. */
const isLockFile = ({ kind, form, isLockText }: FoundLock): boolean =>
  kind === 'file' && (form === 'file' || isLockText)

/** Whether it can be removed without taking it from anybody: an empty folder, or a lock's file, untouched for long. */
export const mayBeRemoved = (lock: FoundLock, seenAt: number): boolean =>
  lock.removable &&
  seenAt - lock.mtimeMs > STALE_MS &&
  lock.holder?.running !== true &&
  (lock.kind === 'folder' ? lock.names?.length === 0 : isLockFile(lock))
