import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'

/** What V8 made of each file's source when a command was last run from its sources, by the file's name. */
export type CodeCache = ReadonlyMap<string, Buffer>

export interface CachePlace {
  /** The home folder that the cache belongs to; no cache is taken from, or made in, a home of somebody else's. */
  readonly home: string
  /** The folder of this program's cached code. */
  readonly folder: string
  /** What it was made from and for: another build, Node or machine has another one. */
  readonly build: string
  readonly command: string
}

const LARGEST_BYTES = 16 * 1024 * 1024

const owner = (): number | undefined => process.getuid?.()
const isOwn = (uid: number): boolean => owner() === undefined || uid === owner()
/** Whether nobody else could have put anything there. */
const isPrivate = ({ uid, mode }: { readonly uid: number; readonly mode: number }): boolean =>
  owner() === undefined || (isOwn(uid) && (mode & 0o022) === 0)

const nameOf = ({ build, command }: CachePlace): string => `${command}.${build}`

/** Empty where there is none, or none that can be trusted. Never throws. */
export const readCodeCache = (place: CachePlace): CodeCache => {
  try {
    if (!isPrivate(lstatSync(place.folder))) return new Map()
    return unpacked(readPrivate(join(place.folder, nameOf(place))))
  } catch {
    return new Map()
  }
}

const readPrivate = (path: string): Buffer => {
  const file = openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))
  try {
    const stat = fstatSync(file)
    if (!stat.isFile() || !isPrivate(stat) || stat.size > LARGEST_BYTES) throw new Error('not its own')
    return readTwice(file, stat.size)
  } finally {
    closeSync(file)
  }
}

/** Of the second half, which is only compared, as much at a time as stays in the processor's own memory. */
const PIECE_BYTES = 64 * 1024

/**
 * V8 trusts what it is given, so what a disk has damaged has to be found out before. All is there twice for that: to compare
 * takes a fraction of a millisecond, and to load what Node makes checksums with takes two.
 */
const readTwice = (file: number, size: number): Buffer => {
  const bytes = Buffer.allocUnsafeSlow(size / 2)
  if (readSync(file, bytes) !== bytes.length) throw new Error('damaged')
  const piece = Buffer.allocUnsafeSlow(PIECE_BYTES)
  for (let at = 0; at < bytes.length; ) {
    const read = readSync(file, piece)
    if (read === 0 || !piece.subarray(0, read).equals(bytes.subarray(at, at + read)))
      throw new Error('damaged')
    at += read
  }
  return bytes
}

/** V8 copies what does not begin at a multiple of this. */
const ALIGNMENT_BYTES = 8

const aligned = (length: number): number => Math.ceil(length / ALIGNMENT_BYTES) * ALIGNMENT_BYTES

const unpacked = (rest: Buffer): CodeCache => {
  const end = rest.indexOf('\n')
  const lengths: readonly (readonly [string, number])[] = JSON.parse(rest.toString('utf8', 0, end))
  let next = aligned(end + 1)
  return new Map(
    lengths.map(([name, length]) => {
      const at = next
      next += aligned(length)
      return [name, rest.subarray(at, at + length)]
    }),
  )
}

const packed = (cache: CodeCache): Buffer => {
  const lengths = [...cache].map(([name, bytes]) => [name, bytes.length])
  const parts = [Buffer.from(`${JSON.stringify(lengths)}\n`), ...cache.values()]
  return Buffer.concat(parts.flatMap((part) => [part, Buffer.alloc(aligned(part.length) - part.length)]))
}

/** Written beside its place and moved in, so that no run ever reads a part of one. Where it cannot be, there is none. */
export const writeCodeCache = (place: CachePlace, cache: CodeCache): void => {
  try {
    if (!isOwn(statSync(place.home).uid)) return
    mkdirSync(place.folder, { recursive: true, mode: 0o700 })
    if (!isPrivate(lstatSync(place.folder))) return
    const rest = packed(cache)
    const path = join(place.folder, nameOf(place))
    const beside = `${path}.${process.pid}`
    try {
      writeFileSync(beside, Buffer.concat([rest, rest]), { mode: 0o600, flag: 'wx' })
      renameSync(beside, path)
    } finally {
      rmSync(beside, { force: true })
    }
    removeOlder(place)
  } catch {}
}

/** Those of the same command that another build or Node has left. */
const removeOlder = (place: CachePlace): void => {
  for (const name of readdirSync(place.folder))
    if (name.startsWith(`${place.command}.`) && name !== nameOf(place)) rmSync(join(place.folder, name))
}
