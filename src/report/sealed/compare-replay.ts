import type { Report, ReportCheck } from '../schema.js'
import { diffFindings } from './diff-findings.js'
import { namingOf } from './naming.js'
import type { ReportReplay } from './replay-schema.js'
import type { SealedReport } from './schema.js'

type Comparison = ReportReplay['replay']
type NotReplayed = Comparison['notReplayed'][number]

/** How what today's checks find compares with what a report says. What could not be judged again is not gone. */
export const compareReplay = (sealed: SealedReport, today: Report): Comparison => {
  const { host, createdAt, report } = sealed
  const { gone, ...found } = diffFindings(sealed, { ...sealed, report: today }, namingOf(sealed, sealed))
  const now = new Map(today.checks.map((check) => [check.id, check]))
  const notReplayed = report.checks.flatMap((then): NotReplayed[] => {
    const reason = isJudged(then) ? whyNotJudged(now.get(then.id)) : null
    const findings = gone.filter(({ check }) => check === then.id)
    return reason === null ? [] : [{ check: then.id, reason, findings }]
  })
  const lost = new Set(notReplayed.map(({ check }) => check))
  return {
    replayVersion: 1,
    case: sealed.case.id,
    host,
    createdAt,
    madeBy: report.tool,
    findings: { ...found, gone: gone.filter(({ check }) => !lost.has(check)) },
    notReplayed,
  }
}

const isJudged = ({ outcome }: ReportCheck): boolean => outcome === 'pass' || outcome === 'fail'

const whyNotJudged = (check: ReportCheck | undefined): string | null => {
  if (check === undefined) return 'there is no such check here; --plugin takes in those of a plugin'
  return isJudged(check) ? null : (check.reason ?? 'no reason given')
}
