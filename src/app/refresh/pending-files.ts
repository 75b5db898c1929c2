import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { stateDir } from '../../auth/paths.js'
import { type PendingRefresh, pendingValue } from '../../auth/refresh/pending.js'
import { composeText } from '../../fix/compose.js'
import type { Machine, Probes } from '../../ports/types.js'

/** Beside the journals; a file in it is a pair that is not in every file yet. */
export const pendingFolder = (probes: Probes): string => join(stateDir(probes), 'doctor', 'refresh')

/** Returns when the pair is on the disk, 0600, with its path. Throws a `MachineError`. */
export const keepPending = async ({ probes, writer }: Machine, pending: PendingRefresh): Promise<string> => {
  const folder = pendingFolder(probes)
  const path = join(folder, `${pending.at}-${randomBytes(4).toString('hex')}.json`)
  const text = await composeText(
    { op: 'write', path, before: 'absent', after: { json: pendingValue(pending) } },
    '',
  )
  await writer.makeFolder(folder)
  await writer.replace(path, text, { mode: 0o600 })
  return path
}

/**
 * Removes what is needed no more, and the folder where nothing is left in it. What stays is found by the next run.
 * Never throws.
 */
export const dropPending = async ({ probes, writer }: Machine, path: string): Promise<void> => {
  await writer.remove(path).catch(() => undefined)
  await writer.removeFolderIfEmpty(pendingFolder(probes)).catch(() => undefined)
}

/** The paths of all that is left over, oldest first. */
export const pendingPaths = async (probes: Probes): Promise<readonly string[]> => {
  const folder = pendingFolder(probes)
  const listed = await probes.fs.list(folder)
  if (listed.state !== 'ok') return []
  return listed.names.filter((name) => /^\d+-[0-9a-f]{8}\.json$/.test(name)).map((name) => join(folder, name))
}
