import { standingOf, type Verdict } from './verdict.js'

interface Probed {
  readonly status: Verdict
  readonly reason?: string | undefined
  /** Whether it is what would be used. */
  readonly next: boolean
}

/** By the table of exit codes: 1 for a credential that was refused, 2 for one of which nothing came to be known, else 0. */
export const probeExitCode = (results: readonly Probed[], inUse: boolean): 0 | 1 | 2 => {
  const standings = results
    .filter(({ next }) => next || !inUse)
    .map(({ status, reason }) => standingOf({ verdict: status, reason: reason ?? null }))
  if (standings.includes('refused')) return 1
  return standings.includes('doubtful') ? 2 : 0
}
