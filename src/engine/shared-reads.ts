import type { ProbeFs } from '../contract/index.js'

/** What one fact has found out about the file system, for others to have without asking again. */
export interface SharedReads {
  /** The file system as one fact sees it. What it asks for a second time itself is looked at anew. */
  forOne(fs: ProbeFs): ProbeFs
  /** From now on these are looked at anew. */
  forget(paths: Iterable<string>): void
  /** From now on these are looked at anew, and all that a change of them may change: what lies beside them too. */
  forgetAround(paths: readonly string[] | 'any'): void
}

/** In characters. Large files are read by one fact each, and must not be held longer than that wants them. */
const MOST_HELD = 2 ** 22

interface Shared {
  readonly answer: Promise<unknown>
  size: number
  readonly folder: string
  /** Where the path leads, where that is elsewhere: a change of a file is one under all its names. */
  realPath: string | null
}

type Call = 'readText' | 'stat' | 'list' | 'writable'
const CALLS: readonly Call[] = ['readText', 'stat', 'list', 'writable']

export const createSharedReads = (): SharedReads => {
  const reads: Readonly<Record<Call, Map<string, Shared>>> = {
    readText: new Map(),
    stat: new Map(),
    list: new Map(),
    writable: new Map(),
  }
  let held = 0

  const drop = (call: Call, path: string): void => {
    held -= reads[call].get(path)?.size ?? 0
    reads[call].delete(path)
  }

  const share = <R>(call: Call, path: string, answer: Promise<R>): Promise<R> => {
    const shared: Shared = { answer, size: 0, folder: folderOf(path), realPath: null }
    drop(call, path)
    reads[call].set(path, shared)
    const hold = (found: R): void => {
      if (reads[call].get(path) !== shared) return
      const realPath = realPathOf(found)
      shared.realPath = realPath === path ? null : realPath
      shared.size = sizeOf(found)
      held += shared.size
      if (held > MOST_HELD) drop(call, path)
    }
    answer.then(hold, () => undefined)
    return answer
  }

  const once = <R>(call: Call, ask: (path: string) => Promise<R>): ((path: string) => Promise<R>) => {
    const asked = new Set<string>()
    return (path) => {
      if (asked.has(path)) return ask(path)
      asked.add(path)
      const known = reads[call].get(path)?.answer as Promise<R> | undefined
      return known ?? share(call, path, ask(path))
    }
  }

  /** Where a path was found to lead. */
  const leadingTo = (path: string): readonly string[] =>
    [reads.readText, reads.stat].flatMap((known) => known.get(path)?.realPath ?? [])

  return {
    forOne: (fs) => ({
      ...fs,
      readText: once('readText', fs.readText),
      stat: once('stat', fs.stat),
      list: once('list', fs.list),
      writable: once('writable', fs.writable),
    }),
    forget: (paths) => {
      for (const path of paths) for (const call of CALLS) drop(call, path)
    },
    forgetAround: (paths) => {
      const isNear = paths === 'any' ? () => true : nearTo([...paths, ...paths.flatMap(leadingTo)])
      for (const call of CALLS)
        for (const [path, { folder, realPath }] of reads[call])
          if (isNear(path, folder) || (realPath !== null && isNear(realPath, folderOf(realPath))))
            drop(call, path)
    },
  }
}

/** Whether a path lies beside, around or below one of these: asked of all that was read, after each of many fixes. */
const nearTo = (changed: readonly string[]): ((path: string, folder: string) => boolean) => {
  const folders = new Set(changed.map(folderOf))
  return (path, folder) =>
    folders.has(folder) ||
    changed.some((each) => (path.length < each.length ? each.startsWith(path) : path.startsWith(each)))
}

const folderOf = (path: string): string =>
  path.slice(0, Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)

const sizeOf = (found: unknown): number =>
  typeof found === 'object' && found !== null && 'text' in found ? String(found.text).length : 0

const realPathOf = (found: unknown): string | null => {
  if (typeof found !== 'object' || found === null) return null
  if ('realPath' in found && typeof found.realPath === 'string') return found.realPath
  return 'stat' in found ? realPathOf(found.stat) : null
}
