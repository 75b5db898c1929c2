import type { PolicedResult } from '../engine/policy/policed.js'
import { MachineError } from '../ports/machine-error.js'
import type { Baseline } from '../report/baseline-schema.js'
import type { Report } from '../report/schema.js'
import { type LoadedBaseline, updatedBaseline } from './baseline.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

export interface BaselineOutcome {
  readonly told: NonNullable<NonNullable<Report['policy']>['baseline']>
  /** What is known from here on. */
  readonly findings: LoadedBaseline['findings']
}

/**
 * Makes the baseline hold what is found now, and says what became of it. Writes nothing with `--dry-run`, and where the
 * file is as it should be. Throws a {@link Refusal} where it cannot be written.
 */
export const writeBaseline = async (
  run: Run,
  loaded: LoadedBaseline,
  results: readonly PolicedResult[],
): Promise<BaselineOutcome> => {
  const { path, isThere, $schema } = loaded
  const { findings, added, removed } = updatedBaseline(loaded.findings, results)
  const ids = { added: added.map(({ id }) => id), removed: removed.map(({ id }) => id) }
  if (isThere && added.length + removed.length === 0)
    return { told: { path, status: 'unchanged', ...ids }, findings }
  if (run.settings.dryRun) return { told: { path, status: 'planned', ...ids }, findings: loaded.findings }
  const document: Baseline = {
    ...($schema === undefined ? {} : { $schema }),
    baselineVersion: 1,
    findings: [...findings],
  }
  // A check of somebody else's may have put a secret into a subject.
  const clean = run.redactor.parseJson(JSON.stringify(document))
  if (typeof clean !== 'object')
    throw new Refusal('REDACTION_FAILED', 'The baseline could not be searched for secrets.', null)
  try {
    await run.machine.writer.replace(path, [`${JSON.stringify(clean, null, 2)}\n`])
  } catch (error) {
    if (!(error instanceof MachineError)) throw error
    throw new Refusal('NOT_WRITTEN', `The baseline was not written: ${error.message}.`, null)
  }
  return { told: { path, status: 'written', ...ids }, findings }
}
