import type { ProbeContext } from '../../contract/index.js'
import { type FakeNode, type FakeTree, pathOf } from './tree.js'

export interface Place {
  readonly tree: FakeTree
  readonly platform: ProbeContext['platform']
  readonly uid: number
  readonly cwd: string
}

/** Why a path leads nowhere, by the system's own names. */
export type Blocked = 'ENOENT' | 'ENOTDIR' | 'EACCES' | 'ELOOP'

/** As many as Linux follows. */
const MOST_LINKS = 40

export const READ = 4
export const WRITE = 2
export const ENTER = 1

/** Whether the user may do all of these. Root may do anything. */
export const mayDo = ({ uid, platform }: Place, node: FakeNode, wanted: number): boolean => {
  if (uid === 0 || (platform === 'win32' && node.uid === uid)) return true
  const bits = node.uid === uid ? node.mode >> 6 : node.mode
  return (bits & wanted) === wanted
}

/** Follows a path as the system does, one name after the other; the last link only where `follow` says so. */
export const resolvePath = (
  place: Place,
  path: string,
  follow: boolean,
): { readonly node: FakeNode; readonly real: string } | Blocked => {
  const { join, dirname, resolve, parse, isAbsolute } = pathOf(place.platform)
  const start = isAbsolute(path) ? path : join(place.cwd, path)
  let real = parse(resolve(start)).root
  let names = namesOf(start.slice(parse(start).root.length))
  for (let links = 0; ; ) {
    const node = place.tree.get(real)
    if (node === undefined) return 'ENOENT'
    const [name, ...rest] = names
    if (name === undefined) return { node, real }
    if (node.kind !== 'folder') return 'ENOTDIR'
    if (!mayDo(place, node, ENTER)) return 'EACCES'
    names = rest
    if (name === '..') {
      real = dirname(real)
      continue
    }
    const next = place.tree.get(join(real, name))
    if (next?.kind !== 'link' || (rest.length === 0 && !follow)) {
      real = join(real, name)
      if (next?.kind === 'link') return { node: next, real }
      continue
    }
    links += 1
    if (links > MOST_LINKS) return 'ELOOP'
    if (isAbsolute(next.target)) real = parse(next.target).root
    names = [...namesOf(next.target.slice(parse(next.target).root.length)), ...rest]
  }
}

const namesOf = (path: string): readonly string[] =>
  path.split(/[\\/]/).filter((name) => name !== '' && name !== '.')
