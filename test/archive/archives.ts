import { gzip } from '../../src/archive/gzip.js'
import { type ArchiveEntry, makeManifest, openArchive, packArchive } from '../../src/archive/index.js'
import { writeHeader } from '../../src/archive/tar-header.js'

export const MTIME_MS = 1_763_900_000_000

export const file = (name: string, content: string | Uint8Array): ArchiveEntry => ({
  name,
  bytes: Buffer.from(content),
})

export const FILES = [
  file('report.json', '{"sealedVersion":1}'),
  file('report.html', '<!doctype html>'),
  file('redactions.json', '{}'),
  file('included/gateway.log', 'one line\nanother\n'.repeat(40)),
]

/** With the manifest that lists them. */
export const listed = (files: readonly ArchiveEntry[] = FILES): readonly ArchiveEntry[] => [
  ...files,
  file('manifest.json', JSON.stringify(makeManifest(files, { case: 'abc' }))),
]

export const packed = (entries = listed()): Promise<Buffer> => packArchive(entries, { mtimeMs: MTIME_MS })

/** A file of a tar archive, its header as it is. */
const member = (header: Buffer, content: string | Uint8Array = ''): Buffer => {
  const bytes = Buffer.from(content)
  return Buffer.concat([header, bytes, Buffer.alloc((512 - (bytes.length % 512)) % 512)])
}

/** A file as it is written here, whatever its name. */
export const plainMember = (name: string, content = 'x'): Buffer =>
  member(writeHeader({ name, size: Buffer.byteLength(content), mtime: 0 }), content)

/** Changes bytes of a header and makes its checksum right again. */
export const edited = (header: Buffer, edit: (block: Buffer) => void): Buffer => {
  const block = Buffer.from(header)
  edit(block)
  block.fill(' ', 148, 156)
  const sum = block.reduce((total, byte) => total + byte, 0)
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  return block
}

/** An archive of these members, compressed as it has to be. */
export const archiveOf = (...members: readonly Buffer[]): Promise<Buffer> =>
  gzip(Buffer.concat([...members, Buffer.alloc(1024)]))

/** Why it is refused; null where it is not. */
export const refusalOf = async (
  bytes: Uint8Array,
  limits?: Parameters<typeof openArchive>[1],
): Promise<string | null> => {
  const opened = await openArchive(bytes, limits)
  return opened.state === 'refused' ? opened.reason : null
}
