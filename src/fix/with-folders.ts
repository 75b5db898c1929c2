import { dirname } from 'node:path'
import type { FileChange } from '../contract/index.js'
import type { Writer } from '../ports/types.js'
import { type Applied, failed } from './applied.js'

/**
 * Makes the folders that new files need, hands those it made for each change to `act`, outermost first, and removes
 * them again where it came to nothing. Never rejects: an error becomes a failure.
 */
export const withFolders = async (
  changes: readonly FileChange[],
  writer: Writer,
  act: (madeFor: readonly (readonly string[])[]) => Promise<Applied>,
): Promise<Applied> => {
  const madeFor: (readonly string[])[] = []
  const result = await (async () => {
    for (const change of changes) {
      const isNew = change.op === 'write' && change.before === 'absent'
      madeFor.push(isNew ? await writer.makeFolder(dirname(change.path)) : [])
    }
    return act(madeFor)
  })().catch(failed)
  if (result.status !== 'applied') {
    // An empty folder that cannot be removed is not worth another error.
    for (const folder of madeFor.flat().reverse())
      await writer.removeFolderIfEmpty(folder).catch(() => undefined)
  }
  return result
}
