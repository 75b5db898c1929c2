import { dirname } from 'node:path'
import type { Change } from '../contract/index.js'
import type { Machine } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { Journal } from './journal.js'
import { makeAll } from './make-all.js'
import { type Current, readExpected } from './precondition.js'
import { changesNothing, type PreparedChange, prepareChange } from './prepare.js'
import { atRealPaths } from './real-paths.js'
import { withFolders } from './with-folders.js'
import { withLocks } from './with-locks.js'

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
export const applyStep = (step: Step, machine: Machine, journal: Journal): Promise<Applied> =>
  withFolders(step.changes, machine.writer, async (madeFor) => {
    const changes = await atRealPaths(step.changes, machine.probes.fs)
    return withLocks(changes, machine.locks, () => carryOut({ ...step, changes }, madeFor, machine, journal))
  })

const carryOut = async (
  step: Step,
  madeFor: readonly (readonly string[])[],
  machine: Machine,
  journal: Journal,
): Promise<Applied> => {
  const { fs } = machine.probes
  const currents: Current[] = []
  for (const change of step.changes) {
    const current = await readExpected(change, fs)
    if ('differs' in current) return outdated(current.differs)
    // Found out now, while nothing has been written yet, the journal included.
    if (change.op !== 'chmod' && !(await fs.writable(dirname(change.path))))
      return failed(`${dirname(change.path)}: the folder may not be written`)
    currents.push(current)
  }
  const number = journal.nextStep()
  const prepared: PreparedChange[] = []
  try {
    for (const [index, current] of currents.entries()) {
      const change = step.changes[index] as Change
      const madeFolders = madeFor[index] ?? []
      const preparation = { change, current, madeFolders, step: number, index }
      prepared.push(await prepareChange(preparation, machine, journal))
    }
    if (prepared.every(changesNothing)) throw new Error('it would change nothing')
    await journal.write({
      event: 'intent',
      step: number,
      at: machine.probes.now(),
      fix: step.fix,
      subject: step.subject,
      changes: prepared.map((each) => each.journaled),
    })
  } catch (error) {
    await journal.discard(number)
    return failed(error)
  }
  return makeAll({ number, prepared, verify: step.verify }, machine, journal)
}
