import type { FileStat } from '../../contract/index.js'

const ROOT = 0
const WRITABLE_BY_OTHERS = 0o022

/**
 * Why somebody else decides what stands in a file or folder, or null: then it must not be run, or gone by. The same
 * test that ssh makes of its keys; Windows has other rights, which are not looked at.
 */
export const othersMayChange = ({ uid, mode }: FileStat, user: number): string | null => {
  if (uid < 0) return null
  if (uid !== user && uid !== ROOT) return 'it belongs to another user'
  return (mode & WRITABLE_BY_OTHERS) === 0 ? null : 'others may write it'
}
