import type { Change, FileStat } from '../contract/index.js'
import type { Machine } from '../ports/types.js'
import { composeText } from './compose.js'
import type { Image, Journal, JournaledChange } from './journal.js'

/** A change with its images on the disk: ready to be made, and to be taken back. */
export interface PreparedChange {
  readonly journaled: JournaledChange
  /** Set just before it is made: from then on it may have happened. */
  done: boolean
  make(): Promise<void>
  takeBack(): Promise<void>
}

const NEW_FILE_MODE = 0o600

/** Copies what is there and writes what is to come beside the journal; changes nothing else. */
export const prepareChange = async (
  change: Change,
  name: string,
  machine: Machine,
  journal: Journal,
  madeFolders: readonly string[],
): Promise<PreparedChange> => {
  const { probes, writer } = machine
  const found = await probes.fs.readText(change.path)
  const stat = await probes.fs.stat(change.path)
  const path = stat.state === 'ok' ? stat.realPath : change.path
  const describe = (before: Image | 'absent', after: Image | 'absent'): JournaledChange => ({
    op: change.op,
    path,
    before,
    after,
    madeFolders,
  })

  if (change.op === 'chmod') {
    const sha256 = found.state === 'ok' ? found.sha256 : ''
    return {
      journaled: describe({ sha256, mode: change.before }, { sha256, mode: change.after }),
      done: false,
      make: () => writer.chmod(path, change.after),
      takeBack: () => writer.chmod(path, change.before),
    }
  }

  const backup = async (file: { readonly sha256: string; readonly stat: FileStat }): Promise<Image> => {
    const copy = `${name}.before`
    await writer.copy(path, await journal.imagePath(copy))
    return { sha256: file.sha256, mode: file.stat.mode, mtimeMs: file.stat.mtimeMs, copy }
  }
  const before = found.state === 'ok' ? await backup(found) : 'absent'
  const restore = async (): Promise<void> => {
    if (before === 'absent') return writer.remove(path)
    const { mode, mtimeMs } = before
    return writer.restore(await journal.imagePath(`${name}.before`), path, { mode, mtimeMs: mtimeMs ?? 0 })
  }
  if (change.op === 'delete')
    return {
      journaled: describe(before, 'absent'),
      done: false,
      make: () => writer.remove(path),
      takeBack: restore,
    }

  const text = await composeText(change, found.state === 'ok' ? found.text : '')
  const copy = `${name}.after`
  const sha256 = await writer.replace(await journal.imagePath(copy), text, { mode: NEW_FILE_MODE })
  const asked = change.op === 'write' ? change.mode : undefined
  const mode = asked ?? (before === 'absent' ? NEW_FILE_MODE : before.mode)
  return {
    journaled: describe(before, { sha256, mode, copy }),
    done: false,
    make: async () => {
      const written = await writer.replace(path, text, { mode })
      if (written !== sha256) throw new Error(`${path} was not written as planned`)
    },
    takeBack: restore,
  }
}
