import { MachineError } from '../../ports/machine-error.js'
import { type CaseMachine, caseFiles } from './cases/case-files.js'
import { keepCaseNames } from './cases/case-names.js'
import type { Sealing } from './open-sealing.js'

/** What is kept here of a case, for its user. */
export interface KeptCase {
  readonly id: string
  readonly isNew: boolean
  /** The file of its key; null where it could not be kept. */
  readonly key: string | null
  /** A sentence where something could not be kept; null where all is. */
  readonly warning: string | null
}

/**
 * Keeps the key of a case, and whom and what its names stand for. On a disk that is full, or may not be written, the
 * report is all the same worth having: then that is said.
 */
export const keepOpenCase = async (
  machine: CaseMachine,
  { case: ofCase, sealer }: Sealing,
): Promise<KeptCase> => {
  const { id, isNew } = ofCase
  try {
    await ofCase.keep()
    await keepCaseNames(machine, id, sealer.names())
    return { id, isNew, key: caseFiles(machine.probes, id).key, warning: null }
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    const what = `The key of the case ${id} could not be kept: ${error.message}.`
    return { id, isNew, key: null, warning: `${what} No other report can be linked to this one.` }
  }
}
