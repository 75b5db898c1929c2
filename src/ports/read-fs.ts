import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  lstatSync,
  readdirSync,
  readlinkSync,
  realpathSync,
  type Stats,
  statfsSync,
  statSync,
} from 'node:fs'
import { dirname, resolve } from 'node:path'
import type { DiskSpace, FileStat, ListResult, ProbeFs, ReadResult, StatResult } from '../contract/index.js'
import { codeOf, isMissing, reasonOf } from './errno.js'
import { resolveLinks } from './link-target.js'
import { createSmallReader, readRegular, type SmallReader, withSeenRegular } from './regular-file.js'

/** The sessions of a busy bot come to some tens of megabytes. */
const LARGEST = 64 * 1024 * 1024

type Failure = Extract<StatResult, { state: 'absent' | 'denied' | 'failed' }>

const failed = (reason: string): Failure => ({ state: 'failed', reason })

const failureOf = (error: unknown): Failure => {
  if (isMissing(error)) return { state: 'absent' }
  if (['EACCES', 'EPERM'].includes(codeOf(error))) return { state: 'denied' }
  return failed(reasonOf(error))
}

const kindOf = (stats: Stats): FileStat['kind'] => {
  if (stats.isFile()) return 'file'
  return stats.isDirectory() ? 'folder' : 'other'
}

const describe = (stats: Stats, realPath: string, isLink: boolean): FileStat => ({
  kind: kindOf(stats),
  realPath,
  isLink,
  size: stats.size,
  mode: stats.mode & 0o7777,
  uid: process.platform === 'win32' ? -1 : stats.uid,
  ...(process.platform === 'win32' ? {} : { gid: stats.gid }),
  mtimeMs: stats.mtimeMs,
  ...(stats.birthtimeMs > 0 ? { bornMs: stats.birthtimeMs } : {}),
})

const orNull = <T>(look: () => T): T | null => {
  try {
    return look()
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

const look = (path: string): StatResult => {
  try {
    const own = lstatSync(path, { throwIfNoEntry: false })
    if (own === undefined) return { state: 'absent' }
    const isLink = own.isSymbolicLink()
    const stats = isLink ? orNull(() => statSync(path)) : own
    // A link in `/proc` to a socket can be looked through, and leads to no path.
    const realPath = isLink ? orNull(() => realpathSync.native(path)) : realpathSync.native(path)
    if (stats === null || realPath === null)
      return { state: 'dangling-link', target: resolve(dirname(path), readlinkSync(path)) }
    return { state: 'ok', ...describe(stats, realPath, isLink) }
  } catch (error) {
    return failureOf(error)
  }
}

const readText = async (path: string, readSmall: SmallReader): Promise<ReadResult> => {
  const seen = look(path)
  if (seen.state !== 'ok') return seen
  if (seen.kind === 'folder') return { state: 'folder' }
  if (seen.kind === 'other') return failed('not a regular file')
  try {
    const textOf = (bytes: Buffer, found: Stats): ReadResult =>
      asText(bytes, describe(found, seen.realPath, seen.isLink))
    const small = readSmall(path, textOf)
    if (small !== null) return small
    return await withSeenRegular(path, async (handle, found) => {
      const bytes = await readRegular(handle, found, LARGEST)
      return bytes === null ? failed('larger than 64 MiB') : textOf(bytes, found)
    })
  } catch (error) {
    return failureOf(error)
  }
}

const asText = (bytes: Buffer, stat: FileStat): ReadResult => {
  if (!isUtf8(bytes)) return { state: 'not-text' }
  const text = bytes.toString('utf8')
  let sha256: string | undefined
  return {
    state: 'ok',
    text,
    // Most files are only read: nobody asks for this but who is to change one.
    get sha256() {
      sha256 ??= createHash('sha256').update(text).digest('hex')
      return sha256
    },
    stat,
  }
}

const list = (path: string): ListResult => {
  const seen = look(path)
  if (seen.state !== 'ok') return seen
  if (seen.kind !== 'folder') return failed('not a folder')
  try {
    return { state: 'ok', names: readdirSync(path).sort() }
  } catch (error) {
    return failureOf(error)
  }
}

/** The path itself, or the nearest folder above it that there is. */
const nearest = (path: string): { path: string; stats: Stats } => {
  for (let at = path; ; at = dirname(at)) {
    try {
      return { path: at, stats: statSync(at) }
    } catch (error) {
      if (codeOf(error) !== 'ENOENT' || at === dirname(at)) throw error
    }
  }
}

const writable = (path: string): boolean => {
  try {
    // What is written through a link that leads nowhere is made where it leads.
    const there = nearest(resolveLinks(path))
    const isFolder = there.stats.isDirectory()
    accessSync(there.path, isFolder ? constants.W_OK | constants.X_OK : constants.W_OK)
    return true
  } catch {
    return false
  }
}

const diskSpace = (path: string): DiskSpace | null => {
  try {
    const { bsize, blocks, bavail, files, ffree } = statfsSync(nearest(resolveLinks(path)).path)
    const isCounted = files > 0
    return {
      freeBytes: bavail * bsize,
      totalBytes: blocks * bsize,
      freeFiles: isCounted ? ffree : null,
      totalFiles: isCounted ? files : null,
    }
  } catch {
    return null
  }
}

/** Milliseconds after which deadlines, signals and what draws on the terminal have their turn. */
const TURN_MS = 10

const createTurns = (): (() => Promise<void> | undefined) => {
  let last = uptime()
  return () => {
    if (uptime() - last < TURN_MS) return undefined
    return new Promise((resolve) => {
      setImmediate(() => {
        last = uptime()
        resolve()
      })
    })
  }
}

/** In milliseconds. `performance`, which would do as well, is a module that Node has to load first. */
const uptime = (): number => process.uptime() * 1000

/**
 * Reads the real file system. Pipes, sockets and devices are never opened; at most 64 MiB of a file are read. What is
 * small is read at once: to have another thread do it takes Node ten times as long, and a run looks at hundreds of files.
 */
export const createProbeFs = (): ProbeFs => {
  const turn = createTurns()
  const readSmall = createSmallReader()
  const inTurn =
    <T>(read: (path: string) => T | Promise<T>) =>
    async (path: string): Promise<T> => {
      await turn()
      return read(path)
    }
  return {
    readText: inTurn((path) => readText(path, readSmall)),
    stat: inTurn(look),
    list: inTurn(list),
    writable: inTurn(writable),
    diskSpace: inTurn(diskSpace),
  }
}
