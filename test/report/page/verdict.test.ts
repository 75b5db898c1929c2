import { describe, expect, it } from 'vitest'
import { sinceOf } from '../../../src/report/page/since.js'
import { unjudgedSentence, verdictOf } from '../../../src/report/page/verdict.js'
import { sealedExample } from '../../support/sealed-example.js'
import { aCheck, aFinding, aReport } from '../documents.js'

const found = (id: string, over: Parameters<typeof aFinding>[0] = {}) =>
  aCheck({ id: `a/${id}`, findings: [aFinding({ id, ...over })] })

describe('a verdict', () => {
  it('begins with the cause from which the most errors follow', () => {
    const report = aReport([
      found('many-warnings'),
      found('w1', { severity: 'warning', causedBy: ['many-warnings'] }),
      found('w2', { severity: 'warning', causedBy: ['many-warnings'] }),
      found('cause'),
      found('e1', { causedBy: ['cause'] }),
    ])
    const { cause, others } = verdictOf(report)
    expect(cause?.finding.id).toBe('cause')
    expect(others.map(({ finding }) => finding.id)).toEqual(['many-warnings'])
  })

  it('counts a finding of two causes for both, and keeps the order of checks among equals', () => {
    const report = aReport([
      found('first'),
      found('second'),
      found('of-both', { causedBy: ['second', 'first'] }),
    ])
    expect(verdictOf(report).groups.map(({ finding }) => finding.id)).toEqual(['first', 'second'])
  })

  it('puts an error before whatever follows from a warning', () => {
    const report = aReport([
      found('warning', { severity: 'warning' }),
      found('follows', { severity: 'warning', causedBy: ['warning'] }),
      found('error'),
    ])
    expect(verdictOf(report).cause?.finding.id).toBe('error')
  })

  it('blames no note for a machine that is not healthy', () => {
    const report = aReport([
      found('note', { severity: 'info' }),
      aCheck({ id: 'a/crash', outcome: 'error', reason: 'it threw' }),
    ])
    expect(verdictOf(report).cause).toBeNull()
    expect(unjudgedSentence(report)).toBe('Not all could be judged: 1 check not judged')
  })
})

describe('since when it is so', () => {
  const sealed = sealedExample()
  const now = Date.parse(sealed.createdAt)
  const judged = Date.parse(sealed.report.run.startedAt)

  it.each([
    [{ expiresAt: now - 1000 }, now - 1000],
    [{ expiresAt: now + 1000 }, null],
    [{ ageMs: 5000, expiresAt: now - 1000 }, judged - 5000],
    [{ ago: -1 }, null],
    [{ expiresAt: 'soon' }, null],
    [{}, null],
  ])('%j', (data, since) => {
    expect(sinceOf(aFinding({ data }), sealed, now)).toBe(since)
  })
})
