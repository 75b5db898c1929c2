import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { diffReports } from '../../../src/report/sealed/diff.js'
import { reportDiffV1 } from '../../../src/report/sealed/diff-schema.js'
import type { SealedReport } from '../../../src/report/sealed/schema.js'
import { aCheck, aFinding, aReport } from '../documents.js'
import { arbitraryReport } from '../formats/arbitrary-report.js'
import { aCase, aCredential, aFact, aSealedReport, sealedWith } from './documents.js'

const ids = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id)
const inCase = (id: string, report: SealedReport): SealedReport => ({ ...report, case: aCase(id) })

describe('the difference between two reports', () => {
  it('is nothing for a report and itself, whatever it holds', () => {
    fc.assert(
      fc.property(arbitraryReport, (report) => {
        const sealed = aSealedReport({ report, facts: [aFact()], credentials: [aCredential()] })
        const diff = diffReports(sealed, {
          ...structuredClone(sealed),
          createdAt: '2026-02-15T12:00:00.000Z',
        })
        expect(diff.differs).toBe(false)
        expect(diff.findings.persisting).toHaveLength(
          report.checks.flatMap(({ findings }) => findings).length,
        )
      }),
    )
  })

  it('has each finding of both reports exactly once, within a case and across cases', () => {
    fc.assert(
      fc.property(arbitraryReport, arbitraryReport, fc.constantFrom('a', 'b'), (one, other, id) => {
        const before = aSealedReport({ report: one })
        const after = inCase(id, aSealedReport({ report: other }))
        const diff = diffReports(before, after)
        const { new: added, gone, persisting } = diff.findings
        const count = ({ checks }: typeof one) => checks.flatMap(({ findings }) => findings).length
        expect(persisting.length + added.length).toBe(count(other))
        expect(persisting.length + gone.length).toBe(count(one))
        expect(reportDiffV1.parse(diff)).toEqual(diff)
        expect(ids(diffReports(after, before).findings.new)).toEqual(ids(gone))
      }),
    )
  })

  it('matches findings by their ids within a case', () => {
    const before = sealedWith(aCheck({ findings: [aFinding({ id: '1' }), aFinding({ id: '2' })] }))
    const after = sealedWith(
      aCheck({ findings: [aFinding({ id: '2', severity: 'warning' }), aFinding({ id: '3' })] }),
    )
    const { new: added, gone, persisting } = diffReports(before, after).findings
    expect([ids(added), ids(gone), ids(persisting)]).toEqual([['3'], ['1'], ['2']])
    expect(persisting[0]?.was).toEqual({ severity: 'error', suppressed: false })
  })

  it('matches findings by check and message across cases, those with one subject first', () => {
    const of = (id: string, subject: string) => aFinding({ id, messageId: 'expired', subject })
    const before = sealedWith(
      aCheck({ findings: [of('1', 'x'), of('2', 'y'), of('3', 'home:user-aaaaaaaa/[opaque aaaaaaaaaaaa]')] }),
    )
    const after = inCase(
      'b',
      sealedWith(aCheck({ findings: [of('7', 'home:user-bbbbbbbb/[opaque bbbbbbbbbbbb]'), of('8', 'y')] })),
    )
    const { gone, persisting, new: added } = diffReports(before, after).findings
    expect([ids(gone), ids(persisting), ids(added)]).toEqual([['1'], ['7', '8'], []])
  })

  it('does not take two reports for those of one case because they say the same name of it', () => {
    const before = aSealedReport()
    const after = aSealedReport({ case: { id: before.case.id, findingKey: 'f'.repeat(64) } })
    expect(diffReports(before, after)).toMatchObject({ sameCase: false, sameHost: null })
  })

  it('tells a token that was replaced and an end that moved', () => {
    const before = aSealedReport({ credentials: [aCredential(), aCredential({ name: 'old' })] })
    const moved = { secret: '[anthropic-oauth-access fedcba987654]', expiresAt: '2026-02-01T00:00:00.000Z' }
    const after = aSealedReport({ credentials: [aCredential(moved), aCredential({ name: 'young' })] })
    const told = diffReports(before, after).credentials
    expect(told.map(({ name, change, fields }) => [name, change, fields.map(({ field }) => field)])).toEqual([
      ['young', 'new', []],
      ['old', 'gone', []],
      ['anthropic:claude-cli', 'changed', ['secret', 'expiresAt']],
    ])
    const elsewhere = diffReports(before, inCase('b', after)).credentials
    expect(elsewhere.find(({ change }) => change === 'changed')?.fields.map(({ field }) => field)).toEqual([
      'expiresAt',
    ])
  })

  it('tells changed outcomes, versions and facts, but not the clock', () => {
    const facts = [
      aFact({ value: { a: 1 } }),
      aFact({ id: 'host/clock', value: 1 }),
      aFact({ id: 'host/old' }),
    ]
    const before = aSealedReport({
      facts,
      report: aReport([aCheck({ id: 'x/y' }), aCheck({ id: 'x/gone' })]),
    })
    const after = aSealedReport({
      facts: [
        aFact({ value: { a: 2 } }),
        aFact({ id: 'host/clock', value: 2 }),
        aFact({ id: 'host/young', status: 'denied', reason: 'no' }),
      ],
      report: aReport([aCheck({ id: 'x/y', outcome: 'skip', reason: 'nothing there' })], {
        tool: { name: 'clawdbot-doctor', version: '9.0.0' },
      }),
      plugins: [
        { id: 'clawdbot', version: '0.0.0', origin: 'bundled' },
        { id: 'third', version: null, origin: 'installed' },
      ],
    })
    const diff = diffReports(before, after)
    expect(diff.checks).toEqual([
      {
        id: 'x/y',
        before: { outcome: 'pass', reason: null },
        after: { outcome: 'skip', reason: 'nothing there' },
      },
      { id: 'x/gone', before: { outcome: 'pass', reason: null }, after: null },
    ])
    expect(diff.versions).toEqual([
      { of: 'clawdbot-doctor', before: '0.0.0', after: '9.0.0' },
      { of: 'plugin third', before: null, after: 'unknown' },
    ])
    expect(ids(diff.facts)).toEqual(['clawdbot/config', 'host/young', 'host/old'])
    expect(diff.facts[0]?.changes).toEqual([{ pointer: '/a', change: 'changed', before: 1, after: 2 }])
  })

  it('tells where another credential would be used', () => {
    const entry = {
      via: 'profile' as const,
      verdict: 'chosen' as const,
      code: 'usable',
      why: 'it is usable',
      billing: null,
      type: null,
      expiresAt: null,
      refreshable: false,
      coolingUntil: null,
      owner: null,
    }
    const choosing = (chosen: number | null) =>
      aSealedReport({
        choices: [
          {
            agent: 'main',
            isDefault: true,
            provider: 'anthropic',
            answer: chosen === null ? 'nothing' : 'uses',
            chosen,
            base: null,
            shadowed: null,
            trace: [
              { ...entry, name: 'first' },
              { ...entry, name: 'second' },
            ],
          },
        ],
      })
    expect(diffReports(choosing(0), choosing(0)).choices).toEqual([])
    expect(diffReports(choosing(0), choosing(1)).choices).toEqual([
      {
        agent: 'main',
        provider: 'anthropic',
        before: { answer: 'uses', name: 'first' },
        after: { answer: 'uses', name: 'second' },
      },
    ])
    expect(diffReports(choosing(1), aSealedReport()).choices).toMatchObject([{ after: null }])
  })
})
