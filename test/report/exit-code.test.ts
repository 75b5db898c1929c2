import { describe, expect, it } from 'vitest'
import type { Severity } from '../../src/contract/index.js'
import { EXIT, exitCodeOf, statusOf } from '../../src/report/exit-code.js'

type Counted = Parameters<typeof statusOf>[0]

const counted = (
  over: Partial<Counted['checks'] & Counted['findings']> & {
    readonly rejected?: number
    readonly cutOff?: number
  } = {},
): Counted => {
  const { pass = 1, fail = 0, skip = 0, timeout = 0, rejected = 0, warning = 0, info = 0 } = over
  return {
    checks: { pass, fail, skip, error: 0, timeout },
    findings: { error: over.error ?? 0, warning, info },
    troubledPlugins: rejected,
    interrupted: over.cutOff ?? 0,
  }
}
const unjudged: Counted = { ...counted(), checks: { pass: 1, fail: 0, skip: 0, error: 1, timeout: 0 } }

/** What was found, how that is called, and the exit code for each of `--fail-on`. */
const table: readonly [string, Counted, string, Readonly<Record<Severity, number>>][] = [
  ['nothing', counted(), 'healthy', { error: 0, warning: 0, info: 0 }],
  [
    'nothing, as all was skipped',
    counted({ pass: 0, skip: 3 }),
    'healthy',
    { error: 0, warning: 0, info: 0 },
  ],
  ['a note', counted({ info: 1 }), 'healthy', { error: 0, warning: 0, info: 2 }],
  ['a warning', counted({ warning: 1, info: 4 }), 'attention', { error: 0, warning: 2, info: 2 }],
  ['an error', counted({ error: 1, warning: 2 }), 'broken', { error: 1, warning: 1, info: 1 }],
  ['a check that broke', unjudged, 'broken', { error: 1, warning: 1, info: 1 }],
  ['a check without an answer', counted({ timeout: 1 }), 'broken', { error: 1, warning: 1, info: 1 }],
  ['a run that was cut off', counted({ cutOff: 1 }), 'attention', { error: 0, warning: 2, info: 2 }],
  ['a plugin turned away', counted({ rejected: 1 }), 'broken', { error: 1, warning: 1, info: 1 }],
]

describe('the exit code of a run that found', () => {
  it.each(table)('%s', (_, found, status, codes) => {
    expect(statusOf(found)).toBe(status)
    for (const failOn of ['error', 'warning', 'info'] as const) {
      expect(exitCodeOf(found, failOn, false), `--fail-on ${failOn}`).toBe(codes[failOn])
      expect(exitCodeOf(found, failOn, true), `--fail-on ${failOn} --exit-zero`).toBe(EXIT.healthy)
    }
  })
})
