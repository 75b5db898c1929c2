import type { FileStat } from '../contract/index.js'

/** What other users of the machine may do with a private file or folder, and the mode that ends it. */
export interface Exposure {
  readonly kind: 'file-open' | 'folder-writable' | 'folder-readable'
  readonly mode: number
  readonly wanted: number
}

/** The worst that a mode allows to others; null for a path that is its owner's alone, or neither file nor folder. */
export const exposureOf = (stat: Pick<FileStat, 'kind' | 'mode'> | null): Exposure | null => {
  if (stat === null || stat.kind === 'other') return null
  const { kind, mode } = stat
  if (kind === 'file') return mode & 0o077 ? { kind: 'file-open', mode, wanted: 0o600 } : null
  if (mode & 0o022) return { kind: 'folder-writable', mode, wanted: 0o700 }
  return mode & 0o055 ? { kind: 'folder-readable', mode, wanted: 0o700 } : null
}
