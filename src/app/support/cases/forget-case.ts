import { MachineError } from '../../../ports/machine-error.js'
import type { CaseChange } from '../../../report/report-case-schema.js'
import { Refusal } from '../../refusal.js'
import { askYesNo } from '../../yes-no.js'
import { type CaseMachine, expectCase, removeCase } from './case-files.js'
import { expectCaseId } from './case-id.js'

export interface ForgetRequest {
  readonly id: string
  readonly yes: boolean
  /** Whether somebody is there to be asked. */
  readonly hasSomebody: boolean
}

/** Removes the key and the names of a case, once that is agreed to. Throws a {@link Refusal}. */
export const forgetCase = async (machine: CaseMachine, request: ForgetRequest): Promise<CaseChange> => {
  const id = expectCaseId(request.id)
  await expectCase(machine, id)
  if (!request.yes && !(await agreed(id, request.hasSomebody))) return { case: id, status: 'kept' }
  try {
    await removeCase(machine, id)
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    throw new Refusal('NOT_WRITTEN', `The case was not forgotten: ${error.message}.`, null)
  }
  return { case: id, status: 'forgotten' }
}

const agreed = (id: string, hasSomebody: boolean): Promise<boolean> => {
  if (!hasSomebody)
    throw new Refusal(
      'NOT_AGREED',
      `To forget the case ${id} cannot be undone, and nobody is here to be asked.`,
      'Add --yes.',
    )
  return askYesNo(
    `Forget the case ${id}? Then nobody can tell any more what its names stand for, or link another report to it.`,
    false,
    'nothing was forgotten',
  )
}
