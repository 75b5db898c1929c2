import { dirname } from 'node:path'
import type { FileChange } from '../contract/index.js'
import { uninterrupted } from '../engine/uninterrupted.js'
import type { Writer } from '../ports/types.js'
import { type Applied, failed } from './applied.js'

type Act = (madeFor: readonly (readonly string[])[]) => Promise<Applied>

/**
 * Makes the folders that new files need, hands those it made for each change to `act`, outermost first, and removes
 * them again where it came to nothing; no signal to stop is heard in between. Never rejects: an error becomes a failure.
 */
export const withFolders = (changes: readonly FileChange[], writer: Writer, act: Act): Promise<Applied> => {
  const make = (): Promise<Applied> => makeAndAct(changes, writer, act)
  return changes.some(isNew) ? uninterrupted(make) : make()
}

const isNew = (change: FileChange): boolean => change.op === 'write' && change.before === 'absent'

const makeAndAct = async (changes: readonly FileChange[], writer: Writer, act: Act): Promise<Applied> => {
  const madeFor: (readonly string[])[] = []
  const result = await (async () => {
    for (const change of changes)
      madeFor.push(isNew(change) ? await writer.makeFolder(dirname(change.path)) : [])
    return act(madeFor)
  })().catch(failed)
  if (result.status !== 'applied') {
    // An empty folder that cannot be removed is not worth another error.
    for (const folder of madeFor.flat().reverse())
      await writer.removeFolderIfEmpty(folder).catch(() => undefined)
  }
  return result
}
