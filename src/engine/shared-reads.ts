import type { ProbeFs, ReadResult } from '../contract/index.js'

/** What one fact has read, for others to have without reading it again. */
export interface SharedReads {
  /** The file system as one fact sees it. A file that it asks for a second time itself is read anew. */
  forOne(fs: ProbeFs): ProbeFs
  /** From now on these are read anew. */
  forget(paths: Iterable<string>): void
}

/** In characters. Large files are read by one fact each, and must not be held longer than that wants them. */
const MOST_HELD = 2 ** 22

interface Shared {
  readonly reading: Promise<ReadResult>
  size: number
}

export const createSharedReads = (): SharedReads => {
  const reads = new Map<string, Shared>()
  let held = 0

  const drop = (path: string): void => {
    held -= reads.get(path)?.size ?? 0
    reads.delete(path)
  }

  const share = (path: string, reading: Promise<ReadResult>): Promise<ReadResult> => {
    const shared: Shared = { reading, size: 0 }
    drop(path)
    reads.set(path, shared)
    const hold = (found: ReadResult): void => {
      if (reads.get(path) !== shared) return
      const size = found.state === 'ok' ? found.text.length : 0
      shared.size = size
      held += size
      if (held > MOST_HELD) drop(path)
    }
    reading.then(hold, () => undefined)
    return reading
  }

  return {
    forOne: (fs) => {
      const asked = new Set<string>()
      return {
        ...fs,
        readText: (path) => {
          if (asked.has(path)) return fs.readText(path)
          asked.add(path)
          return reads.get(path)?.reading ?? share(path, fs.readText(path))
        },
      }
    },
    forget: (paths) => {
      for (const path of paths) drop(path)
    },
  }
}
