import { formatDuration } from '../duration.js'

/** `2026-01-31 09:15 UTC`; the text itself where it is no time of any calendar. */
export const momentWords = (iso: string): string => {
  const at = /^\d{4}-\d\d-\d\dT/.test(iso) ? Date.parse(iso) : Number.NaN
  return Number.isNaN(at) ? iso : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `3 d ago` or `in 5 h`, as seen from `now`, in Unix milliseconds. */
export const distanceWords = (at: number, now: number): string =>
  at <= now ? `${formatDuration(now - at)} ago` : `in ${formatDuration(at - now)}`

/** Whether a number of milliseconds is a moment of any calendar: a report may hold any number. */
export const isMoment = (ms: unknown): ms is number => typeof ms === 'number' && Math.abs(ms) <= 8.64e15

/** Since 2001, and until 2096: what is smaller or larger counts something else. */
const EARLIEST = 1e12
const LATEST = 4e12

/** The moment that a number under this name stands for; null for one that is no moment. */
export const momentUnder = (name: string, value: unknown): string | null =>
  typeof value === 'number' &&
  value >= EARLIEST &&
  value <= LATEST &&
  /(?:at|ms|now|until|since|expires?|expiry)$/i.test(name)
    ? momentWords(new Date(value).toISOString())
    : null
