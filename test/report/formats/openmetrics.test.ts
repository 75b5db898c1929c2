import { describe, expect, it } from 'vitest'
import { renderOpenmetrics } from '../../../src/report/formats/openmetrics.js'
import { aCheck, aFinding, aReport } from '../documents.js'
import { hasParser, readOpenmetrics } from './openmetrics-parser.js'
import { sample } from './sample.js'

const lines = renderOpenmetrics(sample).split('\n')

describe('OpenMetrics', () => {
  it.each([
    'clawdbot_doctor_status{status="broken"} 1',
    'clawdbot_doctor_status{status="healthy"} 0',
    'clawdbot_doctor_check_outcome{check="auth/expiry",outcome="fail"} 1',
    'clawdbot_doctor_check_outcome{check="auth/expiry",outcome="pass"} 0',
    'clawdbot_doctor_findings{severity="error"} 1',
    'clawdbot_doctor_findings{severity="warning"} 1',
    'clawdbot_doctor_findings_suppressed 1',
    'clawdbot_doctor_profile_expiry_timestamp_seconds{agent="main",profile="anthropic:work",provider="anthropic"} 1768000000',
    'clawdbot_doctor_plugins_rejected 1',
    'clawdbot_doctor_run_duration_seconds 0.012',
    'clawdbot_doctor_last_run_timestamp_seconds 1768478400',
    '# UNIT clawdbot_doctor_run_duration_seconds seconds',
  ])('has %s', (line) => {
    expect(lines).toContain(line)
  })

  it('ends with the mark of its end', () => {
    expect(lines.slice(-2)).toEqual(['# EOF', ''])
  })

  it('has a series once, however often it is told', () => {
    const twice = renderOpenmetrics(
      aReport([aCheck({ findings: [aFinding()] }), aCheck({ findings: [aFinding()] })]),
    )
    expect(twice.match(/^clawdbot_doctor_finding_info\{/gm)).toHaveLength(1)
  })

  it.skipIf(!hasParser)('is gauges of the right unit to a parser', () => {
    const [families = []] = readOpenmetrics([renderOpenmetrics(sample)])
    expect(families.length).toBeGreaterThan(8)
    for (const { name, type, unit } of families) {
      expect(type).toBe('gauge')
      expect(unit).toBe(name.endsWith('_seconds') ? 'seconds' : '')
    }
  })

  it.skipIf(!hasParser)('is refused by that parser where it is not whole', () => {
    const whole = renderOpenmetrics(sample)
    for (const broken of [whole.replace('# EOF\n', ''), whole.replace('"} 1', '} 1'), `${whole}x 1\n`])
      expect(() => readOpenmetrics([broken])).toThrow()
  })
})
