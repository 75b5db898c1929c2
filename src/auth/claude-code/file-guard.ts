import type { FileStat } from '../../contract/index.js'
import { exposureOf } from '../exposure.js'

/** What may be wrong with who can get at a file. */
export type GuardFault =
  | { readonly fault: 'tooOpen'; readonly data: { readonly mode: number; readonly wanted: number } }
  | {
      readonly fault: 'wrongOwner' | 'runAsRoot'
      readonly data: { readonly owner: number; readonly uid: number }
    }

/**
 * Who can get at a file that holds a login, seen by the user `uid`. Another user's file is open by the very fact that
 * it could be read, so of that only the owner is told; root, who may read anything, is told both.
 */
export const guardFaults = (stat: FileStat, uid: number, isReadable: boolean): readonly GuardFault[] => {
  if (stat.kind !== 'file') return []
  const { uid: owner } = stat
  const isForeign = owner !== uid && owner >= 0 && uid >= 0
  if (isForeign && uid !== 0) return isReadable ? [{ fault: 'wrongOwner', data: { owner, uid } }] : []
  const exposure = exposureOf(stat)
  return [
    ...(isForeign ? [{ fault: 'runAsRoot' as const, data: { owner, uid } }] : []),
    ...(exposure === null
      ? []
      : [{ fault: 'tooOpen' as const, data: { mode: exposure.mode, wanted: exposure.wanted } }]),
  ]
}
