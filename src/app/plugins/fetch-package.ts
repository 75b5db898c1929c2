import { createHash } from 'node:crypto'
import { join, posix } from 'node:path'
import { readBytes } from '../../ports/folders.js'
import { readPackageArchive } from '../../ports/package-archive.js'
import { recordsFolder } from '../records-folder.js'
import { Refusal } from '../refusal.js'
import { type AboutPackage, aboutPackage } from './about-package.js'
import { type Manifest, readManifest } from './manifest.js'
import { runNpm } from './npm.js'
import type { Source } from './source.js'
import type { Workshop } from './workshop.js'

/** A package whose bytes are here, and of which nothing was unpacked or run. */
export interface FetchedPackage {
  readonly source: Source
  readonly manifest: Manifest
  /** The text of its package.json: what is installed has to have just this. */
  readonly text: string
  readonly about: AboutPackage
  readonly integrity: string
  /** Bytes of all its files. */
  readonly size: number
  readonly files: number
  readonly bytes: Buffer
}

const LARGEST = 50 * 1024 * 1024

/** Throws a {@link Refusal} for a package that cannot be had or is no plugin. */
export const fetchPackage = async (workshop: Workshop, source: Source): Promise<FetchedPackage> => {
  const { probes } = workshop
  const { spec } = source
  const tarball = source.kind === 'tarball' ? spec : await pack(workshop, spec)
  const bytes = await readBytes(tarball, LARGEST)
  if (bytes === null) throw notTaken(spec, 'it is larger than 50 MiB')
  const read = await readPackageArchive(bytes)
  if (read.state !== 'ok') throw notTaken(spec, read.reason)
  const { manifest: text, files, size } = read.archive
  const { state, ...told } = readManifest(text, { ...probes, records: recordsFolder(probes) })
  if ('reason' in told) throw notTaken(spec, told.reason)
  const { manifest } = told
  if (source.kind === 'registry' && manifest.name !== source.name)
    throw notTaken(spec, `it calls itself ${manifest.name}`)
  if (!files.includes(posix.normalize(manifest.entry)))
    throw notTaken(spec, `its entry ${manifest.entry} is not in it`)
  const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`
  return { source, manifest, text, about: aboutPackage(text), integrity, size, files: files.length, bytes }
}

const pack = async (workshop: Workshop, spec: string): Promise<string> => {
  const folder = await workshop.folderFor('packed')
  await runNpm(workshop, {
    args: ['pack', spec, '--pack-destination', folder],
    folder,
    what: `fetch ${spec}`,
  })
  const found = await workshop.probes.fs.list(folder)
  const name = found.state === 'ok' ? found.names.find((each) => each.endsWith('.tgz')) : undefined
  if (name === undefined) throw notTaken(spec, 'npm packed nothing')
  return join(folder, name)
}

export const notTaken = (spec: string, reason: string): Refusal =>
  new Refusal(
    'NO_PLUGIN',
    `${spec} cannot be taken as a plugin: ${reason}.`,
    'Nothing was changed, and nothing of it was run. Tell its author.',
  )
