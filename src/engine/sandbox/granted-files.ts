import { resolve } from 'node:path'
import type { ListResult, ProbeFs, ReadResult, StatResult } from '../../contract/index.js'
import { LIMITS } from './limits.js'
import type { Reach } from './reach.js'

export interface FileGrants {
  readonly reach: Reach
  readonly cwd: string
  /** Told each path that was asked for and may be known, before it is looked at. */
  readonly onGranted: (path: string) => void
  /** Told each path that was asked for and not granted. */
  readonly onRefused: (path: string) => void
}

const DENIED = { state: 'denied' } as const

/** A file system in which there is only what was granted. A link leads nowhere else. */
export const grantedFiles = (fs: ProbeFs, { reach, cwd, onGranted, onRefused }: FileGrants): ProbeFs => {
  /** What is there, where it may be known; null where it may not. */
  const look = async (written: string): Promise<{ path: string; stat: StatResult } | null> => {
    const path = resolve(cwd, written)
    if (await reach(path)) {
      onGranted(path)
      return { path, stat: await fs.stat(path) }
    }
    onRefused(path)
    return null
  }
  return {
    stat: async (path) => (await look(path))?.stat ?? DENIED,
    readText: async (path): Promise<ReadResult> => {
      const seen = await look(path)
      if (seen === null) return DENIED
      if (seen.stat.state === 'ok' && seen.stat.size > LIMITS.fileBytes)
        return { state: 'failed', reason: 'larger than a plugin may read' }
      const read = await fs.readText(seen.path)
      // Somebody may have put a link there since.
      return read.state !== 'ok' || (await reach(read.stat.realPath)) ? read : DENIED
    },
    list: async (path): Promise<ListResult> => {
      const seen = await look(path)
      return seen === null ? DENIED : fs.list(seen.path)
    },
    writable: async (path) => {
      const seen = await look(path)
      return seen !== null && fs.writable(seen.path)
    },
    diskSpace: async (path) => {
      const seen = await look(path)
      return seen === null || fs.diskSpace === undefined ? null : fs.diskSpace(seen.path)
    },
  }
}
