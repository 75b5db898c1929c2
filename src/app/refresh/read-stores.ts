import { type AgentStore, stores } from '../../../plugins/clawdbot/facts/stores.js'
import { parseStore } from '../../auth/parse-store.js'
import type { AuthStore } from '../../auth/store.js'
import type { Run } from '../open-run.js'

export interface StoreOnDisk {
  readonly path: string
  readonly text: string
  readonly store: AuthStore
}

/** The stores at these paths that can be read, from the files themselves: a fact may be older than a lock. */
export const readStores = async (run: Run, paths: readonly string[]): Promise<readonly StoreOnDisk[]> => {
  const { fs, seal } = run.machine.probes
  const read = await Promise.all(
    [...new Set(paths)].map(async (path): Promise<StoreOnDisk[]> => {
      const found = await fs.readText(path)
      if (found.state !== 'ok') return []
      const parsed = parseStore(found.text, seal)
      return parsed.state === 'ok' ? [{ path, text: found.text, store: parsed.store }] : []
    }),
  )
  return read.flat()
}

/** Where every agent's store really is, as far as it has one. */
export const realStorePaths = async (run: Run): Promise<readonly string[]> => {
  const outcome = await run.facts.outcome<readonly AgentStore[]>(stores)
  return outcome.status === 'ok' ? outcome.value.flatMap(({ file }) => file?.realPath ?? []) : []
}
