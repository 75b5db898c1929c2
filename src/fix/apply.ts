import { dirname } from 'node:path'
import type { Change, FileChange, RunChange } from '../contract/index.js'
import { unlessStopping } from '../engine/uninterrupted.js'
import type { Machine } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { HeldLock, Journal } from './journal.js'
import { byKind } from './kinds.js'
import { makeAll } from './make-all.js'
import { type Current, readExpected } from './precondition.js'
import { changesNothing, type PreparedChange, prepareChange } from './prepare.js'
import { plannedRuns } from './programs.js'
import { atRealPaths } from './real-paths.js'
import { tidyOnce } from './tidy.js'
import { withFolders } from './with-folders.js'
import { locksOf, withLocks } from './with-locks.js'

export interface Step {
  readonly fix: string
  readonly subject: string
  readonly changes: readonly Change[]
  /** Called under the locks, when all is written: why it does not hold good, or null. */
  verify(): Promise<string | null>
}

/**
 * Carries out one fix's changes: locks, preconditions, images and journal on the disk, atomic writes, verification;
 * and takes everything back if any of it fails. Never throws.
 */
export const applyStep = async (step: Step, machine: Machine, journal: Journal): Promise<Applied> => {
  await unlessStopping()
  const applied = await applyKinds({ ...step, ...byKind(step.changes) }, machine, journal)
  if (applied.status === 'applied') await tidyOnce(journal, machine)
  return applied
}

interface SortedStep extends Omit<Step, 'changes'> {
  readonly files: readonly FileChange[]
  readonly runs: readonly RunChange[]
}

const applyKinds = (step: SortedStep, machine: Machine, journal: Journal): Promise<Applied> =>
  withFolders(step.files, machine.writer, async (madeFor) => {
    const files = await atRealPaths(step.files, machine.probes.fs)
    const locks = locksOf(step.files)
    return withLocks(locks, machine.locks, () =>
      carryOut({ ...step, files }, locks, madeFor, machine, journal),
    )
  })

const carryOut = async (
  step: SortedStep,
  locks: readonly (HeldLock | null)[],
  madeFor: readonly (readonly string[])[],
  machine: Machine,
  journal: Journal,
): Promise<Applied> => {
  const { fs } = machine.probes
  const found: { readonly change: FileChange; readonly current: Current }[] = []
  for (const change of step.files) {
    const current = await readExpected(change, fs)
    if ('differs' in current) return outdated(current.differs)
    // Found out now, while nothing has been written yet, the journal included.
    if (change.op !== 'chmod' && !(await fs.writable(dirname(change.path))))
      return failed(`${dirname(change.path)}: the folder may not be written`)
    found.push({ change, current })
  }
  const number = journal.nextStep()
  const runs = plannedRuns(step.runs, step.files.length)
  const prepared: PreparedChange[] = []
  try {
    for (const [index, { change, current }] of found.entries()) {
      const madeFolders = madeFor[index] ?? []
      const preparation = { change, current, madeFolders, lock: locks[index] ?? null, step: number, index }
      prepared.push(await prepareChange(preparation, machine, journal))
    }
    if (runs.length === 0 && prepared.every(changesNothing)) throw new Error('it would change nothing')
    await journal.write({
      event: 'intent',
      step: number,
      at: machine.probes.now(),
      fix: step.fix,
      subject: step.subject,
      changes: [...prepared.map((each) => each.journaled), ...step.runs],
    })
  } catch (error) {
    await journal.discard(number)
    return failed(error)
  }
  return makeAll({ number, prepared, runs, verify: step.verify }, machine, journal)
}
