import type { NetRequest, NetResult } from './net.js'
import type { Seal } from './secret.js'
import type { Data } from './value.js'

/** What is known of a path that exists. Times in Unix milliseconds. */
export interface FileStat {
  readonly kind: 'file' | 'folder' | 'other'
  /** The path with every symbolic link resolved. */
  readonly realPath: string
  /** Whether the path itself is a symbolic link; all the rest is of what it leads to. */
  readonly isLink: boolean
  /** In bytes. */
  readonly size: number
  /** Permission bits only, e.g. 0o600. */
  readonly mode: number
  /** -1 where the platform has no owners. */
  readonly uid: number
  /** The group; left out where the platform has none. */
  readonly gid?: number
  /** When what it holds last changed. */
  readonly mtimeMs: number
  /** When it was made; left out where the file system does not say. */
  readonly bornMs?: number
}

/**
 * Why a path gave nothing. Each is a state of its own: none of them may be told as another. `reason` is the system's,
 * `folder` is for a file that was asked for, and `not-text` for one that is not UTF-8.
 */
export type Unavailable =
  | { readonly state: 'absent' }
  | { readonly state: 'dangling-link'; readonly target: string }
  | { readonly state: 'denied' }
  | { readonly state: 'folder' }
  | { readonly state: 'not-text' }
  | { readonly state: 'failed'; readonly reason: string }

/** What is known of a path, or why nothing is. */
export type StatResult =
  | ({ readonly state: 'ok' } & FileStat)
  | Exclude<Unavailable, { state: 'folder' | 'not-text' }>

/** A file's text, with the SHA-256 of its bytes in lower-case hexadecimal, or why there is none. */
export type ReadResult =
  | { readonly state: 'ok'; readonly text: string; readonly sha256: string; readonly stat: FileStat }
  | Unavailable

/** The names in a folder, or why there are none. */
export type ListResult = { readonly state: 'ok'; readonly names: readonly string[] } | Unavailable

/** Room on a file system, in bytes and in files, for users other than root. */
export interface DiskSpace {
  readonly freeBytes: number
  readonly totalBytes: number
  /** Both null where the file system does not count its files. */
  readonly freeFiles: number | null
  readonly totalFiles: number | null
}

/** Reads only. No call throws: what is in the way is part of the answer. */
export interface ProbeFs {
  /** A file's text, a byte-order mark included. Paths are absolute, here and below. */
  readText(path: string): Promise<ReadResult>
  /** Of what a path leads to, symbolic links followed. */
  stat(path: string): Promise<StatResult>
  /** Names in a folder, sorted. */
  list(path: string): Promise<ListResult>
  /** Whether this process could write there; a path that does not exist is judged by its nearest parent. */
  writable(path: string): Promise<boolean>
  /**
   * Of the file system that holds a path; one that does not exist is judged by its nearest parent. Null where the
   * system does not say. Left out where nothing can be asked.
   */
  diskSpace?(path: string): Promise<DiskSpace | null>
}

/**
 * How a program ended. `exited` is any exit code, with all it printed, decoded as UTF-8; a `reason` is the system's. What
 * it printed may hold secrets that nobody has sealed yet.
 */
export type ExecResult =
  | { readonly outcome: 'exited'; readonly code: number; readonly stdout: string; readonly stderr: string }
  | { readonly outcome: 'not-found' | 'denied' | 'timeout' }
  | { readonly outcome: 'failed'; readonly reason: string }

/** How a program is run. */
export interface ExecOptions {
  /** Milliseconds, 5000 by default; then the process is killed. */
  readonly timeoutMs?: number
}

/** What the macOS Keychain gave: the text of an item, or why there is none. */
export type KeychainResult =
  | { readonly state: 'found'; readonly text: string }
  | { readonly state: 'absent' | 'locked' | 'denied' | 'timeout' }
  /** Nothing was asked: `reason` says why. */
  | { readonly state: 'not-asked'; readonly reason: 'not-macos' | 'no-terminal' | 'not-allowed' }
  | { readonly state: 'failed'; readonly reason: string }

/** A program found on a search path, whether or not it could be run. */
export interface FoundProgram {
  /** Absolute. */
  readonly path: string
  readonly executable: boolean
}

/** One row, by column. A blob, and a whole number that a JavaScript number cannot hold, is null. */
export type SqliteRow = Readonly<Record<string, string | number | null>>

/** How reading a database ended. Each is a state of its own: none of them may be told as another. */
export type SqliteResult =
  /** One entry for each statement: its rows, or null where the database has no such table or column. */
  | { readonly state: 'ok'; readonly answers: readonly (readonly SqliteRow[] | null)[] }
  | Exclude<Unavailable, { state: 'not-text' }>
  | { readonly state: 'not-a-database' }
  /** It was changed again and again while it was copied. */
  | { readonly state: 'busy' }
  /** Nothing was looked at: this Node has no SQLite. `reason` says so, as a clause. */
  | { readonly state: 'unsupported'; readonly reason: string }

/** Reads databases of SQLite. No call throws: what is in the way is part of the answer. */
export interface ProbeSqlite {
  /**
   * Runs each statement, a single `SELECT`, over one and the same state of the database, what is still in its log
   * included. The database itself is not opened, and nothing beside it is made, changed or locked.
   */
  query(path: string, statements: readonly string[]): Promise<SqliteResult>
}

/** The only door from a fact to the machine. It reads; it cannot change anything. */
export interface ProbeContext {
  readonly fs: ProbeFs
  /** Runs a program by its name or path, without a shell or input. Never rejects. */
  exec(argv: readonly string[], options?: ExecOptions): Promise<ExecResult>
  /** Every match for a program's name on PATH, first match first. */
  which(name: string): Promise<readonly FoundProgram[]>
  readonly keychain: {
    /** Reads one generic password of the macOS Keychain. Never rejects. */
    read(service: string, account: string): Promise<KeychainResult>
  }
  readonly net: {
    /** Sends one request over HTTP, through the proxy of the environment. Never rejects. */
    request(request: NetRequest): Promise<NetResult>
  }
  /** Left out where no database can be read. */
  readonly sqlite?: ProbeSqlite
  /** The environment's variables, by their names. Values that are secrets have to be sealed before they are returned. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Every Unix but macOS is `linux`. */
  readonly platform: 'linux' | 'darwin' | 'win32'
  /** The home folder, absolute. */
  readonly home: string
  /** The folder that the program was started in, absolute. */
  readonly cwd: string
  /** Who runs this: `uid` is -1 where the platform has none, `name` empty where the system knows none. */
  readonly user: { readonly uid: number; readonly name: string }
  /** Turns a text into a value that is never shown. */
  readonly seal: Seal
  /** The time, in Unix milliseconds. */
  now(): number
  /** What the run was asked for, e.g. `warnWithinMs`. */
  readonly settings: Data
  /** Aborted when the fact's time is up. */
  readonly signal: AbortSignal
}
