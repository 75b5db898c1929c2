import type { Machine } from '../ports/types.js'
import type { NetChange } from './net-change.js'

/** Puts a path back as it was. Throws the writer's errors; then it may have been put back or not. */
export const putBackFile = async (
  { path, before }: NetChange,
  { writer }: Pick<Machine, 'writer'>,
): Promise<void> => {
  if (before === 'absent') await writer.remove(path)
  else if (before.content === null) await writer.chmod(path, before.mode)
  else {
    const { imagePath, mtimeMs, owner } = before.content
    const { mode } = before
    await writer.restore(imagePath, path, { mode, mtimeMs, ...(owner === undefined ? {} : { owner }) })
  }
}
