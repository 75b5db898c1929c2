import type { FileStat } from '../contract/index.js'

/** A store's own file, or the folder it is in, as it is on the disk. */
export interface StorePlace {
  readonly noun: 'folder' | 'store'
  readonly path: string
  readonly stat: FileStat
}

interface PlacedStore {
  readonly agent: { readonly dir: string; readonly storePath: string }
  readonly file: FileStat | null
  readonly folder: FileStat | null
}

/** Those of the two that are there, the folder first. A store's path that is not a file is left out. */
export const storePlaces = ({ agent, folder, file }: PlacedStore): readonly StorePlace[] => [
  ...(folder?.kind === 'folder' ? [{ noun: 'folder' as const, path: agent.dir, stat: folder }] : []),
  ...(file?.kind === 'file' ? [{ noun: 'store' as const, path: agent.storePath, stat: file }] : []),
]

/** A platform without owners says -1 for both, and nobody is a stranger there. */
export const isForeign = ({ stat }: StorePlace, uid: number): boolean =>
  uid >= 0 && stat.uid >= 0 && stat.uid !== uid

/** The first that belongs to another user; what mends the folder mends what is in it. */
export const foreignPlace = (store: PlacedStore, uid: number): StorePlace | null =>
  storePlaces(store).find((place) => isForeign(place, uid)) ?? null
