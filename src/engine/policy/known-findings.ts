import type { Severity } from '../../contract/index.js'
import { mapFindings, type PolicedResult } from './policed.js'

/** A finding that a baseline knows. */
export interface KnownFinding {
  readonly id: string
  readonly severity: Severity
}

const RANK: Readonly<Record<Severity, number>> = { info: 0, warning: 1, error: 2 }

/** Marks what a baseline knows, unless it has got worse since. What the config suppresses stays the config's. */
export const withKnown = (
  results: readonly PolicedResult[],
  known: readonly KnownFinding[],
): readonly PolicedResult[] => {
  const byId = new Map(known.map(({ id, severity }) => [id, severity]))
  return mapFindings(results, (finding) => {
    const was = byId.get(finding.id)
    if (was === undefined || finding.suppressed !== undefined) return finding
    if (RANK[finding.severity] > RANK[was]) return { ...finding, returned: { why: 'worse', was } }
    const { returned: _, ...rest } = finding
    return { ...rest, suppressed: { by: 'baseline', reason: null, owner: null, until: null } }
  })
}
