import type { z } from 'zod'
import { reportV1 } from '../schema.js'
import { sealedReportV1 } from './schema.js'

/** What of a support report is counted. Its facts are the most of it, and need not be gone through for that. */
export const briefV1 = sealedReportV1
  .pick({ sealedVersion: true, case: true, createdAt: true, host: true })
  .extend({ report: reportV1.pick({ tool: true, summary: true, checks: true }) })

/** @interface */
export type Brief = z.infer<typeof briefV1>
