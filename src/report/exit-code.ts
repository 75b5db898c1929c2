import type { Severity } from '../contract/index.js'
import type { Report } from './schema.js'

/** Of `doctor` and `models status --check`; see the table in docs/architecture.md. */
export const EXIT = { healthy: 0, broken: 1, attention: 2, couldNotRun: 3 } as const

type Counted = Pick<Report['summary'], 'checks' | 'findings'> & {
  /** Plugins that were rejected, or failed where nobody listened any more. */
  readonly troubledPlugins: number
  /** Runs that were cut off and not ended yet. */
  readonly interrupted: number
}

/**
 * How the machine is, what is suppressed left out: a check that could not be judged, or a plugin turned away, is never
 * a sound bill of health.
 */
export const statusOf = ({
  checks,
  findings,
  troubledPlugins,
  interrupted,
}: Counted): Report['summary']['status'] => {
  if (findings.error > 0 || checks.error > 0 || checks.timeout > 0 || troubledPlugins > 0) return 'broken'
  return findings.warning + interrupted > 0 ? 'attention' : 'healthy'
}

/**
 * The exit code of `doctor`; `models status --check` has its own rule with the same codes. `failOn` is the least that
 * counts: `warning` is the rule of the exit-code table, `error` lets warnings pass, `info` lets nothing pass.
 */
export const exitCodeOf = (counted: Counted, failOn: Severity, exitZero: boolean): number => {
  if (exitZero) return EXIT.healthy
  const status = statusOf(counted)
  if (status === 'broken') return EXIT.broken
  if (status === 'attention') return failOn === 'error' ? EXIT.healthy : EXIT.attention
  return failOn === 'info' && counted.findings.info > 0 ? EXIT.attention : EXIT.healthy
}
