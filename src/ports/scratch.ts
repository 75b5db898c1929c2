import { createHash } from 'node:crypto'
import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** What is to be put on a disk. */
export interface ScratchEntry {
  readonly path: string
  /** A file's bytes, a link's target, or null for a folder. */
  readonly content: Uint8Array | { readonly link: string } | null
  /** 0600 for a file and 0700 for a folder where it is left out. */
  readonly mode?: number
  /** Unix milliseconds. */
  readonly mtimeMs?: number
}

/** Makes an empty folder for throw-away files, its links resolved, and hands back how to be rid of it. */
export const makeScratch = async (): Promise<{ readonly folder: string; remove(): Promise<void> }> => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'clawdbot-doctor-')))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** Puts files, folders and links on the disk, and their missing folders with mode 0700. Throws Node's errors. */
export const putOnDisk = async (entries: readonly ScratchEntry[]): Promise<void> => {
  for (const { path, content } of entries) {
    await mkdir(content === null ? path : dirname(path), { recursive: true, mode: 0o700 })
    if (content instanceof Uint8Array) await writeFile(path, content, { mode: 0o600 })
    else if (content !== null) await symlink(content.link, path)
  }
  for (const { path, mtimeMs } of entries)
    if (mtimeMs !== undefined) await utimes(path, mtimeMs / 1000, mtimeMs / 1000)
  // The deepest first: a folder may be shut to its owner too.
  for (const { path, mode } of entries.toSorted((one, other) => other.path.length - one.path.length))
    if (mode !== undefined) await chmod(path, mode)
}

/** Everything below a folder by its path in it: kind, permission bits and a hash of its content or its link's target. */
export const snapshot = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const told: [string, string][] = []
  const walk = async (path: string): Promise<void> => {
    const stats = await lstat(path)
    const mode = (stats.mode & 0o7777).toString(8)
    const name = path === folder ? '.' : path.slice(folder.length + 1)
    if (stats.isSymbolicLink()) told.push([name, `link ${await readlink(path)}`])
    else if (stats.isDirectory()) {
      told.push([name, `folder ${mode}`])
      for (const each of (await readdir(path)).sort()) await walk(join(path, each))
    } else
      told.push([
        name,
        `file ${mode} ${createHash('sha256')
          .update(await readFile(path))
          .digest('hex')}`,
      ])
  }
  await walk(folder)
  return Object.fromEntries(told)
}
