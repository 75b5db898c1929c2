import { describe, expect, it } from 'vitest'
import { lastChangedOf } from '../../../src/report/page/file-times.js'
import { sinceOf } from '../../../src/report/page/since.js'
import { unjudgedSentence, verdictOf } from '../../../src/report/page/verdict.js'
import { sealedExample } from '../../support/sealed-example.js'
import { aCheck, aFinding, aReport, STORE_PATH } from '../documents.js'

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
    expect(verdictOf(report).leadsTo.map(({ finding }) => finding.id)).toEqual(['of-both'])
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
    [{ expiresAt: -1e300, ago: 1e300 }, null],
    [{}, null],
  ])('%j', (data, since) => {
    expect(sinceOf(aFinding({ data }), sealed, now)).toBe(since)
  })
})

describe('when a file was last changed', () => {
  const stat = (realPath: string, mtimeMs: unknown) => ({ state: 'ok', realPath, mtimeMs })
  const factOf = (value: unknown) =>
    ({
      ...sealedExample(),
      facts: [{ id: 'a/b', status: 'ok', reason: null, durationMs: 1, value }],
    }) as ReturnType<typeof sealedExample>
  const rests = aFinding({
    evidence: [
      { kind: 'environment', name: 'X' },
      { kind: 'file', path: STORE_PATH, line: 3 },
    ],
  })

  it('is what some fact says of the first file that a finding rests on', () => {
    const facts = factOf([
      { place: { stat: stat('/etc/other', 1) } },
      { place: { stat: stat(STORE_PATH, 5000) } },
    ])
    expect(lastChangedOf(rests, facts)).toBe(5000)
    expect(lastChangedOf(aFinding(), facts)).toBeNull()
  })

  it.each([null, 'x', {}, [stat('/etc/other', 1)], stat(STORE_PATH, 1e300), stat(STORE_PATH, '5')])(
    'is not known where a fact says %j',
    (value) => {
      expect(lastChangedOf(rests, factOf(value))).toBeNull()
    },
  )
})
