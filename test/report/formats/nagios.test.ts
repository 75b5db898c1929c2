import { describe, expect, it } from 'vitest'
import { nagiosState, renderNagios } from '../../../src/report/formats/nagios.js'
import { nagiosUnknown } from '../../../src/report/formats/nagios-text.js'
import type { Report } from '../../../src/report/schema.js'
import { aCheck, aFinding, aReport } from '../documents.js'
import { sample } from './sample.js'

const exiting = (exitCode: number, ...severities: readonly ('error' | 'warning' | 'info')[]): Report => {
  const report = aReport([aCheck({ findings: severities.map((severity) => aFinding({ severity })) })])
  return { ...report, summary: { ...report.summary, exitCode } }
}

describe('for Nagios', () => {
  it.each([
    ['OK', exiting(0)],
    ['OK', exiting(0, 'warning')],
    ['OK', exiting(0, 'error')],
    ['WARNING', exiting(2, 'warning')],
    ['WARNING', exiting(2, 'info')],
    ['CRITICAL', exiting(1, 'error', 'warning')],
    ['UNKNOWN', exiting(1)],
    ['UNKNOWN', exiting(1, 'warning')],
  ])('the state is %s where doctor would exit so (case %#)', (state, report) => {
    expect(nagiosState(report)).toBe(state)
  })

  it('what is suppressed is not counted', () => {
    const finding = aFinding({ suppressed: { by: 'baseline', reason: null, owner: null, until: null } })
    const report = aReport([aCheck({ findings: [finding] })])
    expect(renderNagios({ ...report, summary: { ...report.summary, exitCode: 1 } })).toMatch(
      /^CLAWDBOT UNKNOWN - 1 suppressed; .* \| errors=0;;0;0 warnings=0;0;;0 notes=0;;;0 suppressed=1;;;0 /,
    )
  })

  it('the first line has the counts, the worst cause and performance data; the others everything', () => {
    const report = { ...sample, summary: { ...sample.summary, exitCode: 1 } }
    expect(renderNagios(report).trimEnd().split('\n')).toEqual([
      'CLAWDBOT CRITICAL - 1 error, 1 warning, 1 note, 1 suppressed, 1 check not judged, 1 plugin not loaded; 1 check passed, 1 skipped. The token expired 3 d ago. | errors=1;;0;0 warnings=1;0;;0 notes=1;;;0 suppressed=1;;;0 checks=7;;;0 not_judged=1;;;0 time=0.012s;;;0',
      'ERROR: The token expired 3 d ago. Run `clawdbot models auth setup-token`. (auth/expiry!expired, agent:main/profile:anthropic:work)',
      'WARNING: The first of the order is expired. (auth/profile-order!firstExpired, agent:main/order:anthropic)',
      'NOTE: A note. Mend it. (auth/notes!note, agent:main/profile:anthropic:work)',
      'SUPPRESSED: It is shared. (auth/shared!shared, agent:main/profile:anthropic:work, suppressed by the configuration: known until the move, owner ada, until 2026-12-31)',
      'NOT JUDGED: third/crash could not be judged: it threw',
      'PLUGIN: fourth was not loaded: it has no id',
      'CHANGE: Planned: Put it right (agent main, store) in ~/.clawdbot/agents/main/agent/auth-profiles.json',
    ])
  })

  it('a run that could not be done is unknown, in one line', () => {
    expect(nagiosUnknown('It | failed.\nReally.\u001b[0m')).toBe(
      'CLAWDBOT UNKNOWN - It ¦ failed. Really.[0m\n',
    )
  })
})
