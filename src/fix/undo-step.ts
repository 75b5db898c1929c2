import { dirname, join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import { messageOf } from '../engine/message-of.js'
import type { Machine } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { HeldLock, JournalEntry, JournaledFile } from './journal.js'
import type { JournaledStep } from './journaled-steps.js'
import { isAsAfter, isAsBefore } from './on-disk.js'
import { takeBack } from './take-back.js'
import { withLocks } from './with-locks.js'

/** What is to be put back: for each path one change, with the folder its image lies in. */
export interface Undo {
  readonly steps: readonly JournaledStep[]
  readonly changes: readonly { readonly folder: string; readonly change: JournaledFile }[]
}

/**
 * The last step that was carried out, together with the one of the same subject that it finished after a crash. Null
 * where there is none; with no changes where it has been undone.
 */
export const lastUndo = async (steps: readonly JournaledStep[], fs: ProbeFs): Promise<Undo | null> => {
  const made: JournaledStep[] = []
  for (const step of steps) {
    if (step.event === 'rolled-back') continue
    const changes = step.event === 'intent' ? await madeOf(step, fs) : step.changes
    if (changes.length > 0) made.push({ ...step, changes })
  }
  const last = made.at(-1)
  if (last === undefined) return null
  if (last.event === 'undone') return { steps: [last], changes: [] }
  const begun = made.slice(0, -1)
  const first = begun.findLastIndex(({ event, subject }) => event !== 'intent' || subject !== last.subject)
  const undone = [last, ...begun.slice(first + 1).reverse()]
  const changes = new Map<string, Undo['changes'][number]>()
  for (const { folder, changes: each } of undone)
    for (const change of each) if (!changes.has(change.path)) changes.set(change.path, { folder, change })
  return { steps: undone, changes: [...changes.values()] }
}

/** Of a step that a run died in, only what it came to. */
const madeOf = async ({ changes }: JournaledStep, fs: ProbeFs): Promise<readonly JournaledFile[]> => {
  const made: JournaledFile[] = []
  for (const change of changes)
    if (!(await isAsBefore(change, fs)) && (await isAsAfter(change, fs))) made.push(change)
  return made
}

/** Why it cannot be put back, naming the file; or the changes that there is anything to put back of. */
export const toTakeBack = async (
  { changes }: Undo,
  fs: ProbeFs,
): Promise<{ readonly refuse: string } | Undo['changes']> => {
  const left: Undo['changes'][number][] = []
  for (const each of changes) {
    const { change, folder } = each
    const { path } = change
    if (await isAsBefore(change, fs)) continue
    if (!(await isAsAfter(change, fs))) return { refuse: `${path}: something else has changed it since` }
    if (change.op !== 'chmod') {
      if (!(await fs.writable(dirname(path)))) return { refuse: `${dirname(path)}: it may not be written` }
      if (change.before !== 'absent') {
        const image = join(folder, change.before.copy)
        const found = await fs.readText(image)
        if (found.state !== 'ok' || found.sha256 !== change.before.sha256)
          return { refuse: `${image}: the copy of ${path} is not there any more as it was` }
      }
    }
    left.push(each)
  }
  return left
}

/** Puts it all back, last first, under the locks, and says so in the journals. Never throws. */
export const undoSteps = (
  undo: Undo,
  isLocked: (path: string) => boolean,
  machine: Machine,
): Promise<Applied> => {
  const paths = undo.changes.map(({ change }) => change.path).filter(isLocked)
  const locks = paths.map((path): HeldLock => ({ kind: 'folder', path }))
  return withLocks(locks, machine.locks, () => putBack(undo, machine))
}

const putBack = async (undo: Undo, machine: Machine): Promise<Applied> => {
  const { probes, writer } = machine
  const changes = await toTakeBack(undo, probes.fs)
  if ('refuse' in changes) return outdated(changes.refuse)
  const back: string[] = []
  for (const { folder, change } of changes.toReversed()) {
    try {
      await takeBack(change, machine, (copy) => join(folder, copy))
      if (!(await isAsBefore(change, probes.fs))) throw new Error(`${change.path}: it is not as it was`)
      back.push(change.path)
    } catch (error) {
      if (back.length === 0) return failed(error)
      return failed(`${messageOf(error)}; put back already: ${back.join(', ')}`)
    }
  }
  for (const { folder, number } of undo.steps) {
    const entry: JournalEntry = { event: 'undone', step: number, at: probes.now() }
    // The files tell it too: each is as it was before.
    await writer.appendLine(join(folder, 'journal.jsonl'), JSON.stringify(entry)).catch(() => undefined)
  }
  return { status: 'applied' }
}
