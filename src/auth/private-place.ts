import type { FileStat } from '../contract/index.js'

/** A file or folder that may hold secrets; `noun` tells it from the others in every run. */
export interface PrivatePlace {
  readonly noun: string
  readonly path: string
  readonly stat: FileStat
}

const ROOT = 0

/**
 * What its own owner may not do with a file or folder, and the mode that gives it back; null where nothing is missing,
 * or where nobody can tell. `uid` is who looks: root may do anything, so only another's file says something to it.
 */
export const shutOutOwner = (
  { kind, mode, uid: owner }: FileStat,
  uid: number,
): { readonly lacks: 'read' | 'write'; readonly wanted: number } | null => {
  if (kind === 'other' || owner < 0 || owner === ROOT || (uid !== owner && uid !== ROOT)) return null
  const wanted = kind === 'folder' ? 0o700 : 0o600
  const readable = kind === 'folder' ? 0o500 : 0o400
  if ((mode & readable) !== readable) return { lacks: 'read', wanted }
  return (mode & 0o200) === 0 ? { lacks: 'write', wanted } : null
}
