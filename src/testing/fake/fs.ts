import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import type {
  DiskSpace,
  FileStat,
  ListResult,
  ProbeFs,
  ReadResult,
  StatResult,
} from '../../contract/index.js'
import { type Blocked, ENTER, mayDo, type Place, READ, resolvePath, WRITE } from './resolve.js'
import { type FakeNode, pathOf } from './tree.js'

type Failure = Extract<StatResult, { state: 'absent' | 'denied' | 'failed' }>

const failed = (reason: string): Failure => ({ state: 'failed', reason })

const FAILURES: Readonly<Record<Blocked, Failure>> = {
  ENOENT: { state: 'absent' },
  ENOTDIR: { state: 'absent' },
  EACCES: { state: 'denied' },
  ELOOP: failed('too many symbolic links encountered (ELOOP)'),
}

const FOLDER_BYTES = 4096

/** A file system in memory that answers as a real one does. */
export const createFakeFs = (place: Place, disk: DiskSpace | null): ProbeFs => {
  const path = pathOf(place.platform)

  const describe = (node: FakeNode, realPath: string, isLink: boolean): FileStat => ({
    kind: node.kind === 'link' ? 'other' : node.kind,
    realPath,
    isLink,
    size: node.kind === 'folder' ? FOLDER_BYTES : node.bytes.length,
    mode: node.mode,
    uid: place.platform === 'win32' ? -1 : node.uid,
    ...(place.platform === 'win32' ? {} : { gid: node.uid }),
    mtimeMs: node.mtimeMs,
    bornMs: node.mtimeMs,
  })

  const look = (
    asked: string,
  ):
    | { stat: Extract<StatResult, { state: 'ok' }>; node: FakeNode }
    | Exclude<StatResult, { state: 'ok' }> => {
    if (asked === '') return FAILURES.ENOENT
    if (asked.includes('\0')) return failed('ERR_INVALID_ARG_VALUE')
    const own = resolvePath(place, asked, false)
    if (typeof own === 'string') return FAILURES[own]
    const isLink = own.node.kind === 'link'
    const end = isLink ? resolvePath(place, asked, true) : own
    if (end === 'ENOENT' || end === 'ENOTDIR')
      return { state: 'dangling-link', target: path.resolve(place.cwd, path.dirname(asked), own.node.target) }
    if (typeof end === 'string') return FAILURES[end]
    return { stat: { state: 'ok', ...describe(end.node, end.real, isLink) }, node: end.node }
  }

  const readText = (asked: string): ReadResult => {
    const seen = look(asked)
    if (!('node' in seen)) return seen
    const { node, stat } = seen
    if (node.kind === 'folder') return { state: 'folder' }
    if (node.kind === 'other') return failed('not a regular file')
    if (!mayDo(place, node, READ)) return { state: 'denied' }
    if (node.failed !== null) return failed(node.failed)
    if (!isUtf8(node.bytes)) return { state: 'not-text' }
    const sha256 = createHash('sha256').update(node.bytes).digest('hex')
    const { state: _, ...rest } = stat
    return { state: 'ok', text: Buffer.from(node.bytes).toString('utf8'), sha256, stat: rest }
  }

  const list = (asked: string): ListResult => {
    const seen = look(asked)
    if (!('node' in seen)) return seen
    if (seen.node.kind !== 'folder') return failed('not a folder')
    if (!mayDo(place, seen.node, READ)) return { state: 'denied' }
    const folder = seen.stat.realPath
    const inside = [...place.tree.keys()].filter((each) => path.dirname(each) === folder && each !== folder)
    return { state: 'ok', names: inside.map((each) => path.basename(each)).sort() }
  }

  const nearest = (asked: string): FakeNode | null => {
    let at = asked === '' ? place.cwd : leadsTo(place, asked)
    while (at !== null) {
      const found = resolvePath(place, at, true)
      if (typeof found === 'object') return found.node
      if (found !== 'ENOENT' || at === path.dirname(at)) return null
      at = path.dirname(at)
    }
    return null
  }

  return {
    readText: async (asked) => readText(asked),
    stat: async (asked) => {
      const seen = look(asked)
      return 'node' in seen ? seen.stat : seen
    },
    list: async (asked) => list(asked),
    writable: async (asked) => {
      const node = asked.includes('\0') ? null : nearest(asked)
      return node !== null && mayDo(place, node, node.kind === 'folder' ? WRITE | ENTER : WRITE)
    },
    diskSpace: async (asked) => (asked.includes('\0') || nearest(asked) === null ? null : disk),
  }
}

/** The path that a write would go to, through links whose target is not there yet; null where there is no way. */
const leadsTo = (place: Place, asked: string): string | null => {
  const path = pathOf(place.platform)
  let at = path.resolve(place.cwd, asked)
  for (;;) {
    const there = resolvePath(place, at, true)
    if (typeof there === 'object') return there.real
    if (there !== 'ENOENT') return null
    const folder = resolvePath(place, path.dirname(at), true)
    if (folder === 'ENOENT' || folder === 'ENOTDIR') return at
    if (typeof folder === 'string') return null
    at = path.join(folder.real, path.basename(at))
    const own = place.tree.get(at)
    if (own?.kind !== 'link') return at
    at = path.resolve(folder.real, own.target)
  }
}
