import type { ReportFinding } from '../schema.js'
import type { SealedReport } from '../sealed/schema.js'
import { isMoment } from './moments.js'

/** Names under which findings carry the moment since which it is so, and how long it has been so. */
const MOMENTS = ['failedAt', 'since', 'expiresAt'] as const
const SPANS = ['ago', 'ageMs', 'heldMs', 'failedAgo'] as const

/** Since when a finding has been true, in Unix milliseconds, where it says so; null where nobody knows. */
export const sinceOf = ({ data }: ReportFinding, { report }: SealedReport, now: number): number | null => {
  for (const name of SPANS) {
    const span = data[name]
    // A span is told as of the moment at which it was judged.
    if (typeof span !== 'number' || span < 0) continue
    const at = Date.parse(report.run.startedAt) - span
    if (isMoment(at)) return at
  }
  for (const name of MOMENTS) {
    const at = data[name]
    if (isMoment(at) && at <= now) return at
  }
  return null
}
