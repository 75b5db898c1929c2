import { join } from 'node:path'
import type { BeforeImage, HeldLock, JournaledFile } from './journal.js'
import type { RecordedStep } from './recorded-run.js'

/** How a file was: its content is null where only its mode was ever changed. */
export interface FormerFile {
  readonly mode: number
  readonly content: (BeforeImage & { readonly imagePath: string }) | null
}

/** A state a path may be in. `sha256` is null where only its mode counts. */
export type FileState = 'absent' | { readonly sha256: string | null; readonly mode: number }

/** What several steps have done to one path, taken together. */
export interface NetChange {
  readonly path: string
  readonly before: 'absent' | FormerFile
  /** How it may have been left: in more ways than one where a step may have been made or not. */
  readonly after: readonly FileState[]
  /** Folders that were made on the way, outermost first. */
  readonly madeFolders: readonly string[]
  /** What is to be held to change it again. */
  readonly lock: HeldLock | null
}

/** What steps, the oldest first, came to for each path they name. */
export const netOf = (steps: readonly RecordedStep[]): readonly NetChange[] => {
  const nets = new Map<string, NetChange>()
  for (const step of steps)
    for (const file of step.files) nets.set(file.path, add(nets.get(file.path), file, step))
  return [...nets.values()]
}

const add = (net: NetChange | undefined, file: JournaledFile, step: RecordedStep): NetChange => {
  const { path } = file
  const left = afterOf(file, net)
  const earlier = net === undefined ? [] : net.after
  return {
    path,
    before: net === undefined ? formerOf(file, step) : completed(net.before, file, step),
    // A step that is not said to have been made may have left any of its paths as they were.
    after: step.isMade ? [left] : [...earlier, left],
    madeFolders: [...(net?.madeFolders ?? []), ...(file.op === 'chmod' ? [] : file.madeFolders)],
    lock: net?.lock ?? lockOf(file),
  }
}

const formerOf = (file: JournaledFile, { folder }: RecordedStep): NetChange['before'] => {
  if (file.op === 'chmod') return { mode: file.before.mode, content: null }
  if (file.before === 'absent') return 'absent'
  const { before } = file
  return { mode: before.mode, content: { ...before, imagePath: join(folder, before.copy) } }
}

/** A mode that was changed first, and a content after it: each is as it was before its own first change. */
const completed = (
  before: NetChange['before'],
  file: JournaledFile,
  step: RecordedStep,
): NetChange['before'] => {
  if (before === 'absent' || before.content !== null) return before
  const former = formerOf(file, step)
  return former === 'absent' ? before : { mode: before.mode, content: former.content }
}

const afterOf = (file: JournaledFile, net: NetChange | undefined): FileState => {
  if (file.op !== 'chmod') return file.after
  const last = net?.after.at(-1)
  const sha256 = last === undefined || last === 'absent' ? null : last.sha256
  return { sha256, mode: file.after.mode }
}

const lockOf = (file: JournaledFile): HeldLock | null => {
  if (file.op === 'chmod') return null
  return file.lock === undefined ? { kind: 'folder', path: file.path } : file.lock
}
