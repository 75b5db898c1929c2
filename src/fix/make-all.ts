import { messageOf } from '../engine/message-of.js'
import type { Machine } from '../ports/types.js'
import { type Applied, failed, outdated } from './applied.js'
import type { Journal, JournaledPath } from './journal.js'
import { isAsAfter, isAsBefore } from './on-disk.js'
import { changesNothing, makeChange, type PreparedChange } from './prepare.js'
import { type PlannedRun, runPrograms, takeBackPrograms } from './programs.js'
import { takeBack } from './take-back.js'

/** A step whose intent is on the disk. */
export interface PreparedStep {
  readonly number: number
  readonly prepared: readonly PreparedChange[]
  readonly runs: readonly PlannedRun[]
  /** Why it does not hold good when all is written, or null. */
  verify(): Promise<string | null>
}

/** What was made, or may have been. */
interface Begun {
  readonly files: JournaledPath[]
  readonly runs: PlannedRun[]
}

/**
 * Makes every change of a step and verifies it; or makes none of them, taking back what was made. Never throws.
 */
export const makeAll = async (step: PreparedStep, machine: Machine, journal: Journal): Promise<Applied> => {
  const begun: Begun = { files: [], runs: [] }
  const result = await makeEach(step, begun, machine, journal).catch(failed)
  return result.status === 'applied' ? result : rollBack(step.number, begun, result, machine, journal)
}

const makeEach = async (
  { number, prepared, runs, verify }: PreparedStep,
  begun: Begun,
  machine: Machine,
  journal: Journal,
): Promise<Applied> => {
  const { fs, now } = machine.probes
  const changing = prepared.filter((change) => !changesNothing(change))
  for (const change of changing) {
    const { journaled } = change
    // Programs that know no lock may have come in between while the images were written.
    if (!(await isAsBefore(journaled, fs)))
      return outdated(`${journaled.path}: it has changed in the meantime`)
    begun.files.push(journaled)
    await makeChange(change, machine)
  }
  for (const { journaled } of changing) {
    const { op, path } = journaled
    if (op !== 'chmod' && !(await isAsAfter(journaled, fs)))
      return failed(`${path}: it does not hold what was written`)
  }
  const failure = await runPrograms(number, runs, begun.runs, machine, journal)
  if (failure !== null) return failed(failure)
  await journal.write({ event: 'applied', step: number, at: now() })
  const fault = await verify()
  if (fault !== null) return failed(fault)
  await journal.write({ event: 'verified', step: number, at: now() })
  return { status: 'applied' }
}

/** Takes back what was begun, last first, and as much of it as can be. */
const rollBack = async (
  number: number,
  begun: Begun,
  result: Exclude<Applied, { status: 'applied' }>,
  machine: Machine,
  journal: Journal,
): Promise<Applied> => {
  let wasMade = false
  const left: string[] = []
  for (const change of begun.files.toReversed()) {
    try {
      wasMade = (await takeBack(change, machine, journal.imagePath)) || wasMade
    } catch (error) {
      left.push(messageOf(error))
    }
  }
  // Only now: a program that has others look at their files again is to have them find these as they were.
  const leftRunning = await takeBackPrograms(number, begun.runs, machine, journal)
  const incomplete = `${result.reason}; not all of it could be taken back: ${[...left, ...leftRunning].join('; ')}`
  if (left.length > 0) return failed(`${incomplete}; what was there before is kept in ${journal.folder}`)
  // The images are kept where the journal could not be told that they are needed no more.
  await journal
    .write({ event: 'rolled-back', step: number, at: machine.probes.now() })
    .then(() => journal.discard(number))
    .catch(() => undefined)
  if (leftRunning.length > 0) return failed(incomplete)
  wasMade ||= begun.runs.length > 0
  return wasMade && result.status === 'failed' ? { ...result, status: 'rolled-back' } : result
}
