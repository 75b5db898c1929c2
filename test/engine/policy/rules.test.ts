import { describe, expect, it } from 'vitest'
import type { Severity } from '../../../src/contract/index.js'
import { withKnown } from '../../../src/engine/policy/known-findings.js'
import { withSeverities } from '../../../src/engine/policy/severities.js'
import { findingsOf, found, policed } from './policed.js'

describe('severities of the user', () => {
  it.each([
    ['none', {}, 'warning', undefined],
    ['one of the check', { 'a/b': 'error' }, 'error', 'warning'],
    ['one of the message, beside one of the check', { 'a/b': 'error', 'a/b!bad': 'info' }, 'info', 'warning'],
    ['one of another message', { 'a/b!other': 'info' }, 'warning', undefined],
    ['the same as that of the check', { 'a/b': 'warning' }, 'warning', undefined],
  ])('%s', (_, given, severity, was) => {
    const severities = new Map(Object.entries(given) as [string, Severity][])
    const [finding] = findingsOf(withSeverities([found([policed()])], severities))
    expect([finding?.severity, finding?.severityWas]).toEqual([severity, was])
  })
})

describe('a baseline', () => {
  const known = (severity: Severity) => [{ id: policed().id, severity }]
  const apply = (severity: Severity, over = {}) =>
    findingsOf(withKnown([found([policed(over)])], known(severity)))[0]

  it.each([
    ['error', 'suppressed'],
    ['warning', 'suppressed'],
    ['info', 'returned'],
  ] as const)('that knows a warning as %s: it is %s', (severity, how) => {
    expect(apply(severity)).toHaveProperty(how)
    expect(apply(severity)?.returned).toEqual(how === 'returned' ? { why: 'worse', was: 'info' } : undefined)
  })

  it('says nothing of a finding it does not know', () => {
    const stranger = policed({ id: '00000000000000bb' })
    expect(findingsOf(withKnown([found([stranger])], known('error')))).toEqual([stranger])
  })

  it('leaves to the config what the config suppresses, and takes what the config no longer does', () => {
    const suppressed = { by: 'config', reason: 'x', owner: null, until: null } as const
    expect(apply('info', { suppressed })?.suppressed).toEqual(suppressed)
    const ended = apply('warning', { returned: { why: 'changed' } })
    expect(ended?.suppressed).toMatchObject({ by: 'baseline' })
    expect(ended?.returned).toBeUndefined()
  })
})
