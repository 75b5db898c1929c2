import { mayBeInterrupted } from '../fix/may-be-interrupted.js'
import type { Run } from './open-run.js'
import { recordsFolder } from './records-folder.js'
import type { AskRecovery, Recovered } from './recovery.js'

/**
 * Finds runs that were cut off, and ends them where the run may: asks on a terminal, rolls back with `--fix --yes`, and
 * else only tells of them. Reads journals alone where there are none. Throws only what `ask` throws.
 */
export const recoverRuns = async (run: Run, ask: AskRecovery | undefined): Promise<Recovered> => {
  const { probes } = run.machine
  if (!(await mayBeInterrupted(recordsFolder(probes), probes.fs))) return { records: [], left: [] }
  // Loaded only here: hardly any run finds one, and reading journals takes a parser.
  const { recoverCutOff } = await import('./recover-cut-off.js')
  return recoverCutOff(run, ask)
}
