import { stateDir } from '../../../src/auth/paths.js'
import { type Mount, mountOf, parseMounts } from '../../../src/auth/service/mounts.js'
import { type DiskSpace, defineFact } from '../../../src/contract/index.js'

/** The disk that the gateway's state is on, or would be. */
export interface Disk {
  readonly path: string
  readonly isThere: boolean
  readonly writable: boolean
  /** Null where the system does not say. */
  readonly space: DiskSpace | null
  readonly mount: Mount | null
}

export const disk = defineFact({
  id: 'host/disk',
  collect: async (context): Promise<Disk> => {
    const { fs, platform } = context
    const path = stateDir(context)
    const [stat, writable, space, mounts] = await Promise.all([
      fs.stat(path),
      fs.writable(path),
      fs.diskSpace?.(path) ?? null,
      platform === 'linux' ? fs.readText('/proc/self/mounts') : null,
    ])
    const realPath = stat.state === 'ok' ? stat.realPath : path
    return {
      path,
      isThere: stat.state === 'ok',
      writable,
      space,
      mount: mounts?.state === 'ok' ? mountOf(realPath, parseMounts(mounts.text)) : null,
    }
  },
})
