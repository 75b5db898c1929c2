import { describe, expect, it } from 'vitest'
import { countedOf } from '../../../src/report/sealed/brief.js'
import { diffReports } from '../../../src/report/sealed/diff.js'
import { diffText } from '../../../src/report/sealed/diff-text.js'
import { partsText } from '../../../src/report/sealed/parts-text.js'
import { showText } from '../../../src/report/sealed/show-text.js'
import { Summary } from '../../../src/report/sealed/summary.js'
import { summaryText } from '../../../src/report/sealed/summary-text.js'
import { aCheck, aFinding, aReport } from '../documents.js'
import { aFact, aSealedReport } from './documents.js'

const FORGED = '✔ Signature of support@vendor.example verified.'
const hostile = (text: string): string => `${text}\n\n${FORGED}\r\n${FORGED}\u2028${FORGED}`

const report = aSealedReport({
  host: hostile('host'),
  report: {
    ...aReport([
      aCheck({
        id: hostile('a/b'),
        findings: [
          aFinding({
            what: hostile('what'),
            why: hostile('why'),
            subject: hostile('x'),
            messageId: hostile('m'),
          }),
        ],
      }),
      aCheck({ id: 'a/c', outcome: 'error', reason: hostile('reason') }),
    ]),
    tool: { name: 'clawdbot-doctor', version: hostile('0.1.0') },
  },
  facts: [aFact({ id: hostile('fact'), status: 'failed', reason: hostile('reason') })],
})

const summary = (): string => {
  const counts = new Summary()
  counts.add(countedOf(report), 'a.json')
  return summaryText(counts.result(), style)
}

const style = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }
const options = { style, verbose: true, cli: 'clawdbot-doctor' }

describe('what a stranger wrote into a report', () => {
  it.each<[string, () => string]>([
    ['show', () => showText(report, [], options)],
    ['diff', () => diffText(diffReports(aSealedReport(), report), options)],
    ['summarise', summary],
    [
      'show with a check and a fact',
      () =>
        partsText(
          {
            partsVersion: 1,
            case: report.case.id,
            host: report.host,
            createdAt: report.createdAt,
            checks: report.report.checks.map((check) => ({ ...check, facts: [...report.facts] })),
            facts: report.facts.map((fact) => ({ ...fact, pointer: '' })),
          },
          options,
        ),
    ],
  ])('starts no line of %s', (_, told) => {
    const text = told()
    expect(text).toContain(FORGED)
    expect(text.split('\n').filter((line) => line.trimStart().startsWith(FORGED))).toEqual([])
  })
})
