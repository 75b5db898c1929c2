import type { ProbeContext, Secret } from '../contract/index.js'

/** Text with secrets in it that only a port can read: a part that is a secret is written JSON-escaped. */
export type SealedText = readonly (string | Secret)[]

/** Everything a run may ask of the machine except writing; a fact's context is this plus its own signal. */
export type Probes = Omit<ProbeContext, 'signal' | 'settings'>

export interface Owner {
  readonly uid: number
  readonly gid: number
}

/** How a file is to be again. `mtimeMs` in Unix milliseconds. */
export interface RestoredStat {
  readonly mode: number
  readonly mtimeMs: number
  readonly owner?: Owner
}

/**
 * The only door for changing the machine. Every call throws a {@link MachineError} that names the path; none leaves
 * a file half-written.
 */
export interface Writer {
  /**
   * Replaces a file's content by writing beside it, fsync and rename. A symbolic link stays a link: its target is
   * replaced. An existing file keeps its mode and owner unless `mode` is given; a new one gets 0600 by default.
   * Returns the SHA-256 of the bytes written.
   */
  replace(path: string, content: SealedText, options?: { readonly mode?: number }): Promise<string>
  /** Copies a file's bytes to a new file with mode 0600, fsynced. Never follows a link at `to`. */
  copy(from: string, to: string): Promise<void>
  /**
   * Puts a copy's bytes back over `path`, atomically, with the mode, modification time and, where this process may give
   * files away, owner.
   */
  restore(from: string, path: string, stat: RestoredStat): Promise<void>
  chmod(path: string, mode: number): Promise<void>
  remove(path: string): Promise<void>
  /** Makes a symbolic link at `path`, which must be free. `target` is taken as relative to the link's folder. */
  link(target: string, path: string): Promise<void>
  /** Makes a folder and its missing parents with mode 0700; returns the ones it made, outermost first. */
  makeFolder(path: string): Promise<readonly string[]>
  /** Makes a folder that was removed again, with the mode and modification time given; its parent must be there. */
  restoreFolder(path: string, stat: { readonly mode: number; readonly mtimeMs: number }): Promise<void>
  /** Removes a folder if it is empty; keeps it, and says nothing, if it is not. */
  removeFolderIfEmpty(path: string): Promise<void>
  /** Appends one line and returns when it is on the disk. A new file gets mode 0600. */
  appendLine(path: string, line: string): Promise<void>
}

/** Gives a lock back. Safe to call twice. */
export type Release = () => Promise<void>

export interface Locks {
  /**
   * Takes the advisory lock other programs take on this path: proper-lockfile's `<path>.lock` folder, stale after
   * 30 s, 10 retries. The path need not exist, its folder must. Throws a {@link MachineError} with code `locked`.
   */
  acquire(path: string): Promise<Release>
  /**
   * Takes the lock that is a file `<path>.lock`, as the gateway does for its sessions: links are not followed, stale
   * after 30 s, ten seconds of patience. Throws the same.
   */
  acquireFile(path: string): Promise<Release>
}

export type MachineErrorCode = 'denied' | 'absent' | 'read-only' | 'no-space' | 'locked' | 'failed'

/** An operation on the machine that could not be done. Its message has the path and never a file's content. */
export interface MachineErrorLike extends Error {
  readonly code: MachineErrorCode
  readonly path: string
}

/** Tells a process from every other one of this machine, also after a reboot. */
export interface ProcessMark {
  readonly pid: number
  /** When it began, as the system counts; null where nobody can tell. */
  readonly started: string | null
}

export interface Processes {
  /** This process. */
  own(): Promise<ProcessMark>
  /** Whether it is still there. `since`, in Unix milliseconds, is when it was seen last. Never throws. */
  isAlive(mark: ProcessMark, since: number): Promise<boolean>
}

/** This very program. */
export interface Self {
  /** What it is called by in every command that it prints. */
  readonly name: string
  /** The words that start it again; none where nothing does. */
  readonly argv: readonly string[]
}

export interface Machine {
  readonly probes: Probes
  readonly writer: Writer
  readonly locks: Locks
  readonly self: Self
  readonly processes: Processes
}

/** A process for code that nobody here has read, and its limits. */
export interface SandboxLaunch {
  /** Absolute path of the module that the process begins with. */
  readonly program: string
  /** Absolute paths that the process may read; one that ends in `*` stands for all that begins so. */
  readonly readable: readonly string[]
  /** The folder it is started in. */
  readonly folder: string
  /** Of JavaScript's own memory. */
  readonly heapMegabytes: number
  /** Of all its memory, where the system tells. */
  readonly memoryBytes: number
  /** Of all it may print. */
  readonly outputBytes: number
  /** Of one message. */
  readonly messageBytes: number
  /** Of what it has been sent and not read yet. */
  readonly unreadBytes: number
}

/** How such a process ended; `output`, `message`, `unread` and `memory` name the limit that it broke. */
export type SandboxEnd =
  | { readonly why: 'exit'; readonly code: number }
  | { readonly why: 'signal'; readonly signal: string }
  | { readonly why: 'killed' | 'memory' | 'output' | 'message' | 'unread' }
  | { readonly why: 'not-started'; readonly reason: string }

export interface SandboxProcess {
  /** Hands it one line; nothing happens where it has ended. */
  send(message: string): void
  /** Ends it at once, with all it started. */
  kill(): void
  /** Never rejects. */
  readonly ended: Promise<SandboxEnd>
  /** The beginning of what it has printed, as it was. */
  printed(): string
}

/** Calls `onMessage` with each line that the process sends. */
export type StartSandbox = (launch: SandboxLaunch, onMessage: (line: string) => void) => SandboxProcess
