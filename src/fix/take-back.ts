import type { Machine } from '../ports/types.js'
import type { JournaledPath } from './journal.js'
import { isAsAfter, isAsBefore } from './on-disk.js'

/**
 * Puts a path back as it was before a change that may have been made or not. Returns whether there was anything to
 * put back. Throws where the path is neither as it was nor as the change left it: somebody else's work is in it.
 */
export const takeBack = async (
  change: JournaledPath,
  { probes, writer }: Pick<Machine, 'probes' | 'writer'>,
  imagePath: (copy: string) => string,
): Promise<boolean> => {
  const { path } = change
  if (await isAsBefore(change, probes.fs)) return false
  if (!(await isAsAfter(change, probes.fs)))
    throw new Error(`${path}: another program has changed it since, so it was left as it is`)
  if (change.op === 'chmod') await writer.chmod(path, change.before.mode)
  else if (change.op === 'rmdir') await writer.restoreFolder(path, change.before)
  else if (change.before === 'absent') await writer.remove(path)
  else await writer.restore(imagePath(change.before.copy), path, change.before)
  return true
}
