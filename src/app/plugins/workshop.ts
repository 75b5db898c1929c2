import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeFolderOfOwn, removeTree } from '../../ports/folders.js'
import type { HostMachine } from '../../ports/machine.js'
import { MachineError } from '../../ports/machine-error.js'
import { Refusal } from '../refusal.js'
import { installedFolder } from './places.js'

/** A folder of its own in which a package is fetched and unpacked, before anything changes. */
export interface Workshop extends Pick<HostMachine, 'probes' | 'writer' | 'locks'> {
  /** Where npm keeps what it fetched; null for where it always does. */
  readonly cache: string | null
  /** An empty folder in it. */
  folderFor(what: string): Promise<string>
}

const UNFINISHED = '.new-'
/** No npm of ours is at it for longer than that. */
const ABANDONED_MS = 60 * 60 * 1000

/**
 * Opens a workshop beside the installed plugins, so that what is whole is moved there at one stroke; with `dryRun` in
 * the system's temp folder, and then nothing at all is left of it. Throws a {@link Refusal} where the disk is in the way.
 */
export const inWorkshop = async <T>(
  machine: HostMachine,
  dryRun: boolean,
  act: (workshop: Workshop) => Promise<T>,
): Promise<T> => {
  const { probes, writer, locks } = machine
  try {
    const made = dryRun ? [] : await openInstalledFolder(machine)
    const folder = await makeFolderOfOwn(dryRun ? tmpdir() : installedFolder(probes), UNFINISHED)
    const folderFor = (what: string): Promise<string> => makeFolderOfOwn(folder, `${what}-`)
    try {
      return await act({ probes, writer, locks, folderFor, cache: dryRun ? join(folder, 'cache') : null })
    } finally {
      await removeTree(folder)
      for (const each of made.toReversed()) await writer.removeFolderIfEmpty(each)
    }
  } catch (error) {
    throw refused(error)
  }
}

/** Returns the folders it made. What a run that was killed had begun is swept up by the next one. */
const openInstalledFolder = async ({ probes, writer }: HostMachine): Promise<readonly string[]> => {
  const installed = installedFolder(probes)
  const made = await writer.makeFolder(installed)
  const found = await probes.fs.list(installed)
  for (const name of found.state === 'ok' ? found.names : []) {
    if (!name.startsWith(UNFINISHED)) continue
    const path = join(installed, name)
    const stat = await probes.fs.stat(path)
    if (stat.state === 'ok' && probes.now() - stat.mtimeMs > ABANDONED_MS) await removeTree(path)
  }
  return made
}

/** What the machine said no to, as a refusal; anything else as it is. */
export const refused = (error: unknown): unknown =>
  error instanceof MachineError
    ? new Refusal(
        'NOT_WRITTEN',
        `Nothing was changed: ${error.message}.`,
        error.code === 'locked' ? 'Another run is changing plugins. Try again when it has ended.' : null,
      )
    : error
