import { type CaseMachine, keepCase, readCase } from './case-files.js'
import { expectCaseId, newCaseId } from './case-id.js'
import { type CaseKey, newKey } from './case-key.js'

/** The case that a report belongs to. */
export interface OpenCase extends CaseKey {
  /** Whether it has only been thought of yet. */
  readonly isNew: boolean
  /** Keeps its key where it is new. Throws a `MachineError` or a {@link Refusal}. */
  keep(): Promise<void>
}

/**
 * The case of this id, else a new one; nothing is written yet. Throws a {@link Refusal} for what cannot be an id, and
 * where the key that is kept cannot be used.
 */
export const openCase = async (machine: CaseMachine, written: string | undefined): Promise<OpenCase> => {
  const id = written === undefined ? newCaseId(machine.probes.now()) : expectCaseId(written)
  const found = await readCase(machine, id)
  if (found !== null) return { id, key: found.key, isNew: false, keep: async () => {} }
  const made = { id, key: newKey() }
  return { ...made, isNew: true, keep: () => keepCase(machine, made) }
}
