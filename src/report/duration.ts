const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** A span of time in its largest fitting unit, rounded down: `45 s`, `12 min`, `7 h`, `3 d`. Sign is dropped. */
export const formatDuration = (ms: number): string => {
  if (Number.isNaN(ms)) return 'an unknown time'
  const span = Math.abs(ms)
  if (span < MINUTE) return `${Math.floor(span / 1000)} s`
  if (span < HOUR) return `${Math.floor(span / MINUTE)} min`
  if (span < 2 * DAY) return `${Math.floor(span / HOUR)} h`
  return `${Math.floor(span / DAY)} d`
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: MINUTE, h: HOUR, d: DAY }

/** Reads `90s`, `30m`, `12h`, `365d`; a bare number counts in `bareUnit`. Null for anything else. */
export const parseDuration = (text: string, bareUnit: 'ms' | 's' | 'd'): number | null => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text.trim().toLowerCase())
  const unit = UNITS[match?.[2] ?? bareUnit]
  return match === null || unit === undefined ? null : Math.round(Number(match[1]) * unit)
}
