import type { FixRecord } from '../../fix/fix-record.js'
import type { Run } from '../open-run.js'
import { pendingPaths } from './pending-files.js'

/**
 * Finishes refreshes that were killed between the provider's answer and the last file that needs it. Writes nothing,
 * and takes no lock, where nothing is left over. What could not be finished stays for the next run. Never throws.
 */
export const recoverPendingRefresh = async (run: Run): Promise<readonly FixRecord[]> => {
  const paths = await pendingPaths(run.machine.probes)
  if (paths.length === 0) return []
  const { finishRefresh } = await import('./finish-refresh.js')
  const records: FixRecord[] = []
  for (const path of paths) {
    const record = await finishRefresh(run, path)
    if (record !== null) records.push(record)
  }
  return records
}
