const MINUTE_MS = 60_000

/** A span as it is shown: `5m`, `3h`, `12d`; never less than a minute while there is any left. Milliseconds. */
export const formatRemaining = (ms: number): string => {
  if (ms <= 0) return '0m'
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  if (minutes < 60) return `${minutes}m`
  const hours = Math.round(minutes / 60)
  return hours < 48 ? `${hours}h` : `${Math.round(hours / 24)}d`
}
