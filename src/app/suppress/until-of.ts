import { endOf } from '../../engine/policy/suppressions.js'
import { suppressionEntry } from '../../report/doctor-config-schema.js'
import { parseDuration } from '../../report/duration.js'
import { Refusal } from '../refusal.js'

/**
 * What `--until` asks for, as it is written down: a date or time stays as it is, `30d` becomes the day, in UTC, on
 * which that ends. Throws a {@link Refusal} for anything else, and for what is past.
 */
export const untilOf = (written: string | undefined, now: number): string | undefined => {
  if (written === undefined) return undefined
  const span = /\d[smhd]$/.test(written) ? parseDuration(written, 'd') : null
  const until = span === null ? written : dayAt(now + span)
  if (until === null || !suppressionEntry.shape.until.safeParse(until).success)
    throw new Refusal(
      'BAD_FLAG',
      `--until ${written}: that is neither a date nor a length of time.`,
      'Write it as 2027-01-31 or 30d.',
    )
  if (endOf(until) <= now) throw new Refusal('BAD_FLAG', `--until ${written}: that is past.`, null)
  return until
}

/** Null for a day that no calendar has. */
const dayAt = (ms: number): string | null => {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? null : date.toISOString().slice(0, 10)
}
