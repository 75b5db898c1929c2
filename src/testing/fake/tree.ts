import { posix, win32 } from 'node:path'
import type { ProbeContext } from '../../contract/index.js'
import { bytesOf, type HomeImage, type ImageFile, inHome } from '../home-image.js'

/** A file as an image has it, or one that an image on a disk cannot have: no regular file, or unreadable for a reason. */
export type FakeFile = ImageFile | { readonly other: true } | { readonly failed: string }

export interface FakeNode {
  readonly kind: 'file' | 'folder' | 'link' | 'other'
  readonly bytes: Uint8Array
  /** Of a link, as it is written in it. */
  readonly target: string
  /** Why reading it fails, where it does. */
  readonly failed: string | null
  readonly mode: number
  readonly uid: number
  readonly mtimeMs: number
}

export interface TreeOptions extends Pick<HomeImage, 'folders' | 'modes' | 'mtimes'> {
  readonly files?: Readonly<Record<string, FakeFile>>
  /** Files and folders of root's that nobody else may look into. */
  readonly denied?: readonly string[]
  readonly platform: ProbeContext['platform']
  readonly home: string
  readonly uid: number
  /** Unix milliseconds. */
  readonly now: number
}

/** Everything there is, by absolute path without links. */
export type FakeTree = ReadonlyMap<string, FakeNode>

export const pathOf = (platform: ProbeContext['platform']) => (platform === 'win32' ? win32 : posix)

const ROOT = 0

/** What is in the home is the user's own; all else is root's and open to be read. */
export const createTree = (options: TreeOptions): FakeTree => {
  const { platform, home, uid, now, files = {}, folders = [], denied = [] } = options
  const { join, dirname, normalize } = pathOf(platform)
  const absolute = (path: string): string => normalize(inHome(home, path, join))
  const byPath = <T>(values: Readonly<Record<string, T>> = {}): ReadonlyMap<string, T> =>
    new Map(Object.entries(values).map(([path, value]) => [absolute(path), value]))
  const modes = byPath(options.modes)
  const mtimes = byPath(options.mtimes)
  const shut = new Set(denied.map(absolute))
  const isOwn = (path: string): boolean => path === home || path.startsWith(join(home, '/'))

  const nodeOf = (path: string, kind: FakeNode['kind'], rest: Partial<FakeNode> = {}): FakeNode => {
    const isFolder = kind === 'folder'
    const isShut = shut.has(path)
    const usual = isOwn(path) || isShut ? (isFolder ? 0o700 : 0o600) : isFolder ? 0o755 : 0o644
    return {
      kind,
      bytes: new Uint8Array(),
      target: '',
      failed: null,
      mode: modes.get(path) ?? usual,
      uid: isOwn(path) && !isShut ? uid : ROOT,
      mtimeMs: mtimes.get(path) ?? now,
      ...rest,
    }
  }
  const nodes = new Map<string, FakeNode>()
  const addFolder = (path: string): void => {
    if (nodes.has(path)) return
    nodes.set(path, nodeOf(path, 'folder'))
    if (dirname(path) !== path) addFolder(dirname(path))
  }
  addFolder(absolute('~'))
  const filesByPath = byPath(files)
  for (const folder of [...folders, ...denied].map(absolute)) if (!filesByPath.has(folder)) addFolder(folder)
  for (const [path, file] of filesByPath) {
    addFolder(dirname(path))
    nodes.set(
      path,
      fileNode(file, (kind, rest) => nodeOf(path, kind, rest), absolute),
    )
  }
  return nodes
}

const fileNode = (
  file: FakeFile,
  node: (kind: FakeNode['kind'], rest?: Partial<FakeNode>) => FakeNode,
  absolute: (path: string) => string,
): FakeNode => {
  if (typeof file === 'string' || file instanceof Uint8Array || 'json' in file)
    return node('file', { bytes: bytesOf(file) })
  if ('link' in file)
    return node('link', { target: file.link.startsWith('~/') ? absolute(file.link) : file.link })
  return 'other' in file ? node('other') : node('file', { failed: file.failed })
}
