import type { Value } from '../contract/index.js'

/**
 * A file: its text, its bytes, a value to write as 2-space JSON, or a symbolic link (a relative target is taken from the
 * link's own folder, and one that begins with `~/` from the home).
 */
export type ImageFile = string | Uint8Array | { readonly json: Value } | { readonly link: string }

/** What a program prints and how it ends, whatever it is called with. Exit code 0 where it is left out. */
export interface ImageProgram {
  readonly stdout?: string
  readonly stderr?: string
  readonly code?: number
}

/**
 * A home as data: it can be looked at in memory by `createFakeContext`, and put on a disk by `writeHome`. Paths are
 * relative to the home, with or without `~/` before them, and have `/` for a separator everywhere.
 */
export interface HomeImage {
  readonly files?: Readonly<Record<string, ImageFile>>
  /** Folders that are empty; those around a file are there anyway. */
  readonly folders?: readonly string[]
  /** Permission bits of files and folders; 0600 and 0700 where they are left out. */
  readonly modes?: Readonly<Record<string, number>>
  /** When a file was last changed, in Unix milliseconds; `now` where it is left out. */
  readonly mtimes?: Readonly<Record<string, number>>
  /** Programs on PATH, by name. */
  readonly programs?: Readonly<Record<string, ImageProgram>>
  /** Variables besides `HOME` and `PATH`. A value that begins with `~/` is a path in the home. */
  readonly env?: Readonly<Record<string, string>>
  /** Unix milliseconds; noon of 15 January 2026, UTC, where it is left out. */
  readonly now?: number
}

/** The moment of a home that names none. */
export const IMAGE_NOW = Date.UTC(2026, 0, 15, 12)

/** The bytes of a file that is not a link. */
export const bytesOf = (file: Exclude<ImageFile, { readonly link: string }>): Uint8Array => {
  if (file instanceof Uint8Array) return file
  return Buffer.from(typeof file === 'string' ? file : `${JSON.stringify(file.json, null, 2)}\n`)
}

/** A path of an image, from its home on; an absolute one as it is. */
export const inHome = (home: string, path: string, join: (...parts: string[]) => string): string => {
  if (path === '~') return home
  if (path.startsWith('~/')) return join(home, path.slice(2))
  return path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path) ? path : join(home, path)
}

/** An image's variables, with the paths in them led to a home. */
export const envInHome = (
  env: Readonly<Record<string, string>>,
  home: string,
  join: (...parts: string[]) => string,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(env).map(([name, value]) => [
      name,
      value === '~' || value.startsWith('~/') ? inHome(home, value, join) : value,
    ]),
  )
