import type { CaseList } from '../../../report/report-case-schema.js'
import { type CaseMachine, caseFiles, caseIds } from './case-files.js'
import { readCaseNames } from './case-names.js'

/** Every case that has a key here, the newest first. */
export const listCases = async (machine: CaseMachine): Promise<CaseList> => {
  const { probes } = machine
  const cases = await Promise.all(
    (await caseIds(probes)).map(async (id) => {
      const stat = await probes.fs.stat(caseFiles(probes, id).key)
      const names = await readCaseNames(machine, id)
      return { id, madeAt: stat.state === 'ok' ? stat.mtimeMs : 0, names: names.length }
    }),
  )
  return {
    cases: cases
      .sort((a, b) => b.madeAt - a.madeAt)
      .map((each) => ({ ...each, madeAt: new Date(each.madeAt).toISOString() })),
  }
}
