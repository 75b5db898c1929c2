import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printable } from '../../../src/report/formats/printable.js'
import { type Brief, countedOf } from '../../../src/report/sealed/brief.js'
import { Summary } from '../../../src/report/sealed/summary.js'
import { summaryCsv } from '../../../src/report/sealed/summary-csv.js'
import { summaryHtml } from '../../../src/report/sealed/summary-html.js'
import { reportSummaryV1 } from '../../../src/report/sealed/summary-schema.js'
import { summaryText } from '../../../src/report/sealed/summary-text.js'
import { aCheck, aFinding, aReport } from '../documents.js'
import { arbitraryReport } from '../formats/arbitrary-report.js'
import { aCase, aSealedReport } from './documents.js'

const plain = { width: Number.POSITIVE_INFINITY, color: false, unicode: true }

const of = (host: string, messages: readonly string[], over: Partial<Brief> = {}): Brief => ({
  ...aSealedReport({
    host,
    report: aReport([aCheck({ id: 'a/b', findings: messages.map((messageId) => aFinding({ messageId })) })]),
  }),
  ...over,
})

const summaryOf = (...briefs: readonly Brief[]) => {
  const summary = new Summary()
  for (const [index, brief] of briefs.entries()) summary.add(countedOf(brief), `${index}.json`)
  return summary.result()
}

/** Cells of a table as RFC 4180 has them. */
const cells = (csv: string): readonly (readonly string[])[] =>
  [...csv.matchAll(/((?:(?:"(?:[^"]|"")*"|[^",\r\n]*)(?:,|(?=\r\n)))*)\r\n/g)].map((line) =>
    [...`${line[1]},`.matchAll(/("(?:[^"]|"")*"|[^",]*),/g)].map(([, cell = '']) =>
      cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
    ),
  )

describe('a summary of many reports', () => {
  it('is the same whichever report is read first', () => {
    const briefs = fc.array(
      fc.tuple(
        fc.constantFrom('h1', 'h2', 'h3', 'h4'),
        fc.subarray(['x', 'y', 'z']),
        fc.date({ noInvalidDate: true, min: new Date(0), max: new Date(1e12) }),
      ),
      { maxLength: 8 },
    )
    fc.assert(
      fc.property(briefs, fc.func(fc.integer()), (made, rank) => {
        const all = made.map(
          ([host, found, at], index) =>
            [of(host, found, { createdAt: at.toISOString() }), `${index}`] as const,
        )
        const shuffled = [...all].sort((one, other) => rank(one[1]) - rank(other[1]))
        const results = [all, shuffled].map((order) => {
          const summary = new Summary()
          for (const [brief, file] of order) summary.add(countedOf(brief), file)
          return summary.result()
        })
        expect(results[1]).toEqual(results[0])
      }),
    )
  })

  it('counts each cause once for a report, and a machine by its latest report', () => {
    const day = (date: number) => ({ createdAt: `2026-01-0${date}T00:00:00.000Z` })
    const result = summaryOf(of('h1', ['x', 'x', 'y'], day(1)), of('h1', ['y'], day(2)), of('h2', ['y']))
    expect(result).toMatchObject({
      reports: 3,
      hosts: 2,
      cases: 1,
      statuses: { healthy: 0, attention: 0, broken: 3 },
    })
    expect(result.causes).toEqual([
      { finding: 'a/b!y', severity: 'error', reports: 3, hosts: 2 },
      { finding: 'a/b!x', severity: 'error', reports: 1, hosts: 0 },
    ])
    expect(result.checks).toEqual([{ check: 'a/b', reports: 3, findings: 5, notJudged: 0 }])
  })

  it('tells machines that alone have something, and those that alone lack it', () => {
    const usual = ['x', 'y']
    const rest = ['h1', 'h2', 'h3', 'h4'].map((host) => of(host, usual))
    const { differing } = summaryOf(...rest, of('odd', ['x', 'y', 'z']), of('calm', ['x']))
    expect(differing).toEqual({
      few: 1,
      left: 0,
      hosts: [
        { host: 'calm', case: 'a', has: [], lacks: ['a/b!y'] },
        { host: 'odd', case: 'a', has: ['a/b!z'], lacks: [] },
      ],
    })
  })

  it('does not take hosts of two cases for one, whatever they are called', () => {
    expect(summaryOf(of('h', []), of('h', [], { case: aCase('b') }))).toMatchObject({ hosts: 2, cases: 2 })
  })

  it('is as its schema says, and can be told in every form, whatever the reports say', () => {
    fc.assert(
      fc.property(fc.array(arbitraryReport, { maxLength: 4 }), fc.string(), (reports, host) => {
        const summary = summaryOf(
          ...reports.map((report, index) => aSealedReport({ report, host: `${host}${index}` })),
        )
        expect(reportSummaryV1.parse(summary)).toEqual(summary)
        expect(summaryText(summary, plain)).toMatch(/reports? of/)
        expect(summaryHtml(summary)).not.toMatch(/<script|<img|javascript:[^<]*">/)
        const table = cells(summaryCsv(summary))
        expect(new Set(table.map((line) => line.length))).toEqual(new Set([table[0]?.length]))
      }),
      { numRuns: 40 },
    )
  })

  it.each([
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '  =1',
    '\r=1',
    '\n=cmd|x',
    '＝1',
    '|calc',
    '"=1"',
    ',=1',
    '\u200b=1',
  ])('hands a spreadsheet no formula: %j', (host) => {
    const summary = summaryOf(of('h1', ['x']), of('h2', ['x']), of('h3', ['x']), of(host, []))
    const all = cells(summaryCsv(summary)).flat()
    expect(all.filter((cell) => /^[\s\u200b]*[=+\-@|＝]/.test(cell))).toEqual([])
    expect(all.some((cell) => cell.includes(printable(host).trim()))).toBe(true)
  })
})
