import { gunzip } from './gzip.js'
import { ARCHIVE_LIMITS, type ArchiveLimits } from './limits.js'
import { expectListed } from './manifest.js'
import { Refused } from './refused.js'
import { readTar } from './tar.js'

/** `reason` is one phrase about the archive, and quotes nothing of it. */
export type OpenedArchive =
  | { readonly state: 'ok'; readonly entries: ReadonlyMap<string, Uint8Array> }
  | { readonly state: 'refused'; readonly reason: string }

/**
 * Reads an archive that may come from anybody: in memory alone, nothing of it is unpacked, run or followed. Refused is
 * all that {@link packArchive} does not write, as well as what is too large to be a report and whatever differs from
 * the manifest in it. The entries are by name; those of an archive that is ok are what its manifest lists. Never throws.
 */
export const openArchive = async (
  bytes: Uint8Array,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Promise<OpenedArchive> => {
  try {
    const files = readTar(await gunzip(bytes, limits), limits)
    const entries = new Map(files.map((file) => [file.name, file.bytes]))
    expectListed(entries)
    return { state: 'ok', entries }
  } catch (error) {
    if (error instanceof Refused) return { state: 'refused', reason: error.message }
    throw error
  }
}
