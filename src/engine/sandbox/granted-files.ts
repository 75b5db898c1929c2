import { resolve } from 'node:path'
import type { ListResult, ProbeFs, ReadResult, StatResult } from '../../contract/index.js'
import { type GrantedPath, isInside, isWithin } from './grants.js'
import { LIMITS } from './limits.js'

export interface FileGrants {
  readonly granted: readonly GrantedPath[]
  /** A folder of which nothing is granted, whatever is. */
  readonly withheld: string
  readonly cwd: string
  /** Told each path that was asked for and not granted. */
  readonly onRefused: (path: string) => void
}

const DENIED = { state: 'denied' } as const

/** A file system in which there is only what was granted. A link leads nowhere else. */
export const grantedFiles = (fs: ProbeFs, grants: FileGrants): ProbeFs => {
  const { granted, withheld, cwd, onRefused } = grants
  let realGranted: Promise<readonly GrantedPath[]> | undefined

  const reallyGranted = (): Promise<readonly GrantedPath[]> => {
    realGranted ??= Promise.all(
      granted.map(async (each) => {
        const stat = await fs.stat(each.path)
        return stat.state === 'ok' ? { ...each, path: stat.realPath } : each
      }),
    )
    return realGranted
  }
  const mayAsk = (path: string, among: readonly GrantedPath[]): boolean =>
    isWithin(path, among) && path !== withheld && !isInside(path, withheld)

  /** What is there, where it may be known; null where it may not. */
  const look = async (written: string): Promise<{ path: string; stat: StatResult } | null> => {
    const path = resolve(cwd, written)
    if (mayAsk(path, granted)) {
      const stat = await fs.stat(path)
      if (stat.state !== 'ok' || mayAsk(stat.realPath, await reallyGranted())) return { path, stat }
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
      return fs.readText(seen.path)
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
