import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { constants, lstatSync, readdirSync, readlinkSync, realpathSync, type Stats, statSync } from 'node:fs'
import { access, stat, statfs } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import type { DiskSpace, FileStat, ListResult, ProbeFs, ReadResult, StatResult } from '../contract/index.js'
import { codeOf, isMissing, reasonOf } from './errno.js'
import { resolveLinks } from './link-target.js'
import { readRegular, readSmall, withSeenRegular } from './regular-file.js'

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

const readText = async (path: string): Promise<ReadResult> => {
  const seen = look(path)
  if (seen.state !== 'ok') return seen
  if (seen.kind === 'folder') return { state: 'folder' }
  if (seen.kind === 'other') return failed('not a regular file')
  try {
    const small = readSmall(path)
    if (small !== null) return asText(small.bytes, describe(small.stats, seen.realPath, seen.isLink))
    return await withSeenRegular(path, async (handle, found) => {
      const bytes = await readRegular(handle, found, LARGEST)
      return bytes === null
        ? failed('larger than 64 MiB')
        : asText(bytes, describe(found, seen.realPath, seen.isLink))
    })
  } catch (error) {
    return failureOf(error)
  }
}

const asText = (bytes: Buffer, stat: FileStat): ReadResult => {
  if (!isUtf8(bytes)) return { state: 'not-text' }
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  return { state: 'ok', text: bytes.toString('utf8'), sha256, stat }
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
const nearest = async (path: string): Promise<{ path: string; stats: Stats }> => {
  for (let at = path; ; at = dirname(at)) {
    const stats = await stat(at).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT' && at !== dirname(at)) return null
      throw error
    })
    if (stats !== null) return { path: at, stats }
  }
}

const writable = async (path: string): Promise<boolean> => {
  try {
    // What is written through a link that leads nowhere is made where it leads.
    const there = await nearest(await resolveLinks(path))
    const isFolder = there.stats.isDirectory()
    await access(there.path, isFolder ? constants.W_OK | constants.X_OK : constants.W_OK)
    return true
  } catch {
    return false
  }
}

const diskSpace = async (path: string): Promise<DiskSpace | null> => {
  try {
    const { bsize, blocks, bavail, files, ffree } = await statfs(
      (await nearest(await resolveLinks(path))).path,
    )
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

const createTurns = (): (() => Promise<void>) => {
  let last = 0
  return async () => {
    if (performance.now() - last < TURN_MS) return
    await setImmediate()
    last = performance.now()
  }
}

/**
 * Reads the real file system. Pipes, sockets and devices are never opened; at most 64 MiB of a file are read. What is
 * small is read at once: to have another thread do it takes Node ten times as long, and a run looks at hundreds of files.
 */
export const createProbeFs = (): ProbeFs => {
  const turn = createTurns()
  const inTurn =
    <T>(read: (path: string) => T | Promise<T>) =>
    async (path: string): Promise<T> => {
      await turn()
      return read(path)
    }
  return { readText: inTurn(readText), stat: inTurn(look), list: inTurn(list), writable, diskSpace }
}
