import { z } from 'zod'
import { reportV1 } from '../schema.js'

const count = z.int().nonnegative()
const { severity } = reportV1.shape.checks.element.shape.findings.element.shape
const reports = count.meta({ description: 'In how many reports.' })
const hosts = count.meta({ description: 'On how many machines, by the latest report of each.' })
const finding = z.string().meta({ description: 'A check and a message: `auth/expiry!expired`.' })
const left = count.meta({ description: 'How many more there are, which are not told.' })

/** The document of `report summarise --json`. */
export const reportSummaryV1 = z
  .object({
    summaryVersion: z.literal(1),
    reports,
    hosts: count.meta({ description: 'Machines. One that is in two cases counts twice: nobody can tell.' }),
    cases: count,
    statuses: z.object({ healthy: count, attention: count, broken: count }),
    causes: z
      .array(z.object({ finding, severity, reports, hosts }))
      .meta({ description: 'Findings that follow from no other one; notes are left out.' }),
    checks: z
      .array(z.object({ check: z.string(), reports, findings: count, notJudged: count }))
      .meta({ description: 'Checks that found something, or could not be judged, in any report.' }),
    versions: z.array(
      z.object({ version: z.string(), reports, healthy: count, attention: count, broken: count }),
    ),
    differing: z.object({
      hosts: z.array(
        z.object({
          host: z.string(),
          case: z.string(),
          has: z.array(finding).meta({ description: 'What hardly any other machine has.' }),
          lacks: z.array(finding).meta({ description: 'What nearly every other machine has.' }),
        }),
      ),
      left,
      few: count.meta({
        description: 'How many machines are hardly any, and less than all by so many nearly every.',
      }),
    }),
    refused: z.object({
      count,
      files: z.array(z.object({ file: z.string(), reason: z.string() })),
      left,
    }),
  })
  .meta({ title: 'clawdbot-doctor report summary, version 1' })

/**
 * What many support reports have in common; `schemas/report-summary.v1.json` says what each field means.
 *
 * @interface
 */
export type ReportSummary = z.infer<typeof reportSummaryV1>
