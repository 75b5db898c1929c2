import type { CaseChange } from '../../../report/report-case-schema.js'
import { Refusal } from '../../refusal.js'
import { inputBytes, nameOf } from '../load-report.js'
import { type CaseMachine, keepCase, readCase } from './case-files.js'
import { parseCaseKey } from './case-key.js'

const MOST_BYTES = 4096

/**
 * Takes in a case that another machine has exported, from a file or, for `-`, standard input. Throws a {@link Refusal}
 * for what is none, and where there is another case of this id.
 */
export const importCase = async (machine: CaseMachine, path: string): Promise<CaseChange> => {
  const text = (await inputBytes(path, MOST_BYTES, 'case')).toString('utf8')
  const exported = parseCaseKey(text)
  if (exported === null)
    throw new Refusal(
      'BAD_CASE',
      `${nameOf(path)} holds no case.`,
      'Name a file that `report case export` has written on the other machine.',
    )
  const before = await readCase(machine, exported.id)
  await keepCase(machine, exported)
  return { case: exported.id, status: before === null ? 'imported' : 'unchanged' }
}
