import type { Severity } from '../../contract/index.js'
import { mapFindings, type PolicedResult } from './policed.js'

/** Severities by `check` or `check!messageId`; the closer one wins. */
export type Severities = ReadonlyMap<string, Severity>

/** Gives findings the severity that the user gives them, and keeps what their check says. */
export const withSeverities = (
  results: readonly PolicedResult[],
  severities: Severities,
): readonly PolicedResult[] =>
  severities.size === 0
    ? results
    : mapFindings(results, (finding) => {
        const { check, messageId, severity: own } = finding
        const severity = severities.get(`${check}!${messageId}`) ?? severities.get(check) ?? own
        return severity === own ? finding : { ...finding, severity, severityWas: own }
      })
