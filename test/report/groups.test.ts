import { describe, expect, it } from 'vitest'
import { groupsOf, openFindings } from '../../src/report/groups.js'
import { aCheck, aFinding, aReport } from './documents.js'

const groups = (causedBy: readonly (readonly [id: string, ...causes: string[]])[]) =>
  groupsOf(
    openFindings(
      aReport([aCheck({ findings: causedBy.map(([id, ...causes]) => aFinding({ id, causedBy: causes })) })]),
    ),
  ).map(({ finding, following }) => [finding.id, ...following.map((each) => each.finding.id)])

describe('findings by their cause', () => {
  it.each<[string, Parameters<typeof groups>[0], string[][]]>([
    ['stand alone without one', [['a'], ['b']], [['a'], ['b']]],
    ['stand under it, wherever it is', [['b', 'a'], ['a']], [['a', 'b']]],
    ['stand under what it follows from itself', [['a'], ['b', 'a'], ['c', 'b']], [['a', 'b', 'c']]],
    [
      'stand under it one branch after the other',
      [['a'], ['b', 'a'], ['c', 'a'], ['d', 'b'], ['e', 'c']],
      [['a', 'b', 'd', 'c', 'e']],
    ],
    ['stand under the first of two', [['a'], ['b'], ['c', 'b', 'a']], [['a'], ['b', 'c']]],
    ['stand alone where it is not in the report', [['a', 'gone']], [['a']]],
    ['stand alone where they name themselves', [['a', 'a']], [['a']]],
    [
      'stand under the first of a circle',
      [
        ['a', 'b'],
        ['b', 'a'],
        ['c', 'b'],
      ],
      [['a', 'b', 'c']],
    ],
  ])('%s', (_, given, expected) => {
    expect(groups(given)).toEqual(expected)
  })

  it('stand under it in a chain of any length', () => {
    const chain = Array.from({ length: 50_000 }, (_, at): [string, string] => [`${at}`, `${at + 1}`])
    expect(groups([...chain, ['50000']])).toEqual([
      Array.from({ length: 50_001 }, (_, at) => `${50_000 - at}`),
    ])
  })

  it('leave out what is suppressed, and stand alone where their cause is', () => {
    const suppressed = { by: 'config' as const, reason: null, owner: null, until: null }
    const report = aReport([
      aCheck({ findings: [aFinding({ id: 'a', suppressed }), aFinding({ id: 'b', causedBy: ['a'] })] }),
    ])
    expect(groupsOf(openFindings(report)).map(({ finding }) => finding.id)).toEqual(['b'])
  })

  it('are as bad as the worst of them', () => {
    const findings = [aFinding({ id: 'a', severity: 'info' }), aFinding({ id: 'b', causedBy: ['a'] })]
    expect(groupsOf(openFindings(aReport([aCheck({ findings })])))[0]?.severity).toBe('error')
  })
})
