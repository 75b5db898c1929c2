import { groupsOf, openFindings } from '../groups.js'
import type { ReportFinding } from '../schema.js'
import type { Brief } from './brief.js'
import { Hosts } from './hosts.js'
import type { ReportSummary } from './summary-schema.js'
import { Tally } from './tally.js'

const MOST_REFUSED = 1000
const RANK = { info: 0, warning: 1, error: 2 } as const

const noStatuses = () => ({ healthy: 0, attention: 0, broken: 0 })

/** Counts reports one by one, in any order, and keeps none of them. */
export class Summary {
  #reports = 0
  #refused = 0
  readonly #files: { readonly file: string; readonly reason: string }[] = []
  readonly #cases = new Set<string>()
  readonly #statuses = noStatuses()
  readonly #hosts = new Hosts()
  readonly #causes = new Tally(() => ({ severity: 'info' as ReportFinding['severity'], reports: 0 }))
  readonly #checks = new Tally(() => ({ reports: 0, findings: 0, notJudged: 0 }))
  readonly #versions = new Tally(() => ({ reports: 0, ...noStatuses() }))

  /** `file` tells two reports of one moment apart. */
  add(brief: Brief, file: string): void {
    const { summary, tool, checks } = brief.report
    this.#reports += 1
    this.#cases.add(brief.case.id)
    this.#statuses[summary.status] += 1
    const version = this.#versions.at(tool.version)
    version.reports += 1
    version[summary.status] += 1
    for (const { id, outcome, findings } of checks) {
      const isNotJudged = outcome === 'error' || outcome === 'timeout'
      if (findings.length === 0 && !isNotJudged) continue
      const check = this.#checks.at(id)
      check.reports += findings.length > 0 ? 1 : 0
      check.findings += findings.length
      check.notJudged += isNotJudged ? 1 : 0
    }
    const open = openFindings(brief.report).filter(({ finding }) => finding.severity !== 'info')
    const causes = new Map<string, ReportFinding['severity']>()
    for (const { check, finding, severity } of groupsOf(open)) {
      const name = `${check.id}!${finding.messageId}`
      causes.set(name, worse(causes.get(name) ?? 'info', severity))
    }
    for (const [name, severity] of causes) {
      const cause = this.#causes.at(name)
      cause.reports += 1
      cause.severity = worse(cause.severity, severity)
    }
    const names = open.map(({ check, finding }) => `${check.id}!${finding.messageId}`)
    this.#hosts.add(brief, file, new Set(names))
  }

  refuse(file: string, reason: string): void {
    this.#refused += 1
    if (this.#files.length < MOST_REFUSED) this.#files.push({ file, reason })
  }

  result(): ReportSummary {
    const hosts = this.#hosts.counts()
    const byReports = ({ reports }: { readonly reports: number }): number => reports
    return {
      summaryVersion: 1,
      reports: this.#reports,
      hosts: this.#hosts.size,
      cases: this.#cases.size,
      statuses: { ...this.#statuses },
      causes: this.#causes
        .sorted(byReports)
        .map(([finding, cause]) => ({ finding, ...cause, hosts: hosts.get(finding) ?? 0 })),
      checks: this.#checks
        .sorted(({ reports, notJudged }) => reports + notJudged)
        .map(([check, counts]) => ({ check, ...counts })),
      versions: this.#versions.sorted(byReports).map(([version, counts]) => ({ version, ...counts })),
      differing: this.#hosts.differing(),
      refused: {
        count: this.#refused,
        files: [...this.#files].sort((one, other) => (one.file < other.file ? -1 : 1)),
        left: this.#refused - this.#files.length,
      },
    }
  }
}

const worse = (
  one: ReportFinding['severity'],
  other: ReportFinding['severity'],
): ReportFinding['severity'] => (RANK[one] >= RANK[other] ? one : other)
