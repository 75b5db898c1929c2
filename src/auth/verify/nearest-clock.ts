import type { Verification } from './verification.js'

export interface ServerClock {
  readonly host: string
  /** Milliseconds by which the server's clock is ahead of this machine's. */
  readonly aheadMs: number
  /** Of the answer among all of them. */
  readonly index: number
}

/**
 * The server whose clock differs least from this machine's; null where no answer had a date. Where one agrees with
 * this machine, it is the others that are wrong.
 */
export const nearestClock = (results: readonly Verification[]): ServerClock | null =>
  results
    .flatMap(({ host, provider, answer: { clockAheadMs } }, index) =>
      clockAheadMs === null ? [] : [{ host: host ?? provider, aheadMs: clockAheadMs, index }],
    )
    .sort((a, b) => Math.abs(a.aheadMs) - Math.abs(b.aheadMs))[0] ?? null
