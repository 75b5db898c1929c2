import { nameFault, namesFault } from './entry-name.js'
import type { ArchiveLimits } from './limits.js'
import { expectThat } from './refused.js'
import { BLOCK, readHeader, writeHeader } from './tar-header.js'

/** A file in an archive. Its name is a path with `/` between folders. */
export interface ArchiveEntry {
  readonly name: string
  readonly bytes: Uint8Array
}

const END = Buffer.alloc(2 * BLOCK)

const padding = (size: number): Buffer => Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK)

/** By code units, which are the same in every language. */
const byName = (a: ArchiveEntry, b: ArchiveEntry): number => (a.name < b.name ? -1 : 1)

/** The files as a tar archive, by name. `mtime`, in Unix seconds, is that of them all. */
export const writeTar = (entries: readonly ArchiveEntry[], mtime: number): Buffer =>
  Buffer.concat([
    ...[...entries]
      .sort(byName)
      .flatMap(({ name, bytes }) => [
        writeHeader({ name, size: bytes.length, mtime }),
        bytes,
        padding(bytes.length),
      ]),
    END,
  ])

/** The files of what {@link writeTar} wrote, and of nothing else. Throws {@link Refused}. */
export const readTar = (tar: Buffer, limits: ArchiveLimits): readonly ArchiveEntry[] => {
  expectThat(tar[0] !== 0x1f || tar[1] !== 0x8b, 'it is compressed more than once')
  const entries: ArchiveEntry[] = []
  let at = 0
  while (!tar.subarray(at, at + BLOCK).equals(END.subarray(0, BLOCK))) {
    expectThat(tar.length >= at + BLOCK, 'it is cut short')
    const { name, size } = readHeader(tar.subarray(at, at + BLOCK))
    const fault = nameFault(name)
    expectThat(fault === null, `a file in it ${fault}`)
    expectThat(size <= limits.entry, 'a file in it is larger than any of a report')
    expectThat(entries.length < limits.entries, 'it holds more files than a report can')
    const start = at + BLOCK
    const end = start + size
    const rest = padding(size)
    at = end + rest.length
    expectThat(tar.length >= at, 'it is cut short')
    expectThat(tar.subarray(end, at).equals(rest), 'something is hidden between its files')
    entries.push({ name, bytes: tar.subarray(start, end) })
  }
  expectThat(tar.length >= at + END.length, 'it is cut short')
  expectThat(tar.subarray(at).equals(END), 'something follows after its end')
  const fault = namesFault(entries.map(({ name }) => name))
  expectThat(fault === null, fault ?? '')
  const isSorted = entries.every(
    (entry, index) => index === 0 || byName(entries[index - 1] ?? entry, entry) < 0,
  )
  expectThat(isSorted, 'its files are not in order')
  return entries
}
