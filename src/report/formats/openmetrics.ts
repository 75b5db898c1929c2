import { SEVERITIES } from '../../contract/index.js'
import { countFindings } from '../counts.js'
import { foundBy } from '../groups.js'
import type { Report } from '../schema.js'
import { isSuppressed } from '../suppression.js'
import { expirySamples } from './expiry-samples.js'
import { type Gauge, gaugeLines, type Sample } from './metric.js'

/** The report as gauges, one exposition of OpenMetrics 1.0. */
export const renderOpenmetrics = (report: Report): string =>
  `${[...gaugesOf(report).flatMap(gaugeLines), '# EOF'].join('\n')}\n`

const PREFIX = 'clawdbot_doctor'
const OUTCOMES = ['pass', 'fail', 'skip', 'error', 'timeout'] as const
const STATUSES = ['healthy', 'attention', 'broken'] as const

const changeSamples = ({ changes }: Report): readonly Sample[] =>
  [...new Set(changes.map(({ status }) => status))].sort().map((status) => ({
    labels: { status },
    value: changes.filter((change) => change.status === status).length,
  }))

const gaugesOf = (report: Report): readonly Gauge[] => {
  const { checks, run, summary, tool, rejectedPlugins } = report
  const found = foundBy(report)
  const counts = countFindings(found.map(({ finding }) => finding))
  return [
    {
      name: `${PREFIX}_build_info`,
      help: 'What made this report; always 1.',
      samples: [{ labels: { version: tool.version, node: run.node, platform: run.platform }, value: 1 }],
    },
    {
      name: `${PREFIX}_status`,
      help: 'How the machine is: 1 for the one that is so, 0 for the others.',
      samples: STATUSES.map((status) => ({ labels: { status }, value: Number(summary.status === status) })),
    },
    {
      name: `${PREFIX}_check_outcome`,
      help: 'How each check ended: 1 for the one that is so, 0 for the others.',
      samples: checks.flatMap(({ id, outcome }) =>
        OUTCOMES.map((each) => ({ labels: { check: id, outcome: each }, value: Number(outcome === each) })),
      ),
    },
    {
      name: `${PREFIX}_check_duration_seconds`,
      unit: 'seconds',
      help: 'How long each check took, what it needed to know included.',
      samples: checks.map(({ id, durationMs }) => ({ labels: { check: id }, value: durationMs / 1000 })),
    },
    {
      name: `${PREFIX}_findings`,
      help: 'Findings that are not suppressed.',
      samples: SEVERITIES.map((severity) => ({ labels: { severity }, value: counts[severity] })),
    },
    {
      name: `${PREFIX}_findings_suppressed`,
      help: 'Findings that somebody has suppressed.',
      samples: [{ value: counts.suppressed }],
    },
    {
      name: `${PREFIX}_finding_info`,
      help: 'One for each finding; always 1.',
      samples: found.map(({ check, finding }) => ({
        labels: {
          check: check.id,
          message: finding.messageId,
          subject: finding.subject,
          severity: finding.severity,
          suppressed: String(isSuppressed(finding)),
          id: finding.id,
        },
        value: 1,
      })),
    },
    {
      name: `${PREFIX}_profile_expiry_timestamp_seconds`,
      unit: 'seconds',
      help: 'When a profile that has a finding about its end expires, in Unix time.',
      samples: expirySamples(found),
    },
    {
      name: `${PREFIX}_plugins_rejected`,
      help: 'Plugins that were not loaded.',
      samples: [{ value: rejectedPlugins.length }],
    },
    {
      name: `${PREFIX}_runs_interrupted`,
      help: 'Earlier runs that were cut off and not ended yet.',
      samples: [{ value: report.interrupted?.length ?? 0 }],
    },
    {
      name: `${PREFIX}_changes`,
      help: 'What became of the fixes of this run: how many ended so.',
      samples: changeSamples(report),
    },
    {
      name: `${PREFIX}_run_duration_seconds`,
      unit: 'seconds',
      help: 'How long the run took.',
      samples: [{ value: run.durationMs / 1000 }],
    },
    {
      name: `${PREFIX}_last_run_timestamp_seconds`,
      unit: 'seconds',
      help: 'When the run began, in Unix time.',
      samples: [{ value: Date.parse(run.startedAt) / 1000 }],
    },
  ]
}
