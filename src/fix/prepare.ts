import type { FileChange } from '../contract/index.js'
import type { Machine, SealedText } from '../ports/types.js'
import { composeText } from './compose.js'
import type { BeforeImage, HeldLock, Image, Journal, JournaledPath } from './journal.js'
import type { Current } from './precondition.js'

/** A change with its images on the disk: ready to be made, and to be taken back. */
export interface PreparedChange {
  readonly journaled: JournaledPath
  /** What the file will hold; null where a change writes nothing. */
  readonly text: SealedText | null
}

export interface Preparation {
  /** With a real path. */
  readonly change: FileChange
  readonly current: Current
  readonly madeFolders: readonly string[]
  readonly lock: HeldLock | null
  readonly step: number
  readonly index: number
}

const NEW_FILE_MODE = 0o600

/**
 * Writes what is there and what is to come beside the journal, and changes nothing else. Throws the writer's errors,
 * and an `EditError` or `ParseError` for a patch that does not fit the file.
 */
export const prepareChange = async (
  { change, current, madeFolders, lock, step, index }: Preparation,
  { writer }: Pick<Machine, 'writer'>,
  journal: Journal,
): Promise<PreparedChange> => {
  const { op, path } = change
  if (op === 'chmod') {
    const [before, after] = [{ mode: change.before }, { mode: change.after }]
    return { journaled: { op, path, before, after }, text: null }
  }

  if (op === 'rmdir') return { journaled: { op, path, before: change.before, after: 'absent' }, text: null }

  const store = async (name: string, text: SealedText, mode: number): Promise<Image> => {
    const image = await journal.newImage(step, `${index}.${name}`)
    const sha256 = await writer.replace(image.path, text, { mode: NEW_FILE_MODE })
    return { sha256, mode, copy: image.copy }
  }
  const { stat } = current
  // From the text that was judged, not from the file: it could be another one by now.
  const before: BeforeImage | 'absent' =
    stat === null
      ? 'absent'
      : {
          ...(await store('before', [current.text], stat.mode)),
          mtimeMs: stat.mtimeMs,
          ...(stat.gid === undefined ? {} : { owner: { uid: stat.uid, gid: stat.gid } }),
        }
  if (op === 'delete')
    return { journaled: { op, path, before, after: 'absent', madeFolders, lock }, text: null }

  const text = await composeText(change, current.text, current.source)
  const mode = (op === 'write' ? change.mode : undefined) ?? stat?.mode ?? NEW_FILE_MODE
  const after = await store('after', text, mode)
  return { journaled: { op, path, before, after, madeFolders, lock }, text }
}

/** Whether a change would leave everything as it is. */
export const changesNothing = ({ journaled: { op, before, after } }: PreparedChange): boolean =>
  op === 'chmod'
    ? before.mode === after.mode
    : op !== 'rmdir' &&
      before !== 'absent' &&
      after !== 'absent' &&
      before.sha256 === after.sha256 &&
      before.mode === after.mode

/** Makes a change. Throws a `MachineError`; then it may have been made or not. */
export const makeChange = async (
  { journaled, text }: PreparedChange,
  { writer }: Pick<Machine, 'writer'>,
): Promise<void> => {
  const { op, path, after } = journaled
  if (op === 'chmod') await writer.chmod(path, after.mode)
  else if (op === 'rmdir') await writer.removeFolderIfEmpty(path)
  else if (after === 'absent' || text === null) await writer.remove(path)
  else await writer.replace(path, text, { mode: after.mode })
}
