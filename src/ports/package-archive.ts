import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'

/** What the archive of an npm package holds, read without unpacking anything. */
export interface PackageArchive {
  /** The text of its package.json. */
  readonly manifest: string
  /** Paths of its files, below the one folder that all of them are in. */
  readonly files: readonly string[]
  /** Bytes of all files. */
  readonly size: number
}

/** Larger ones are refused: whoever packed them did not pack a plugin. */
const LIMITS = { unpacked: 128 * 1024 * 1024, entries: 20_000, manifest: 1024 * 1024 }

/** `reason` is one phrase about the archive. */
export type ReadArchive =
  | { readonly state: 'ok'; readonly archive: PackageArchive }
  | { readonly state: 'wrong'; readonly reason: string }

class WrongArchive extends Error {}

/**
 * Reads a `.tgz` by the same library that npm unpacks it with, so that both see the same. Refused is what holds links,
 * devices or paths that lead out of it, two files of one name, or more than a plugin can need. Never throws.
 */
export const readPackageArchive = async (bytes: Buffer, limits = LIMITS): Promise<ReadArchive> => {
  let tar: Buffer
  try {
    tar = await promisify(gunzip)(bytes, { maxOutputLength: limits.unpacked })
  } catch (error) {
    const isLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
    return wrong(
      isLarge ? 'it unpacks to more than a plugin can need' : 'it is not a gzip file, or is cut short',
    )
  }
  try {
    return { state: 'ok', archive: await entriesOf(tar, limits) }
  } catch (error) {
    return wrong(error instanceof WrongArchive ? error.message : 'it is not a whole tar archive')
  }
}

const wrong = (reason: string): ReadArchive => ({ state: 'wrong', reason })

const FILES = new Set(['File', 'OldFile', 'ContiguousFile'])

const entriesOf = async (tar: Buffer, limits: typeof LIMITS): Promise<PackageArchive> => {
  const { Parser } = await import('tar')
  const seen = new Set<string>()
  const manifest: Buffer[] = []
  const files: string[] = []
  let size = 0
  let root: string | null = null
  await new Promise<void>((resolve, reject) => {
    const parser = new Parser({ strict: true })
    parser.on('error', reject)
    parser.on('end', resolve)
    parser.on('entry', (entry) => {
      try {
        const { path, type } = entry
        const [top = '', ...rest] = partsOf(path)
        root ??= top
        if (top !== root) throw new WrongArchive('its files are not all in one folder')
        if (type !== 'Directory') {
          if (!FILES.has(type)) throw new WrongArchive('it holds something other than files and folders')
          // Some file systems take these for the same.
          const key = rest.join('/').normalize('NFC').toLowerCase()
          if (key === '' || seen.has(key)) throw new WrongArchive('it holds two files of one name')
          seen.add(key)
          files.push(rest.join('/'))
          size += entry.size
          if (files.length > limits.entries)
            throw new WrongArchive('it holds more files than a plugin can need')
          if (key === MANIFEST && entry.size > limits.manifest)
            throw new WrongArchive('its package.json is larger than 1 MiB')
        }
        if (rest.join('/') === MANIFEST) entry.on('data', (chunk: Buffer) => manifest.push(chunk))
        else entry.resume()
      } catch (error) {
        reject(error)
        entry.resume()
      }
    })
    parser.end(tar)
  })
  if (!seen.has(MANIFEST)) throw new WrongArchive('it has no package.json')
  return { manifest: Buffer.concat(manifest).toString('utf8'), files, size }
}

const MANIFEST = 'package.json'

const partsOf = (path: string): readonly string[] => {
  const parts = path.replace(/\/$/, '').split('/')
  const leadsOut = parts.some((part) => part === '' || part === '.' || part === '..')
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is there to refuse them.
  if (leadsOut || /[\\:\0-\x1f\x7f]/.test(path))
    throw new WrongArchive('it holds a path that could lead out of its folder')
  return parts
}
