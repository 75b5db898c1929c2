import { basename, dirname, join } from 'node:path'
import type { ProbeFs } from '../../contract/index.js'
import { type GrantedPath, isInside, isWithin } from './grants.js'

/** Whether a path, and where it really leads, is granted. */
export type Reach = (path: string) => Promise<boolean>

type Stat = ProbeFs['stat']

/**
 * Where a path really leads, links resolved. Of one that is not there, the nearest folder above it that is decides; null
 * where nobody can tell, as behind a link that leads nowhere.
 */
const realPathOf = async (stat: Stat, path: string): Promise<string | null> => {
  const found = await stat(path)
  if (found.state === 'ok') return found.realPath
  if (found.state !== 'absent' || dirname(path) === path) return null
  const above = await realPathOf(stat, dirname(path))
  return above === null ? null : join(above, basename(path))
}

/** What is granted may itself be a link; of `withheld` nothing is granted, by whatever name. */
export const createReach = (stat: Stat, granted: readonly GrantedPath[], withheld: string): Reach => {
  const really = async (path: string): Promise<string> => (await realPathOf(stat, path)) ?? path

  return async (path) => {
    if (!isWithin(path, granted)) return false
    const [real, realWithheld, ...realGranted] = await Promise.all([
      realPathOf(stat, path),
      really(withheld),
      ...granted.map((each) => really(each.path)),
    ])
    if (real === null) return false
    const isKept = [withheld, realWithheld].some((kept) =>
      [path, real].some((asked) => asked === kept || isInside(asked, kept)),
    )
    return (
      !isKept &&
      isWithin(
        real,
        granted.map((each, index) => ({ ...each, path: realGranted[index] ?? each.path })),
      )
    )
  }
}
