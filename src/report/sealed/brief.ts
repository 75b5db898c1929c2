import type { z } from 'zod'
import { SEVERITIES, type Severity } from '../../contract/index.js'
import { type FoundBy, groupsOf, openFindings } from '../groups.js'
import { reportV1 } from '../schema.js'
import { sealedReportV1 } from './schema.js'

/** What of a support report is counted. Its facts are the most of it, and need not be gone through for that. */
export const briefV1 = sealedReportV1
  .pick({ sealedVersion: true, case: true, createdAt: true, host: true })
  .extend({ report: reportV1.pick({ tool: true, summary: true, checks: true }) })

/** @interface */
export type Brief = z.infer<typeof briefV1>

/** What one report adds to a summary: little, and nothing of its words. */
export interface Counted {
  readonly host: string
  readonly case: string
  readonly createdAt: string
  readonly version: string
  readonly status: Brief['report']['summary']['status']
  /** Checks that found something or could not be judged. */
  readonly checks: readonly {
    readonly id: string
    readonly findings: number
    readonly isNotJudged: boolean
  }[]
  /** Findings as `check!message`, each once: those that follow from no other one, and how bad they are with what does. */
  readonly causes: ReadonlyMap<string, Severity>
  /** All of them but notes and what is suppressed. */
  readonly findings: ReadonlySet<string>
}

export const countedOf = ({ report, host, case: { id }, createdAt }: Brief): Counted => {
  const open = openFindings(report).filter(({ finding }) => finding.severity !== 'info')
  const causes = new Map<string, Severity>()
  for (const group of groupsOf(open))
    causes.set(nameOf(group), worse(causes.get(nameOf(group)) ?? 'info', group.severity))
  return {
    host,
    case: id,
    createdAt,
    version: report.tool.version,
    status: report.summary.status,
    checks: report.checks
      .map((check) => ({ id: check.id, findings: check.findings.length, isNotJudged: isNotJudged(check) }))
      .filter((check) => check.findings > 0 || check.isNotJudged),
    causes,
    findings: new Set(open.map(nameOf)),
  }
}

const nameOf = ({ check, finding }: FoundBy): string => `${check.id}!${finding.messageId}`

const isNotJudged = ({ outcome }: Brief['report']['checks'][number]): boolean =>
  outcome === 'error' || outcome === 'timeout'

/** The worse of two severities. */
export const worse = (one: Severity, other: Severity): Severity =>
  SEVERITIES.indexOf(one) <= SEVERITIES.indexOf(other) ? one : other
