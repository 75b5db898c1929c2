import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { updatedBaseline } from '../../src/app/baseline.js'
import type { BaselineFinding } from '../../src/report/baseline-schema.js'
import { found, policed } from '../engine/policy/policed.js'
import { aCheck } from '../engine/samples.js'

const known = (over: Partial<BaselineFinding> = {}): BaselineFinding => ({
  check: 'a/b',
  messageId: 'bad',
  subject: 'it',
  id: '00000000000000aa',
  severity: 'warning',
  ...over,
})
const gone = known({ id: '00000000000000ff', subject: 'gone' })

describe('an updated baseline', () => {
  it('takes what is new, keeps what is still there, and drops what is gone', () => {
    const fresh = policed({ id: '00000000000000bb', subject: 'fresh' })
    const results = [found([policed(), fresh])]
    expect(updatedBaseline([known(), gone], results)).toEqual({
      findings: [known({ id: '00000000000000bb', subject: 'fresh' }), known()],
      added: [known({ id: '00000000000000bb', subject: 'fresh' })],
      removed: [gone],
    })
  })

  it.each(['skip', 'error', 'timeout'] as const)(
    'keeps what it holds of a check that ended as %s',
    (outcome) => {
      const results = [found([], { check: aCheck('a/b'), outcome })]
      expect(updatedBaseline([gone], results)).toEqual({ findings: [gone], added: [], removed: [] })
    },
  )

  it('keeps what it holds of a check that did not run', () => {
    expect(updatedBaseline([gone], [found([], { check: aCheck('a/c') })]).findings).toEqual([gone])
  })

  it('holds nothing that the config suppresses, which has terms of its own', () => {
    const suppressed = { by: 'config', reason: 'x', owner: null, until: null } as const
    expect(updatedBaseline([], [found([policed({ suppressed })])]).findings).toEqual([])
  })

  it('takes over a severity that has changed, and says so', () => {
    const worse = policed({ severity: 'error', returned: { why: 'worse', was: 'warning' } })
    expect(updatedBaseline([known()], [found([worse])])).toMatchObject({
      findings: [{ severity: 'error' }],
      added: [{ severity: 'error' }],
      removed: [],
    })
  })

  it('is the same whatever the order of the findings, and made again from itself', () => {
    const finding = fc
      .record({ id: fc.stringMatching(/^[0-9a-f]{16}$/), subject: fc.string({ minLength: 1 }) })
      .map((over) => policed(over))
    const findings = fc.uniqueArray(finding, { selector: ({ subject }) => subject })
    fc.assert(
      fc.property(findings, (list) => {
        const once = updatedBaseline([], [found(list)])
        expect(
          updatedBaseline([], [found(list.toReversed())]).findings.map(({ subject }) => subject),
        ).toEqual(once.findings.map(({ subject }) => subject))
        expect(updatedBaseline(once.findings, [found(list)])).toEqual({
          findings: once.findings,
          added: [],
          removed: [],
        })
      }),
    )
  })
})
