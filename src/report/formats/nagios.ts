import { SEVERITIES } from '../../contract/index.js'
import { countFindings, summarySentence } from '../counts.js'
import { foundBy, groupsOf, openFindings } from '../groups.js'
import { interruptedWords } from '../interrupted-words.js'
import type { Report } from '../schema.js'
import { SEVERITY_WORDS } from '../severity-words.js'
import { isSuppressed, suppressionWords } from '../suppression.js'
import { troubledPlugins } from '../troubled-plugins.js'
import { changeWords } from './change-words.js'
import { nagiosText } from './nagios-text.js'
import { outcomeWords } from './outcome-words.js'

/** The states of the plugin API, which are exit codes too. */
export const NAGIOS = { OK: 0, WARNING: 1, CRITICAL: 2, UNKNOWN: 3 } as const

type State = keyof typeof NAGIOS

/**
 * What the exit code of `doctor` means to a monitor: so `--fail-on` and `--exit-zero` mean the same here. What could
 * not be judged is unknown, unless something is known to be broken.
 */
export const nagiosState = ({ summary, checks }: Report): State => {
  if (summary.exitCode === 0) return 'OK'
  if (summary.exitCode === 2) return 'WARNING'
  return countFindings(checks.flatMap((check) => check.findings)).error > 0 ? 'CRITICAL' : 'UNKNOWN'
}

/** One line of state and performance data, then a line for each finding. */
export const renderNagios = (report: Report): string => {
  const [worst] = SEVERITIES.flatMap((severity) =>
    severity === 'info' ? [] : groupsOf(openFindings(report)).filter((group) => group.severity === severity),
  )
  const [cutOff] = cutOffLines(report)
  const first = worst?.finding.what ?? cutOff
  const cause = first === undefined ? '' : ` ${first}`
  const text = nagiosText(`${summarySentence(report)}${cause}`)
  return `${[`CLAWDBOT ${nagiosState(report)} - ${text} | ${performanceOf(report)}`, ...longOutput(report)].join('\n')}\n`
}

const performanceOf = ({ checks, run, summary }: Report): string => {
  const { error, warning, info, suppressed } = countFindings(checks.flatMap((check) => check.findings))
  const notJudged = summary.checks.error + summary.checks.timeout
  return [
    `errors=${error};;0;0`,
    `warnings=${warning};0;;0`,
    `notes=${info};;;0`,
    `suppressed=${suppressed};;;0`,
    `checks=${checks.length};;;0`,
    `not_judged=${notJudged};;;0`,
    `time=${(run.durationMs / 1000).toFixed(3)}s;;;0`,
  ].join(' ')
}

const cutOffLines = ({ interrupted = [], run, tool }: Report): readonly string[] =>
  interrupted.map((each) => {
    const { what, next } = interruptedWords(each, run.home, tool.name)
    return `${what} ${next}`
  })

const longOutput = (report: Report): readonly string[] => {
  const found = foundBy(report)
  const lines = [
    ...SEVERITIES.flatMap((severity) =>
      openFindings(report)
        .filter(({ finding }) => finding.severity === severity)
        .map(({ check, finding: { what, next, messageId, subject, returned } }) =>
          [
            `${SEVERITY_WORDS[severity].toUpperCase()}: ${what}`,
            returned?.note ?? null,
            next,
            `(${check.id}!${messageId}, ${subject})`,
          ]
            .filter((part) => part !== null)
            .join(' '),
        ),
    ),
    ...found
      .filter(({ finding }) => isSuppressed(finding))
      .map(
        ({ check, finding }) =>
          `SUPPRESSED: ${finding.what} (${check.id}!${finding.messageId}, ${finding.subject}, suppressed by ${suppressionWords(finding)})`,
      ),
    ...cutOffLines(report).map((line) => `CUT OFF: ${line}`),
    ...report.checks
      .filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')
      .map((check) => `NOT JUDGED: ${check.id} ${outcomeWords(check, report.run.home)}`),
    ...troubledPlugins(report).map(({ id, what, reason }) => `PLUGIN: ${id} ${what}: ${reason}`),
    ...report.changes
      .filter(({ status }) => status !== 'offered')
      .map((change) => changeWords(change, report.run.home))
      .map(({ state, what }) => `CHANGE: ${state}: ${what}`),
  ]
  return lines.map(nagiosText)
}
