import { formatDuration } from '../duration.js'

/** `2026-01-31 09:15 UTC`; the text itself where it is no time of any calendar. */
export const momentWords = (iso: string): string => {
  const at = Date.parse(iso)
  return Number.isNaN(at) ? iso : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `3 d ago` or `in 5 h`, as seen from `now`, in Unix milliseconds. */
export const distanceWords = (at: number, now: number): string =>
  at <= now ? `${formatDuration(now - at)} ago` : `in ${formatDuration(at - now)}`
