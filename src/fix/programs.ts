import type { RunChange } from '../contract/index.js'
import type { Machine } from '../ports/types.js'
import type { Journal } from './journal.js'
import { commandText, runProgram } from './run-program.js'

/** A program of a step, with its place among the step's changes as they are journaled. */
export interface PlannedRun {
  readonly run: RunChange
  readonly change: number
}

export const plannedRuns = (runs: readonly RunChange[], before: number): readonly PlannedRun[] =>
  runs.map((run, index) => ({ run, change: before + index }))

/**
 * Runs a step's programs one after the other until one fails; `begun` gets those that may have done something. Returns
 * why one failed, or null. Throws the journal's errors.
 */
export const runPrograms = async (
  step: number,
  runs: readonly PlannedRun[],
  begun: PlannedRun[],
  machine: Machine,
  journal: Pick<Journal, 'write'>,
): Promise<string | null> => {
  const { now } = machine.probes
  for (const planned of runs) {
    const { run, change } = planned
    await journal.write({ event: 'running', step, at: now(), change })
    const end = await runProgram(run.argv, run.timeoutMs, machine)
    const { code, fault } = end
    // One that says it failed has done nothing; one that was killed may have.
    if (fault === null || (code === null && end.hasBegun)) begun.push(planned)
    await journal.write({ event: 'ran', step, at: now(), change, code })
    if (fault !== null) return fault
  }
  return null
}

/** Takes programs back, last first, and as much of it as can be: why one could not be, a phrase for each. Never throws. */
export const takeBackPrograms = async (
  step: number,
  begun: readonly PlannedRun[],
  machine: Machine,
  journal: Pick<Journal, 'write'>,
): Promise<readonly string[]> => {
  const left: string[] = []
  for (const { run, change } of begun.toReversed()) {
    const { inverse } = run
    if ('irreversible' in inverse) {
      const command = commandText(run.argv, machine.self.name)
      left.push(`\`${command}\` cannot be taken back: ${inverse.irreversible}`)
      continue
    }
    const { code, fault } = await runProgram(inverse, run.timeoutMs, machine)
    if (fault !== null) left.push(fault)
    // That it was taken back is so whether or not it can be written down.
    await journal
      .write({ event: 'ran-back', step, at: machine.probes.now(), change, code })
      .catch(() => undefined)
  }
  return left
}
