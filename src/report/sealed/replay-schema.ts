import { z } from 'zod'
import { reportV1 } from '../schema.js'
import { reportDiffV1 } from './diff-schema.js'
import { sealedReportV1 } from './schema.js'

const { new: added, gone, persisting } = reportDiffV1.shape.findings.shape
const { createdAt, host } = sealedReportV1.shape

const replay = z
  .object({
    replayVersion: z.literal(1),
    case: z.string(),
    host,
    createdAt: createdAt.meta({ description: 'When the report was made.' }),
    madeBy: reportV1.shape.tool.meta({ description: 'The version that made the report.' }),
    findings: z.object({
      persisting,
      new: added.meta({ description: "What today's checks find, and those of then did not." }),
      gone: gone.meta({ description: "What today's checks judged, and do not find any more." }),
    }),
    notReplayed: z
      .array(
        z.object({
          check: z.string(),
          reason: z.string(),
          findings: gone.meta({ description: 'What the report says that it found.' }),
        }),
      )
      .meta({ description: 'Checks that judged something then, and cannot be judged now.' }),
  })
  .meta({ description: 'How it compares with what the report says.' })

/** The document of `report replay --json`: what `doctor --json` would print today, and how it compares. */
export const reportReplayV1 = reportV1
  .extend({ replay })
  .meta({ title: 'clawdbot-doctor report replay, version 1' })

/**
 * What today's checks make of a support report; `schemas/report-replay.v1.json` says what each field means.
 *
 * @interface
 */
export type ReportReplay = z.infer<typeof reportReplayV1>
