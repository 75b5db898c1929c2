import { describe, expect, it } from 'vitest'
import type { Style } from '../../src/report/style.js'
import { renderText } from '../../src/report/text.js'
import { aChange, aCheck, aFinding, aReport } from './documents.js'

const plain: Style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true, plain: true }
const checks = [
  aCheck({ findings: [aFinding()] }),
  aCheck({ id: 'auth/fine' }),
  aCheck({ id: 'auth/other', outcome: 'skip', reason: 'there is nothing to judge' }),
  aCheck({ id: 'auth/slow', outcome: 'timeout', reason: 'no answer within 5 ms' }),
]
const facts = [
  { id: 'host/quick', status: 'ok' as const, reason: null, durationMs: 0.2 },
  ...[40, 10, 30, 20, 60, 50].map((durationMs) => ({
    id: `host/f${durationMs}`,
    status: 'ok' as const,
    reason: null,
    durationMs,
  })),
]

describe('the plain report', () => {
  it('says in words what others see as signs', () => {
    const changes = [aChange(), aChange({ status: 'declined' })]
    const text = renderText(aReport(checks, { changes }), { style: plain, verbose: true, cli: 'clawdbot' })
    expect(text).toMatch(
      /^done: Put it right .*\nwarning: left as it is: Put it right .*\n\nerror: It is broken\.\n/,
    )
    expect(text).toContain(
      [
        'error: auth/some: 1 error, 3 ms',
        'passed: auth/fine: 3 ms',
        'skipped: auth/other: there is nothing to judge, 3 ms',
        'error: auth/slow: timeout (no answer within 5 ms), 3 ms',
      ].join('\n'),
    )
    expect(text).toMatch(/^[\n -~]*$/)
  })

  it('of a healthy machine says that it passed', () => {
    const text = renderText(aReport([aCheck()]), { style: plain, verbose: false, cli: 'clawdbot' })
    expect(text).toMatch(/^passed: Nothing wrong was found/)
  })
})

describe('--verbose', () => {
  it('names the five slowest facts, slowest first, and none that took no time', () => {
    const told = (each: typeof facts, verbose: boolean) =>
      renderText(aReport([aCheck()], { facts: each }), { style: plain, verbose, cli: 'clawdbot' })
    expect(told(facts, true)).toContain(
      'Slowest facts, each with those it needs: host/f60 60 ms, host/f50 50 ms, host/f40 40 ms, host/f30 30 ms, host/f20 20 ms.\n',
    )
    for (const text of [told(facts, false), told(facts.slice(0, 1), true)])
      expect(text).not.toContain('Slowest')
  })
})
