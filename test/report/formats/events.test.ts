import { describe, expect, it } from 'vitest'
import { FORMATS } from '../../../src/report/formats/format.js'
import { renderReport } from '../../../src/report/formats/render.js'
import { aChange, aCheck, aFinding, aReport, HOME } from '../documents.js'

const options = {
  style: { width: Number.POSITIVE_INFINITY, color: false, unicode: true },
  verbose: false,
  cli: 'clawdbot-doctor',
}

const report = aReport([aCheck()], {
  changes: [
    aChange({ status: 'rolled-back', title: 'Put it right', reason: 'it was still broken' }),
    aChange({ status: 'applied', title: 'Copy the login' }),
  ],
  interrupted: [{ run: '20260131T091500Z-ab', while: 'undoing', paths: [`${HOME}/.clawdbot/a.json`] }],
})

/** What stands in each format for a run that was cut off, and for a fix that was taken back. */
const told: Readonly<Record<(typeof FORMATS)[number], readonly RegExp[]>> = {
  text: [
    /Undoing the run \S+ was cut off while it changed ~\/\.clawdbot\/a\.json/,
    /taken back: Put it right/,
  ],
  json: [/"while": "undoing"/, /"status": "rolled-back"/],
  markdown: [/## Cut off\n\n- Undoing the run \S+ was cut off/, /\*\*Taken back:\*\* Put it right/],
  html: [/<h2>Cut off<\/h2>.*Undoing the run \S+ was cut off/, /<strong>Taken back: <\/strong>/],
  sarif: [
    /"level": "warning",\s+"message": \{\s+"text": "Undoing the run/,
    /"text": "Taken back: Put it right/,
  ],
  junit: [
    /<testsuite name="runs" tests="1" failures="1"/,
    /<testsuite name="changes" tests="0".*\n?.*Taken back: Put it right/,
  ],
  openmetrics: [
    /^clawdbot_doctor_runs_interrupted 1$/m,
    /^clawdbot_doctor_changes\{status="rolled-back"\} 1$/m,
  ],
  nagios: [/^CUT OFF: Undoing the run/m, /^CHANGE: Taken back: Put it right/m],
}

describe('in every format', () => {
  it.each(FORMATS)('%s tells a run that was cut off, and what became of the fixes', async (format) => {
    const text = await renderReport(report, format, options)
    for (const part of told[format]) expect(text).toMatch(part)
    if (format !== 'openmetrics') expect(text).toContain('20260131T091500Z-ab')
  })

  it.each(FORMATS)('%s tells why what was suppressed counts again', async (format) => {
    const note = 'It was suppressed for another state of things.'
    const again = aReport([aCheck({ findings: [aFinding({ returned: { why: 'changed', note } })] })])
    const text = await renderReport(again, format, options)
    if (format === 'openmetrics') expect(text).toContain('suppressed="false"')
    else expect(text).toContain(note)
  })
})
