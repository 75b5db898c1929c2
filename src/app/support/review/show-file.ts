import { handOver } from '../../../ports/hand-over.js'
import type { Probes } from '../../../ports/types.js'
import { printErr } from '../../output.js'
import { showByPages } from './show-by-pages.js'

/** Where a person sees what is to be sent. */
export interface Viewer {
  /** Returns when it has been looked at. `path` is a file with these bytes. */
  show(path: string, bytes: Uint8Array): Promise<void>
}

type Machine = Pick<Probes, 'env' | 'cwd' | 'platform' | 'which'>

/** The program that `$PAGER` names; this program's own where it names none, or it cannot be run. */
export const pager = ({ env, cwd }: Machine): Viewer => ({
  show: async (path, bytes) => {
    const argv = (env.PAGER ?? '').split(/\s+/).filter((word) => word !== '')
    if (argv.length > 0) {
      const ended = await handOver([...argv, path], { env, cwd, stdout: 'inherit' })
      if (ended.outcome === 'exited' || ended.outcome === 'killed') return
      printErr(`The pager ${argv[0]} could not be run.\n`)
    }
    await showByPages(Buffer.from(bytes).toString('utf8'))
  },
})

const OPENERS: Readonly<Record<Probes['platform'], readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer'],
  linux: ['xdg-open'],
}

/** The user's browser; null where there is no screen for one, or nothing that would open it. */
export const browser = async (machine: Machine): Promise<Viewer | null> => {
  const { env, cwd, platform, which } = machine
  const hasScreen = platform !== 'linux' || (env.DISPLAY ?? env.WAYLAND_DISPLAY ?? '') !== ''
  const argv = OPENERS[platform]
  const found = hasScreen ? await which(argv[0] ?? '') : []
  if (!found.some(({ executable }) => executable)) return null
  return {
    show: async (path, bytes) => {
      const ended = await handOver([...argv, path], { env, cwd, stdout: 'stderr' })
      // Windows' own says 1 also where it has opened it.
      if (ended.outcome !== 'exited' || (ended.code !== 0 && platform !== 'win32'))
        await pager(machine).show(path, bytes)
    },
  }
}
