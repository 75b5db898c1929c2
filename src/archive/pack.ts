import { nameFault, namesFault } from './entry-name.js'
import { gunzip, gzip } from './gzip.js'
import { ARCHIVE_LIMITS } from './limits.js'
import { Refused } from './refused.js'
import { type ArchiveEntry, readTar, writeTar } from './tar.js'

/**
 * The files as a `.tar.gz`: the same ones and the same time give the same bytes on every machine. `mtimeMs`, in Unix
 * milliseconds, becomes the time of each file. Throws {@link Refused} for names and sizes that {@link openArchive}
 * would refuse: whoever gets it is to be able to read it.
 */
export const packArchive = async (
  entries: readonly ArchiveEntry[],
  { mtimeMs }: { readonly mtimeMs: number },
): Promise<Buffer> => {
  const names = entries.map(({ name }) => name)
  const fault = names.map(nameFault).find((found) => found !== null)
  const reason = fault === undefined ? namesFault(names) : `a file in it ${fault}`
  if (reason !== null) throw new Refused(reason)
  const packed = await gzip(writeTar(entries, Math.floor(mtimeMs / 1000)))
  readTar(await gunzip(packed, ARCHIVE_LIMITS), ARCHIVE_LIMITS)
  return packed
}
