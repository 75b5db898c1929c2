import { createHash } from 'node:crypto'
import { z } from 'zod'
import { readJson } from './json.js'
import { expectThat, Refused } from './refused.js'
import type { ArchiveEntry } from './tar.js'

const MANIFEST = 'manifest.json'

interface ListedFile {
  readonly name: string
  readonly bytes: number
  readonly sha256: string
}

/** What an archive says of itself: `info`, and every file there is to be in it beside the manifest, by name. */
export const makeManifest = <Info extends object>(
  entries: readonly ArchiveEntry[],
  info: Info,
): Info & { manifestVersion: 1; files: ListedFile[] } => ({
  manifestVersion: 1,
  ...info,
  files: entries
    .filter(({ name }) => name !== MANIFEST)
    .map(({ name, bytes }) => ({ name, bytes: bytes.length, sha256: sha256(bytes) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1)),
})

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** Of a manifest, what tells of files; the rest is for those who know its schema. */
const listing = z.object({
  files: z.array(z.object({ name: z.string(), bytes: z.int(), sha256: z.string() })),
})

/** Throws {@link Refused} unless the manifest among the files names all others, and each is as it says. */
export const expectListed = (entries: ReadonlyMap<string, Uint8Array>): void => {
  const manifest = entries.get(MANIFEST)
  expectThat(manifest !== undefined, 'it has no manifest.json')
  const { success, data } = listing.safeParse(readJson(manifest, MANIFEST))
  if (!success) throw new Refused('its manifest.json does not list its files')
  const { files } = data
  const listed = new Set(files.map(({ name }) => name))
  expectThat(listed.size === files.length, 'its manifest.json lists a file twice')
  const extra = [...entries.keys()].some((name) => name !== MANIFEST && !listed.has(name))
  expectThat(!extra, 'it holds a file that its manifest.json does not list')
  for (const { name, bytes, sha256: digest } of files) {
    const found = name === MANIFEST ? undefined : entries.get(name)
    expectThat(found !== undefined, 'it lacks a file that its manifest.json lists')
    expectThat(
      found.length === bytes && sha256(found) === digest,
      'a file in it is not the one that its manifest.json lists: it was changed',
    )
  }
}
