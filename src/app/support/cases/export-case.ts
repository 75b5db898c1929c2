import { replaceFile } from '../../../ports/folders.js'
import { outputPlace } from '../output-place.js'
import type { CaseMachine } from './case-files.js'
import { expectCase } from './case-files.js'
import { expectCaseId } from './case-id.js'
import { printCaseKey } from './case-key.js'

export interface ExportRequest {
  readonly id: string
  /** A file; undefined for the text alone. */
  readonly output: string | undefined
  readonly force: boolean
}

export interface ExportedCase {
  /** The line that another machine takes in. It is as secret as all the names of the case. */
  readonly text: string
  /** The file that it was written to, with mode 0600. */
  readonly path: string | null
}

/** Hands out the key of a case. Throws a {@link Refusal} where there is none, or the file cannot be written. */
export const exportCase = async (machine: CaseMachine, request: ExportRequest): Promise<ExportedCase> => {
  const found = await expectCase(machine, expectCaseId(request.id))
  const text = printCaseKey(found)
  if (request.output === undefined) return { text, path: null }
  const path = await outputPlace({ ...request, name: `${found.id}.key` }, machine.probes, {})
  await replaceFile(path, Buffer.from(text))
  return { text, path }
}
