import { join } from 'node:path'
import type { FileStat } from '../../../contract/index.js'
import { MachineError } from '../../../ports/machine-error.js'
import { makeOnce } from '../../../ports/make-once.js'
import type { Machine, Probes } from '../../../ports/types.js'
import { recordsFolder } from '../../records-folder.js'
import { Refusal } from '../../refusal.js'
import { isCaseId } from './case-id.js'
import { type CaseKey, parseCaseKey, printCaseKey } from './case-key.js'

/** What of a machine has to do with cases. */
export type CaseMachine = Pick<Machine, 'probes' | 'writer'>

const KEY = '.key'
const PRIVATE = 0o600

const casesFolder = (probes: Probes): string => join(recordsFolder(probes), 'cases')

/** What is kept of a case, and where. `id` has to be one: see {@link isCaseId}. */
export const caseFiles = (probes: Probes, id: string) => ({
  key: join(casesFolder(probes), `${id}${KEY}`),
  names: join(casesFolder(probes), `${id}.names.json`),
})

/** The ids of all cases that have a key here, sorted. */
export const caseIds = async (probes: Probes): Promise<readonly string[]> => {
  const listed = await probes.fs.list(casesFolder(probes))
  if (listed.state !== 'ok') return []
  return listed.names
    .filter((name) => name.endsWith(KEY))
    .map((name) => name.slice(0, -KEY.length))
    .filter(isCaseId)
}

/** The key of a case; null where there is no such case. Throws a {@link Refusal} where its file cannot be used. */
export const readCase = async (
  { probes, writer }: CaseMachine,
  id: string,
): Promise<(CaseKey & { readonly stat: FileStat }) | null> => {
  const { key: path } = caseFiles(probes, id)
  const found = await probes.fs.readText(path)
  if (found.state === 'absent') return null
  const parsed = found.state === 'ok' ? parseCaseKey(found.text) : null
  if (found.state !== 'ok' || parsed?.id !== id)
    throw new Refusal(
      'CASE_UNREADABLE',
      `The key of the case ${id} cannot be used: ${path} ${found.state === 'ok' ? 'holds something else' : 'cannot be read'}.`,
      'Bring the file back from a copy, or use another case.',
    )
  if (probes.platform !== 'win32' && (found.stat.mode & 0o077) !== 0) await writer.chmod(path, PRIVATE)
  return { ...parsed, stat: found.stat }
}

/** Throws a {@link Refusal} where there is no such case. */
export const expectCase = async (machine: CaseMachine, id: string) => {
  const found = await readCase(machine, id)
  if (found !== null) return found
  const ids = await caseIds(machine.probes)
  throw new Refusal(
    'UNKNOWN_CASE',
    `There is no case ${id} here.`,
    ids.length === 0 ? 'There are no cases yet: each report makes one.' : `The cases are: ${ids.join(', ')}.`,
  )
}

/**
 * Keeps a key that is not kept yet. Throws a {@link MachineError} where it cannot, and a {@link Refusal} where somebody
 * else has made another case of this id meanwhile.
 */
export const keepCase = async (machine: CaseMachine, kept: CaseKey): Promise<void> => {
  await makeOnce(caseFiles(machine.probes, kept.id).key, printCaseKey(kept))
  const found = await readCase(machine, kept.id)
  if (found?.key.equals(kept.key) === true) return
  throw new Refusal(
    'CASE_EXISTS',
    `There is another case ${kept.id} here, with a key of its own.`,
    'Use another id, or forget that case first.',
  )
}

/** Removes all that is kept of a case. Throws a {@link MachineError}. */
export const removeCase = async ({ probes, writer }: CaseMachine, id: string): Promise<void> => {
  for (const path of Object.values(caseFiles(probes, id)))
    await writer.remove(path).catch((error: unknown) => {
      if (!(error instanceof MachineError && error.code === 'absent')) throw error
    })
}
