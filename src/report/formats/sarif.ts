import type { Log, Notification } from 'sarif'
import { foundBy } from '../groups.js'
import { interruptedWords } from '../interrupted-words.js'
import type { Report } from '../schema.js'
import { troubledPlugins } from '../troubled-plugins.js'
import { changeWords } from './change-words.js'
import { outcomeWords } from './outcome-words.js'
import { HOME_ID } from './sarif-location.js'
import { resultOf } from './sarif-result.js'
import { rulesOf } from './sarif-rules.js'
import { sarifText } from './sarif-text.js'

/** A SARIF 2.1.0 log: findings as results, and checks that could not be judged as notifications of the invocation. */
export const renderSarif = (report: Report): string => {
  const { tool, run, summary } = report
  const rules = rulesOf(report)
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]))
  const notJudged = notificationsOf(report)
  const notLoaded = troubledPlugins(report).map(
    ({ id, what, reason }): Notification => ({
      level: 'error',
      message: { text: sarifText(`The plugin ${id} ${what}: ${reason}.`) },
    }),
  )
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: tool.name,
            version: tool.version,
            semanticVersion: tool.version,
            rules: [...rules],
          },
        },
        invocations: [
          {
            executionSuccessful: notJudged.length + notLoaded.length === 0,
            exitCode: summary.exitCode,
            startTimeUtc: run.startedAt,
            endTimeUtc: endOf(run),
            toolExecutionNotifications: [...notJudged, ...eventsOf(report)],
            toolConfigurationNotifications: notLoaded,
          },
        ],
        originalUriBaseIds: {
          [HOME_ID]: { description: { text: 'The home folder of the user whose set-up was examined.' } },
        },
        columnKind: 'utf16CodeUnits',
        results: foundBy(report).map((found) => resultOf(found, report, ruleIndex)),
        properties: { status: summary.status, node: run.node, platform: run.platform },
      },
    ],
  }
  return `${JSON.stringify(log, null, 2)}\n`
}

const notificationsOf = ({ checks, run }: Report): readonly Notification[] =>
  checks
    .filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')
    .map((check) => ({
      level: 'error',
      descriptor: { id: check.id },
      message: { text: sarifText(`The check ${check.id} ${outcomeWords(check, run.home)}.`) },
    }))

/** What was cut off before, and what became of the fixes. */
const eventsOf = ({ changes, interrupted = [], run, tool }: Report): readonly Notification[] => [
  ...interrupted.map((each): Notification => {
    const { what, next } = interruptedWords(each, run.home, tool.name)
    return { level: 'warning', message: { text: sarifText(`${what} ${next}`) } }
  }),
  ...changes.map((change): Notification => {
    const { state, what } = changeWords(change, run.home)
    return {
      level: 'note',
      message: { text: sarifText(`${state}: ${what}`) },
      properties: { fix: change.fix, status: change.status, finding: change.finding },
    }
  }),
]

/** A run longer than the calendar ends when it began. */
const endOf = ({ startedAt, durationMs }: Report['run']): string => {
  const end = new Date(Date.parse(startedAt) + durationMs)
  return Number.isNaN(end.getTime()) ? startedAt : end.toISOString()
}
