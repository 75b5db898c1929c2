import { describe, expect, it } from 'vitest'
import { bundledPlugins } from '../../plugins/index.js'
import { type AnyFact, type AnyFix, definePlugin, outcomeOf, type Plugin } from '../../src/contract/index.js'
import { createRegistry, trustedRegistry } from '../../src/engine/registry.js'
import { THROWN } from './hostile.js'
import { aCheck, aFact, throwing, unpromised } from './samples.js'

const aFix = (over: object = {}): AnyFix => ({
  id: 'mend/it',
  title: 'Mend it',
  risk: 'safe',
  needs: {},
  touches: [],
  plan: () => [],
  ...over,
})

const aPlugin = (over: object = {}): Plugin =>
  definePlugin({ apiVersion: 1, id: 'third', facts: [], checks: [], fixes: [], redactors: [], ...over })

const clock = aFact('host/clock', () => 1)
const bundled = aPlugin({
  id: 'bundled',
  facts: [clock],
  checks: [aCheck('auth/store', { needs: { clock } })],
  fixes: [aFix()],
})

const circle = (): AnyFact => {
  const needs: Record<string, AnyFact> = {}
  const one = aFact('x/one', () => 1, needs)
  needs.two = aFact('x/two', () => 2, { one: outcomeOf(one) as never })
  return one
}

const getter = (key: string, thrown: unknown): object =>
  Object.defineProperty({ ...aPlugin() }, key, { enumerable: true, get: throwing(thrown) })

const REJECTED: readonly (readonly [what: string, plugin: unknown, id: string, reason: string | RegExp])[] = [
  ['undefined', undefined, '(no id)', 'its entry exports no plugin definition'],
  ['null', null, '(no id)', 'its entry exports no plugin definition'],
  ['a function', () => aPlugin(), '(no id)', 'its entry exports no plugin definition'],
  ['a list', [aPlugin()], '(no id)', 'its entry exports no plugin definition'],
  ['version 2', aPlugin({ apiVersion: 2 }), 'third', 'it asks for contract version 2; this is version 1'],
  ['no version', aPlugin({ apiVersion: undefined }), 'third', /contract version undefined/],
  ['the version as a text', aPlugin({ apiVersion: '1' }), 'third', /contract version "1"/],
  ['the version as a bigint', aPlugin({ apiVersion: 1n }), 'third', /cannot be read/],
  ['no id', aPlugin({ id: undefined }), '(no id)', 'it has no id'],
  ['an empty id', aPlugin({ id: '' }), '(no id)', 'it has no id'],
  ['an id that is a symbol', aPlugin({ id: Symbol('x') }), '(no id)', 'it has no id'],
  ['a taken id', aPlugin({ id: 'bundled' }), 'bundled', 'a plugin with the id bundled is there already'],
  ...['facts', 'checks', 'fixes', 'redactors'].map(
    (list) =>
      [`${list} in a mapping`, aPlugin({ [list]: {} }), 'third', `its ${list} are not a list`] as const,
  ),
  ['a check that is null', aPlugin({ checks: [null] }), 'third', 'check number 1 is not an object'],
  [
    'a check without an id',
    aPlugin({ checks: [aCheck(unpromised(1))] }),
    'third',
    'the id of check number 1 is not <domain>/<name>',
  ],
  [
    'a check id without a domain',
    aPlugin({ checks: [aCheck('store')] }),
    'third',
    /check number 1 is not <domain>/,
  ],
  [
    'a check id with control characters',
    aPlugin({ checks: [aCheck('a/\u001b[2J')] }),
    'third',
    /not <domain>/,
  ],
  [
    'a taken check',
    aPlugin({ checks: [aCheck('auth/store')] }),
    'third',
    'there is already a check auth/store',
  ],
  [
    'the same check twice',
    aPlugin({ checks: [aCheck('x/a'), aCheck('x/a')] }),
    'third',
    'there is already a check x/a',
  ],
  [
    'a taken fact',
    aPlugin({ facts: [aFact('host/clock', () => 2)] }),
    'third',
    'there is already a fact host/clock',
  ],
  ['a taken fix', aPlugin({ fixes: [aFix()] }), 'third', 'there is already a fix mend/it'],
  [
    'a check without evaluate',
    aPlugin({ checks: [aCheck('x/a', { evaluate: unpromised(0) })] }),
    'third',
    'the check x/a is malformed: it has no evaluate function',
  ],
  [
    'a check without needs',
    aPlugin({ checks: [aCheck('x/a', { needs: unpromised(null) })] }),
    'third',
    /x\/a is malformed: it has no needs/,
  ],
  [
    'a check that needs a text',
    aPlugin({ checks: [aCheck('x/a', { needs: { c: unpromised('host/clock') } })] }),
    'third',
    /its need c is not a fact/,
  ],
  [
    'a check without messages',
    aPlugin({ checks: [aCheck('x/a', { messages: unpromised(undefined) })] }),
    'third',
    /it has no messages/,
  ],
  [
    'a message without why',
    aPlugin({ checks: [aCheck('x/a', { messages: { m: unpromised({ what: 'x' }) } })] }),
    'third',
    /its message m lacks/,
  ],
  [
    'a check with tags in a text',
    aPlugin({ checks: [aCheck('x/a', { tags: unpromised('auth') })] }),
    'third',
    /its tags/,
  ],
  [
    'an unknown severity',
    aPlugin({ checks: [aCheck('x/a', { severity: unpromised('fatal') })] }),
    'third',
    /its severity/,
  ],
  [
    'a fact without collect',
    aPlugin({ facts: [{ id: 'x/f', needs: {} }] }),
    'third',
    /the fact x\/f is malformed: it has no collect/,
  ],
  [
    'a fact without needs',
    aPlugin({ facts: [{ id: 'x/f', collect: async () => 1 }] }),
    'third',
    /the fact x\/f is malformed: it has no needs/,
  ],
  [
    'a fact with a limit of 0',
    aPlugin({ facts: [{ ...aFact('x/f', () => 1), timeoutMs: 0 }] }),
    'third',
    /timeoutMs/,
  ],
  [
    'a malformed fact that is needed and not listed',
    aPlugin({
      checks: [
        aCheck('x/a', {
          needs: { f: aFact('x/f', () => 1, { g: unpromised({ id: 'x/g', collect: () => 1 }) }) },
        }),
      ],
    }),
    'third',
    'the fact x/g is malformed: it has no needs',
  ],
  [
    'a fix without plan',
    aPlugin({ fixes: [aFix({ id: 'x/f', plan: null })] }),
    'third',
    /the fix x\/f is malformed: it has no plan/,
  ],
  ['a fix of unknown risk', aPlugin({ fixes: [aFix({ id: 'x/f', risk: 'none' })] }), 'third', /its risk/],
  ['a fix without a title', aPlugin({ fixes: [aFix({ id: 'x/f', title: '' })] }), 'third', /it has no title/],
  [
    'a fix that touches a text',
    aPlugin({ fixes: [aFix({ id: 'x/f', touches: ['host/clock'] })] }),
    'third',
    /its touches/,
  ],
  [
    'a fix without needs',
    aPlugin({ fixes: [aFix({ id: 'x/f', needs: undefined })] }),
    'third',
    /it has no needs/,
  ],
  [
    'a redactor without a pattern',
    aPlugin({ redactors: [{ id: 'r', pattern: 'x' }] }),
    'third',
    'redactor number 1 has no id or no pattern',
  ],
  [
    'a redactor that only looks like a pattern',
    aPlugin({
      redactors: [{ id: 'r', pattern: { source: 'x', flags: 'g', [Symbol.toStringTag]: 'RegExp' } }],
    }),
    'third',
    'redactor number 1 has no id or no pattern',
  ],
  [
    'listed facts in a circle',
    aPlugin({ facts: [circle()] }),
    'third',
    'its facts need each other in a circle: x/one → x/two → x/one',
  ],
  [
    'a check over facts in a circle',
    aPlugin({ checks: [aCheck('x/a', { needs: { f: circle() } })] }),
    'third',
    /in a circle/,
  ],
  [
    'a fix over facts in a circle',
    aPlugin({ fixes: [aFix({ id: 'x/f', needs: { f: circle() } })] }),
    'third',
    /in a circle/,
  ],
  ...['apiVersion', 'facts', 'checks', 'fixes', 'redactors'].map(
    (key) =>
      [
        `a getter for ${key} that throws`,
        getter(key, new Error('in the getter')),
        'third',
        'its definition cannot be read: in the getter',
      ] as const,
  ),
  [
    'a getter for id that throws',
    getter('id', new Error('in the getter')),
    '(no id)',
    'its definition cannot be read: in the getter',
  ],
  ...THROWN.map(
    ([name, thrown, told]) =>
      [
        `a getter that throws ${name}`,
        getter('facts', thrown),
        'third',
        `its definition cannot be read: ${told}`,
      ] as const,
  ),
  [
    'a proxy that throws',
    new Proxy({}, { get: throwing('trap'), has: throwing('trap'), getPrototypeOf: throwing('trap') }),
    '(no id)',
    'its definition cannot be read: trap',
  ],
  [
    'a check with a getter that throws',
    aPlugin({ checks: [Object.defineProperty(aCheck('x/a'), 'messages', { get: throwing('deep in') })] }),
    'third',
    'its definition cannot be read: deep in',
  ],
]

describe('a plugin that does not hold to the contract', () => {
  it.each(REJECTED)('is rejected whole for %s, and takes nobody with it', (_, plugin, id, reason) => {
    const last = aPlugin({ id: 'last', checks: [aCheck('last/check')] })
    const registry = createRegistry([bundled, plugin as Plugin, last])
    expect(registry.rejected).toEqual([
      { id, reason: typeof reason === 'string' ? reason : expect.stringMatching(reason) },
    ])
    expect(registry.plugins).toEqual(['bundled', 'last'])
    expect([...registry.checks.keys()]).toEqual(['auth/store', 'last/check'])
    expect([...registry.facts.keys()]).toEqual(['host/clock'])
    expect([...registry.fixes.keys()]).toEqual(['mend/it'])
    expect(registry.redactors).toEqual([])
  })
})

describe('a plugin that holds to the contract', () => {
  it('is taken in with all it has, in the order given, unknown keys or not', () => {
    const redactor = { id: 'third/token', pattern: /x/g }
    const third = aPlugin({
      facts: [aFact('third/fact', () => 1, { clock })],
      checks: [aCheck('third/b', { needs: { clock: outcomeOf(clock) } }), aCheck('third/a')],
      fixes: [aFix({ id: 'third/fix', touches: [clock] })],
      redactors: [redactor],
      homepage: () => 'unknown',
    })
    const registry = createRegistry([bundled, third])
    expect(registry.rejected).toEqual([])
    expect(registry.plugins).toEqual(['bundled', 'third'])
    expect([...registry.checks.keys()]).toEqual(['auth/store', 'third/b', 'third/a'])
    expect([...registry.facts.keys()]).toEqual(['host/clock', 'third/fact'])
    expect([...registry.fixes.keys()]).toEqual(['mend/it', 'third/fix'])
    expect(registry.redactors).toEqual([redactor])
    expect(registry.checks.get('third/a')).toBe(third.checks[1])
  })

  it('is each of those that come with this program', () => {
    expect(createRegistry(bundledPlugins).rejected).toEqual([])
    expect(trustedRegistry(bundledPlugins)).toEqual(createRegistry(bundledPlugins))
  })
})
