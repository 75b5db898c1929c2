import type { Report } from './schema.js'
import type { Style } from './style.js'
import { wrap } from './wrap.js'

const MOST = 5

/** What took longest to find out, as one paragraph; none where everything was there at once. */
export const slowestFacts = (report: Report, style: Style): readonly string[] => {
  const slow = report.facts
    .map(({ id, durationMs }) => ({ id, ms: Math.round(durationMs) }))
    .filter(({ ms }) => ms > 0)
    .sort((a, b) => b.ms - a.ms)
    .slice(0, MOST)
  if (slow.length === 0) return []
  return [
    wrap(
      `Slowest facts, each with those it needs: ${slow.map(({ id, ms }) => `${id} ${ms} ms`).join(', ')}.`,
      style.width,
      '  ',
      0,
    ),
  ]
}
