import type { Report, ReportFinding } from '../schema.js'
import { isSuppressed } from './suppression.js'

export const SEVERITIES: readonly ReportFinding['severity'][] = ['error', 'warning', 'info']

/** How severities are called as the name of a list. */
export const PLURALS = { error: 'Errors', warning: 'Warnings', info: 'Notes' } as const

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`

/** Findings that are not suppressed, by severity, and those that are. */
export const countFindings = (findings: readonly ReportFinding[]) => {
  const open = findings.filter((finding) => !isSuppressed(finding))
  const of = (severity: ReportFinding['severity']): number =>
    open.filter((finding) => finding.severity === severity).length
  return {
    error: of('error'),
    warning: of('warning'),
    info: of('info'),
    suppressed: findings.length - open.length,
  }
}

/** What was found and what was looked at, in one sentence. */
export const summarySentence = (report: Report): string => {
  const { checks } = report.summary
  const findings = countFindings(report.checks.flatMap((check) => check.findings))
  const broken = checks.error + checks.timeout
  const cutOff = report.interrupted?.length ?? 0
  const rejected = report.rejectedPlugins.length
  const found = [
    findings.error > 0 && counted(findings.error, 'error'),
    findings.warning > 0 && counted(findings.warning, 'warning'),
    findings.info > 0 && counted(findings.info, 'note'),
    findings.suppressed > 0 && `${findings.suppressed} suppressed`,
    cutOff > 0 && `${counted(cutOff, 'run')} cut off`,
    broken > 0 && `${counted(broken, 'check')} not judged`,
    rejected > 0 && `${counted(rejected, 'plugin')} not loaded`,
  ].filter((part) => part !== false)
  const looked = [
    `${counted(checks.pass, 'check')} passed`,
    checks.skip > 0 && `${checks.skip} skipped`,
  ].filter((part) => part !== false)
  const what = found.length === 0 ? 'Nothing wrong was found on this machine' : found.join(', ')
  return `${what}; ${looked.join(', ')}.`
}
