import type { ReportingDescriptor, Result } from 'sarif'
import { SEVERITIES } from '../../contract/index.js'
import { foundBy } from '../groups.js'
import type { Report } from '../schema.js'
import { docsUri } from './docs-uri.js'
import { sarifText } from './sarif-text.js'

export const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const satisfies Record<
  string,
  Result.level
>

/** A rule for each message that a finding of the report has, named `check!messageId`, as bad as its worst finding. */
export const rulesOf = (report: Report): readonly ReportingDescriptor[] => {
  const rules = new Map<string, ReportingDescriptor>()
  const found = foundBy(report)
  for (const severity of SEVERITIES)
    for (const { check, finding } of found) {
      const id = ruleIdOf(check.id, finding.messageId)
      if (finding.severity !== severity || rules.has(id)) continue
      const helpUri = docsUri(check)
      rules.set(id, {
        id,
        shortDescription: { text: sarifText(check.title) },
        fullDescription: { text: sarifText(finding.why) },
        help: { text: sarifText(`${finding.why} Run \`clawdbot-doctor checks show ${check.id}\`.`) },
        ...(helpUri === null ? {} : { helpUri }),
        defaultConfiguration: { level: LEVELS[severity] },
        properties: { tags: [...new Set(check.tags)] },
      })
    }
  return [...rules.values()].sort((a, b) => (a.id < b.id ? -1 : 1))
}

export const ruleIdOf = (check: string, messageId: string): string => `${check}!${messageId}`
