import type { Severity } from '../../contract/index.js'
import { type Counted, worse } from './brief.js'
import { Hosts } from './hosts.js'
import type { ReportSummary } from './summary-schema.js'
import { Tally } from './tally.js'

const MOST_REFUSED = 1000

const noStatuses = () => ({ healthy: 0, attention: 0, broken: 0 })

/** Counts reports one by one, in any order, and keeps none of them. */
export class Summary {
  #reports = 0
  #refused = 0
  readonly #files: { readonly file: string; readonly reason: string }[] = []
  readonly #cases = new Set<string>()
  readonly #statuses = noStatuses()
  readonly #hosts = new Hosts()
  readonly #causes = new Tally(() => ({ severity: 'info' as Severity, reports: 0 }))
  readonly #checks = new Tally(() => ({ reports: 0, findings: 0, notJudged: 0 }))
  readonly #versions = new Tally(() => ({ reports: 0, ...noStatuses() }))

  /** `file` tells two reports of one moment apart. */
  add(counted: Counted, file: string): void {
    this.#reports += 1
    this.#cases.add(counted.case)
    this.#statuses[counted.status] += 1
    const version = this.#versions.at(counted.version)
    version.reports += 1
    version[counted.status] += 1
    for (const { id, findings, isNotJudged } of counted.checks) {
      const check = this.#checks.at(id)
      check.reports += findings > 0 ? 1 : 0
      check.findings += findings
      check.notJudged += isNotJudged ? 1 : 0
    }
    for (const [finding, severity] of counted.causes) {
      const cause = this.#causes.at(finding)
      cause.reports += 1
      cause.severity = worse(cause.severity, severity)
    }
    this.#hosts.add(counted, file)
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
