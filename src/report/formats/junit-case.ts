import { x } from 'xastscript'
import { counted, countFindings } from '../counts.js'
import { shortPathsIn } from '../message.js'
import type { Report, ReportCheck, ReportFinding } from '../schema.js'
import { SEVERITY_WORDS } from '../severity-words.js'
import { isSuppressed, suppressionWords } from '../suppression.js'
import { standingOf } from './outcome-words.js'
import { placesOf } from './places.js'
import { oneLine } from './printable.js'

const SHORTEST = 3

/** Seconds with three decimals at most, as Surefire writes them. */
export const seconds = (ms: number): string => (ms / 1000).toFixed(SHORTEST)

/**
 * One check: failed by what is an error or a warning and not suppressed. Notes, and what is suppressed, stand in its
 * output, so that nothing that was found is left out.
 */
export const testCase = (check: ReportCheck, { run }: Report) => {
  const [domain = check.id] = check.id.split('/', 1)
  const failures = standingOf(check) === 'failed' ? check.findings.filter(isFailure) : []
  const others = check.findings.filter((finding) => !failures.includes(finding))
  const verdict = verdictOf(check, failures, run.home)
  return x(
    'testcase',
    {
      classname: oneLine(`clawdbot-doctor.${domain}`),
      name: oneLine(check.id),
      time: seconds(check.durationMs),
    },
    ...(verdict === null ? [] : [verdict]),
    ...(others.length === 0
      ? []
      : [x('system-out', others.map((finding) => told(finding, run.home)).join('\n\n'))]),
  )
}

const isFailure = (finding: ReportFinding): boolean => finding.severity !== 'info' && !isSuppressed(finding)

const verdictOf = (check: ReportCheck, failures: readonly ReportFinding[], home: string) => {
  const reason = shortPathsIn(check.reason ?? 'no reason given', home)
  switch (standingOf(check)) {
    case 'not judged':
      return x('error', { type: check.outcome, message: oneLine(reason) }, reason)
    case 'failed': {
      const [first, ...rest] = failures
      const more = rest.length === 0 ? '' : ` (and ${rest.length} more)`
      return x(
        'failure',
        {
          type: failures.some(({ severity }) => severity === 'error') ? 'error' : 'warning',
          message: oneLine(`${first?.what ?? reason}${more}`),
        },
        failures.map((finding) => told(finding, home)).join('\n\n'),
      )
    }
    case 'suppressed': {
      const { suppressed } = countFindings(check.findings)
      return x('skipped', { message: `suppressed: ${counted(suppressed, 'finding')}` })
    }
    case 'skipped':
      return x('skipped', { message: oneLine(reason) })
    default:
      return null
  }
}

const told = (finding: ReportFinding, home: string): string => {
  const { severity, what, why, next, messageId, subject } = finding
  const lines = [
    `${SEVERITY_WORDS[severity]}: ${what}`,
    isSuppressed(finding) ? `suppressed: by ${suppressionWords(finding)}` : null,
    finding.returned === undefined ? null : `note: ${finding.returned.note}`,
    `why: ${why}`,
    next === null ? null : `next: ${next}`,
    ...placesOf(finding, home).map((place) => `where: ${place}`),
    `message: ${messageId}`,
    `subject: ${subject}`,
  ]
  return lines.flatMap((line) => (line === null ? [] : [oneLine(line)])).join('\n')
}
