import { join } from 'node:path'
import type { Machine } from '../ports/types.js'
import { type Applied, outdated } from './applied.js'
import type { HeldLock, JournalEntry, JournaledFile } from './journal.js'
import { isAsAfter, isAsBefore } from './on-disk.js'
import { runPrograms } from './programs.js'
import type { RecordedStep } from './recorded-run.js'
import { stepsOnRecord } from './steps-on-record.js'
import { sweepLeftovers } from './sweep.js'
import { withLocks } from './with-locks.js'

/**
 * Makes what is missing of a step that a run died in: the files that are still as before, from the copies beside the
 * journal, then the programs that were not run to their end. Changes nothing where a file is neither. Never throws.
 */
export const completeStep = (step: RecordedStep, machine: Machine): Promise<Applied> => {
  const journal: HeldLock = { kind: 'folder', path: join(step.folder, 'journal.jsonl') }
  const locks = step.files.map((file) => (file.op === 'chmod' ? null : (file.lock ?? null)))
  return withLocks([journal], machine.locks, async () => {
    const now = await stepsOnRecord([step], machine.probes.fs)
    if ('fault' in now) return outdated(now.fault)
    const [current] = now.steps
    if (current === undefined) return outdated('another process has taken it back in the meantime')
    return withLocks(locks, machine.locks, () => complete(current, machine))
  })
}

const complete = async (step: RecordedStep, machine: Machine): Promise<Applied> => {
  const { probes, writer } = machine
  const missing: JournaledFile[] = []
  for (const file of step.files) {
    if (await isAsAfter(file, probes.fs)) continue
    if (!(await isAsBefore(file, probes.fs)))
      return outdated(`${file.path}: something else has changed it since`)
    missing.push(file)
  }
  for (const file of missing) await make(file, step, machine)
  for (const { path } of step.folders) await writer.removeFolderIfEmpty(path)
  const write = (entry: JournalEntry) =>
    writer.appendLine(join(step.folder, 'journal.jsonl'), JSON.stringify(entry))
  const left = step.programs.filter(({ state }) => state !== 'done')
  const fault = await runPrograms(step.number, left, [], machine, { write })
  if (fault !== null) return { status: 'failed', reason: fault }
  await write({ event: 'applied', step: step.number, at: probes.now() })
  // What stays beside the files does no harm, and a later run sweeps it.
  await sweepLeftovers([step], machine).catch(() => undefined)
  return { status: 'applied' }
}

const make = async (
  file: JournaledFile,
  { folder }: RecordedStep,
  { probes, writer }: Machine,
): Promise<void> => {
  const { op, path, after } = file
  if (op === 'chmod') return writer.chmod(path, after.mode)
  if (after === 'absent') return writer.remove(path)
  const image = join(folder, after.copy)
  const found = await probes.fs.readText(image)
  if (found.state !== 'ok' || found.sha256 !== after.sha256)
    throw new Error(`${image}: the copy of ${path} is not there any more as it was`)
  await writer.replace(path, [found.text], { mode: after.mode })
}
