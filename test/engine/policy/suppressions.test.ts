import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Value } from '../../../src/contract/index.js'
import {
  type Suppression,
  unusedSuppressions,
  withSuppressions,
} from '../../../src/engine/policy/suppressions.js'
import { aCheck } from '../samples.js'
import { findingsOf, found, policed } from './policed.js'

const now = Date.parse('2027-01-31T12:00:00Z')
/** Stands for a hash: what it was made of can be read off it. */
const hash = (state: Value): string => JSON.stringify(state)
const context = { now, hash }

const entry = (over: Partial<Suppression> = {}): Suppression => ({ reason: 'known', ...over })

const judged = (suppressions: readonly Suppression[], finding = policed(), over: object = {}) => {
  const [first] = findingsOf(withSuppressions([found([finding])], suppressions, { ...context, ...over }))
  const { suppressed = null, returned = null } = first ?? {}
  return { suppressed, returned }
}

describe('a suppression', () => {
  it.each([
    ['its fingerprint', { fingerprint: '00000000000000aa' }, true],
    ['another fingerprint', { fingerprint: '00000000000000ab' }, false],
    ['its check', { check: 'a/b' }, true],
    ['another check', { check: 'a/c' }, false],
    ['a check whose id begins as its own', { check: 'a/bb' }, false],
    ['its message', { check: 'a/b', messageId: 'bad' }, true],
    ['another message', { check: 'a/b', messageId: 'worse' }, false],
    ['its subject', { check: 'a/b', subject: 'it' }, true],
    ['another subject', { check: 'a/b', subject: 'its' }, false],
    ['its fingerprint and another check', { fingerprint: '00000000000000aa', check: 'a/c' }, false],
  ])('that names %s: fits %j is %s', (_, names, isIt) => {
    expect(judged([entry(names)]).suppressed !== null).toBe(isIt)
  })

  it('is told with its terms', () => {
    const terms = { check: 'a/b', reason: 'moved in May', owner: 'ops', until: '2027-02-01' }
    expect(judged([terms]).suppressed).toEqual({
      by: 'config',
      reason: 'moved in May',
      owner: 'ops',
      until: '2027-02-01',
    })
    expect(judged([entry({ check: 'a/b' })]).suppressed).toMatchObject({ owner: null, until: null })
  })

  it.each([
    ['2027-01-30', true],
    ['2027-01-31', false],
    ['2027-01-31T12:00:00Z', true],
    ['2027-01-31T12:00:01Z', false],
    ['2027-01-31T13:00:00+01:00', true],
    ['2027-02-01', false],
  ])('until %s has ended: %s', (until, hasEnded) => {
    const { suppressed, returned } = judged([entry({ check: 'a/b', until })])
    expect(returned).toEqual(hasEnded ? { why: 'ended', until } : null)
    expect(suppressed === null).toBe(hasEnded)
  })

  it('of one state holds while the finding says the same, and ends when it says something else', () => {
    const finding = policed({ data: { mode: 0o644 }, evidence: [{ kind: 'file', path: '/a' }] })
    const marked: string[] = []
    judged([entry({ check: 'a/b', evidence: 'x' })], finding, {
      hash: (state: Value) => {
        marked.push(hash(state))
        return ''
      },
    })
    const [evidence = ''] = marked
    const suppression = entry({ check: 'a/b', evidence })
    expect(judged([suppression], finding).returned).toBeNull()
    for (const over of [
      { data: { mode: 0o666 } },
      { data: {} },
      { severity: 'error' as const },
      { evidence: [{ kind: 'file' as const, path: '/b' }] },
      { evidence: [] },
    ])
      expect(judged([suppression], { ...finding, ...over })).toEqual({
        suppressed: null,
        returned: { why: 'changed' },
      })
    for (const same of [
      { severity: 'error' as const, severityWas: 'warning' as const },
      { evidence: [{ kind: 'file' as const, path: '/a', line: 3, column: 9 }] },
      { causedBy: ['a/c'], fixes: ['a/fix'] },
    ])
      expect(judged([suppression], { ...finding, ...same }).returned, JSON.stringify(same)).toBeNull()
  })

  it('does not end because time goes by, or because of what its check calls volatile', () => {
    const check = aCheck('a/b', {
      volatile: ['free', 'bad.until', 'worse.whole', 'ahead'],
      messages: {
        bad: { what: '{{ left | duration }} left of {{whole}}', why: '{{age|duration}}' },
        worse: { what: '{{held|duration}}', why: 'It is held.' },
      },
    })
    const states = [1, 2].map((n) => {
      const seen: Value[] = []
      const data = { left: n, age: n, free: n, held: n, until: n, whole: 5 }
      const evidence = [
        { kind: 'value' as const, fact: 'a/fact', pointer: `/${n}/ahead`, value: n },
        { kind: 'value' as const, fact: 'a/fact', pointer: `/${n}/state`, value: 'ok' },
      ]
      withSuppressions(
        [found([policed({ data, evidence })], { check })],
        [entry({ check: 'a/b', evidence: 'x' })],
        {
          now,
          hash: (state) => {
            seen.push(state)
            return 'x'
          },
        },
      )
      return seen
    })
    expect(states[0]).toEqual(states[1])
    expect(states[0]).toMatchObject([{ data: { whole: 5 } }])
    expect(states[0]).toMatchObject([
      {
        evidence: [
          { kind: 'value', fact: 'a/fact' },
          { kind: 'value', fact: 'a/fact', value: 'ok' },
        ],
      },
    ])
  })

  it('of one state ends where nobody can tell the state, and one of any state does not', () => {
    expect(judged([entry({ check: 'a/b', evidence: 'x' })], policed(), { hash: null }).returned).toEqual({
      why: 'not-comparable',
    })
    expect(judged([entry({ check: 'a/b' })], policed(), { hash: null }).returned).toBeNull()
  })

  it('that has ended does not stand in the way of one that holds', () => {
    const ended = entry({ check: 'a/b', until: '2020-01-01' })
    const holds = entry({ check: 'a/b', reason: 'still' })
    for (const order of [
      [ended, holds],
      [holds, ended],
    ])
      expect(judged(order)).toMatchObject({ suppressed: { reason: 'still' }, returned: null })
  })

  it('never makes a check pass, and never loses a finding', () => {
    const some = fc.constantFrom('a', 'b', 'c')
    const suppressions = fc.array(
      fc.record({
        reason: some,
        check: some,
        subject: some,
        until: fc.constantFrom('2020-01-01', '2030-01-01'),
      }),
    )
    const findings = fc.array(fc.record({ check: some, subject: some }).map(policed), { minLength: 1 })
    fc.assert(
      fc.property(suppressions, findings, (entries, list) => {
        const [result] = withSuppressions([found(list)], entries, context)
        expect(result?.outcome).toBe('fail')
        expect(result?.findings.map(({ suppressed: _, returned: __, ...rest }) => rest)).toEqual(list)
        for (const each of result?.findings ?? [])
          expect(each.suppressed !== undefined).toBe(
            entries.some(
              ({ check, subject, until }) =>
                check === each.check && subject === each.subject && until === '2030-01-01',
            ),
          )
      }),
    )
  })
})

describe('a suppression that fits nothing', () => {
  const here = found([policed()])
  const passed = found([], { check: aCheck('a/c') })
  const skipped = found([], { check: aCheck('a/d'), outcome: 'skip' })
  const print = { fingerprint: '00000000000000ff' }

  it.each([
    ['fits', [here, passed], { check: 'a/b' }, true, []],
    ['is of a check that passed', [here, passed], { check: 'a/c' }, false, [0]],
    ['is of another message of a check that failed', [here], { check: 'a/b', messageId: 'x' }, false, [0]],
    ['is of a check that was skipped', [skipped], { check: 'a/d' }, true, []],
    ['is of a check that was not selected', [here], { check: 'a/c' }, false, []],
    ['names no check after a run of all', [here, passed], print, true, [0]],
    ['names no check after a run of some', [here, passed], print, false, []],
    ['names no check after a run in which one was skipped', [here, skipped], print, true, []],
  ])('is told as no longer needed where it %s', (_, results, names, ranAll, unused) => {
    expect(unusedSuppressions([entry(names)], results, ranAll)).toEqual(unused)
  })
})
