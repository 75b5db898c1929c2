import { join } from 'node:path'
import { messageOf } from '../engine/message-of.js'
import type { Machine } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { HeldLock, JournalEntry, JournaledFolder } from './journal.js'
import { netState } from './net-state.js'
import { takeBackPrograms } from './programs.js'
import { putBackFile } from './put-back.js'
import type { RecordedStep } from './recorded-run.js'
import { stepsOnRecord } from './steps-on-record.js'
import { sweepLeftovers } from './sweep.js'
import { toPutBack } from './to-put-back.js'
import { type Undo, undoOf } from './undo-of.js'
import { withLocks } from './with-locks.js'

/** Programs of a step that have run, or may have, and were not taken back. */
export const programsToTakeBack = ({ programs }: RecordedStep): RecordedStep['programs'] =>
  programs.filter(({ state }) => state === 'done' || state === 'unknown')

/**
 * Takes steps back: their files, last first, under the locks they were changed under; then their programs; then the
 * folders that were made for them. What it does is in their journals before it is done, so that what was cut off can be
 * finished. `ending` is what is written down at the end. Never throws.
 */
export const carryOutUndo = (
  undo: Undo,
  ending: 'undone' | 'rolled-back',
  machine: Machine,
): Promise<Applied> => {
  const folders = [...new Set(undo.steps.map(({ folder }) => folder))]
  const journals = folders.map(
    (folder): HeldLock => ({ kind: 'folder', path: join(folder, 'journal.jsonl') }),
  )
  return withLocks(journals, machine.locks, async () => {
    // Somebody else may have been at it while this one waited: what was taken back is not taken back again.
    const now = await stepsOnRecord(undo.steps, machine.probes.fs)
    if ('fault' in now) return outdated(now.fault)
    if (now.steps.length === 0)
      return { status: 'applied', reason: 'another process has taken it back in the meantime' }
    return takeBackSteps(undoOf(now.steps), ending, machine)
  })
}

const takeBackSteps = async (
  undo: Undo,
  ending: 'undone' | 'rolled-back',
  machine: Machine,
): Promise<Applied> => {
  const open = await toPutBack(undo, machine.probes.fs)
  if ('refuse' in open) return outdated(open.refuse.join('; '))
  const locks = open.files.map(({ lock }) => lock)
  const back = await withLocks(locks, machine.locks, () => putBack(undo, machine))
  if (back.status !== 'applied') return back
  // Only when no lock is held any more: what was removed may be the folder of one.
  const fault = await restoreFolders(open.folders, machine).then(() => null, messageOf)
  if (fault !== null) return { status: 'failed', reason: `the files are as they were; ${fault}` }
  const made = undo.files.flatMap(({ madeFolders }) => madeFolders)
  // Deepest first. One that cannot be removed is not worth another error.
  for (const folder of [...new Set(made)].sort((one, other) => other.length - one.length))
    await machine.writer.removeFolderIfEmpty(folder).catch(() => undefined)
  await sweepLeftovers(undo.steps, machine).catch(() => undefined)
  // The files tell it too: the next run that is asked to undo it finds nothing left to do, and writes it down.
  const untold = await tell(undo.steps, ending, machine).then(() => null, messageOf)
  return untold === null ? back : { status: 'applied', reason: untold }
}

const restoreFolders = async (
  folders: readonly JournaledFolder[],
  { probes, writer }: Machine,
): Promise<void> => {
  for (const { path, before } of folders.toReversed())
    if ((await probes.fs.stat(path)).state === 'absent') await writer.restoreFolder(path, before)
}

const putBack = async (undo: Undo, machine: Machine): Promise<Applied> => {
  const { fs } = machine.probes
  const open = await toPutBack(undo, fs)
  if ('refuse' in open) return outdated(open.refuse.join('; '))
  await tell(undo.steps, 'undoing', machine)
  const back: string[] = []
  for (const net of open.files.toReversed()) {
    try {
      await putBackFile(net, machine)
      if ((await netState(net, fs)) !== 'before') throw new Error(`${net.path}: it is not as it was`)
      back.push(net.path)
    } catch (error) {
      if (back.length === 0) return failed(error)
      return failed(`${messageOf(error)}; put back already: ${back.join(', ')}`)
    }
  }
  for (const step of undo.steps.toReversed()) {
    const begun = programsToTakeBack(step)
    const write = (entry: JournalEntry) =>
      machine.writer.appendLine(join(step.folder, 'journal.jsonl'), JSON.stringify(entry))
    const left = await takeBackPrograms(step.number, begun, machine, { write })
    if (left.length > 0) return failed(`the files are as they were, but not what was run: ${left.join('; ')}`)
  }
  return { status: 'applied' }
}

const tell = async (
  steps: readonly RecordedStep[],
  event: 'undoing' | 'undone' | 'rolled-back',
  { probes, writer, processes }: Machine,
): Promise<void> => {
  const process = await processes.own()
  for (const { folder, number: step } of steps) {
    const at = probes.now()
    const entry: JournalEntry = event === 'undoing' ? { event, step, at, process } : { event, step, at }
    await writer.appendLine(join(folder, 'journal.jsonl'), JSON.stringify(entry))
  }
}
