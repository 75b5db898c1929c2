import { join } from 'node:path'
import { stateDir } from '../auth/paths.js'
import { type KnownFinding, withKnown } from '../engine/policy/known-findings.js'
import { withSeverities } from '../engine/policy/severities.js'
import { withSuppressions } from '../engine/policy/suppressions.js'
import { readEvidenceKey } from '../ports/evidence-key.js'
import type { DoctorConfig } from '../report/doctor-config-schema.js'
import { severitiesOf } from './doctor-config/settings-of.js'
import type { Police, Run } from './open-run.js'

/** Where the key by which evidence is hashed lives. */
export const evidenceKeyPath = (run: Run): string => join(stateDir(run.machine.probes), 'doctor', 'key')

/** The user's rules, in the order in which they apply: severities, suppressions, the baseline. Writes nothing. */
export const policeOf = async (
  run: Run,
  config: DoctorConfig,
  known: readonly KnownFinding[],
): Promise<Police> => {
  const suppressions = config.suppressions ?? []
  const severities = severitiesOf(config)
  const needsKey = suppressions.some(({ evidence }) => evidence !== undefined)
  const key = needsKey ? await readEvidenceKey(evidenceKeyPath(run)) : null
  const context = { now: run.machine.probes.now(), hash: key?.state === 'ok' ? key.hash : null }
  return (results) => {
    const judged = withSeverities(results, severities)
    return withKnown(withSuppressions(judged, suppressions, context), known)
  }
}
