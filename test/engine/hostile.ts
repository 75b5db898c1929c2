import type { AnyCheck, CheckOutcome } from '../../src/contract/index.js'
import { createFakeSeal } from '../../src/testing/fake-secret.js'
import { aCheck, aFact, aFinding, finding, never, SHORT_MS, throwing, unpromised } from './samples.js'

/** Things that were thrown somewhere, each with the words a report may have for it. */
export const THROWN: readonly (readonly [name: string, thrown: unknown, told: string])[] = [
  ['an error', new Error('it broke'), 'it broke'],
  ['an error over several lines', new Error('it\n  broke\u001b[2J'), 'it broke [2J'],
  ['an error of another realm', { name: 'Error', message: 'far away' }, 'far away'],
  ['a text', 'just words', 'just words'],
  ['nothing', undefined, 'unknown error'],
  ['null', null, 'unknown error'],
  ['a symbol', Symbol('s'), 'unknown error'],
  ['an error without a message', new Error(), 'unknown error'],
  [
    'an error whose message is no text',
    Object.assign(new Error('x'), { message: { a: 1 } }),
    'unknown error',
  ],
  [
    'an error with a getter that throws',
    Object.defineProperty(new Error('x'), 'message', { get: throwing(new Error('in the getter')) }),
    'unknown error',
  ],
  [
    'an object whose toString throws',
    { toString: throwing(new Error('in toString')), [Symbol.toPrimitive]: throwing('in toPrimitive') },
    'unknown error',
  ],
  [
    'a proxy that throws',
    new Proxy({}, { get: throwing('trap'), getPrototypeOf: throwing('trap'), has: throwing('trap') }),
    'unknown error',
  ],
]

const cyclic: Record<string, unknown> = { a: 1 }
cyclic.itself = cyclic

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { in: nested(depth - 1) })

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

class Thing {
  readonly a = 1
}

/** What is not JSON data, and where a report says it stops being that; null where it cannot even be looked at. */
export const GARBAGE: readonly (readonly [name: string, make: () => unknown, at: string | null])[] = [
  ['undefined', () => undefined, ''],
  ['NaN', () => Number.NaN, ''],
  ['Infinity in a list', () => [1, Number.POSITIVE_INFINITY], '/1'],
  ['a bigint', () => ({ n: 1n }), '/n'],
  ['a symbol', () => Symbol('s'), ''],
  ['a Date', () => ({ at: new Date(0) }), '/at'],
  ['a Map', () => new Map(), ''],
  ['a Set in a list', () => ({ a: [new Set()] }), '/a/0'],
  ['a function', () => ({ f: () => 1 }), '/f'],
  ['a class instance', () => new Thing(), ''],
  ['a regular expression', () => [/x/], '/0'],
  ['a hole in a list', () => new Array(1), '/0'],
  ['a cyclic object', () => cyclic, '/itself'],
  ['100-deep nesting', () => nested(100), '/in/in/in/in/in/in/…'],
  ['a forgotten await', () => ({ a: Promise.reject(new Error('nobody waits')) }), '/a'],
  ['a proxy that throws', () => new Proxy({}, { ownKeys: throwing(new Error('trap')) }), null],
  ['a revoked proxy', revoked, null],
  [
    'a getter that throws',
    () => Object.defineProperty({}, 'x', { enumerable: true, get: throwing('getter') }),
    null,
  ],
  ['a secret that is none', () => ({ s: { pseudonym: '[x]', equals: () => true } }), '/s/equals'],
]

export interface Hostile {
  readonly check: AnyCheck
  readonly outcome: CheckOutcome
  readonly reason: RegExp
}

const hostile = (check: AnyCheck, reason: RegExp, outcome: CheckOutcome = 'error'): Hostile => ({
  check,
  outcome,
  reason,
})

const id = (group: string, name: string): string => `${group}/${name.replaceAll(/[^a-z0-9]+/gi, '-')}`
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&')

const thrownByChecks = THROWN.flatMap(([name, thrown, told]) => [
  hostile(
    aCheck(id('evaluate-throws', name), { evaluate: throwing(thrown) }),
    new RegExp(`^${escaped(told)}$`),
  ),
  hostile(
    aCheck(id('applies-throws', name), { applies: throwing(thrown) }),
    new RegExp(`^${escaped(told)}$`),
  ),
])

const needing = (fact: ReturnType<typeof aFact>, over: Partial<AnyCheck> = {}): AnyCheck =>
  aCheck(`needs/${fact.id.replace('/', '-')}`, {
    needs: { it: fact },
    evaluate: throwing('it was called'),
    ...over,
  })

const thrownByFacts = THROWN.map(([name, thrown, told]) => {
  const fact = aFact(id('fact-throws', name), throwing(thrown))
  return hostile(needing(fact), new RegExp(`^could not find out ${fact.id}: ${escaped(told)}$`))
})

const garbageFromFacts = GARBAGE.map(([name, make, at]) => {
  const fact = aFact(id('fact-returns', name), make)
  const told =
    at === null ? '.+' : `it returned something that is not JSON data${at && ` at ${escaped(at)}`}$`
  return hostile(needing(fact), new RegExp(`^could not find out ${fact.id}: ${told}`))
})

const garbageFromChecks = GARBAGE.flatMap(([name, make]) => [
  hostile(aCheck(id('evaluate-returns', name), { evaluate: () => unpromised(make()) }), /./),
  hostile(aCheck(id('applies-returns', name), { applies: () => unpromised(make()) }), /./),
  hostile(aCheck(id('finds', name), { evaluate: () => unpromised([make()]) }), /./),
])

const garbageInFindings = GARBAGE.filter(([name]) => name !== 'undefined').flatMap(([name, make]) => [
  hostile(
    finding(id('data-is', name), () => ({ data: make() })),
    /./,
  ),
  hostile(
    finding(id('data-holds', name), () => ({ data: { inner: make() } })),
    /./,
  ),
  hostile(
    finding(id('evidence-is', name), () => ({ evidence: make() })),
    /./,
  ),
  hostile(
    finding(id('fixes-are', name), () => ({ fixes: make() })),
    /./,
  ),
])

const malformedFindings: readonly (readonly [name: string, over: object, reason: RegExp])[] = [
  ['unknown-message', { messageId: 'nope' }, /^the finding nope has no message in the check$/],
  ['inherited-message', { messageId: 'constructor' }, /no message/],
  ['message-no-text', { messageId: { toString: () => 'bad' } }, /messageId is not a text/],
  ['no-subject', { subject: undefined }, /^the finding bad has no subject$/],
  ['empty-subject', { subject: '' }, /no subject/],
  ['subject-no-text', { subject: ['it'] }, /no subject/],
  ['data-null', { data: null }, /data that is not an object/],
  ['data-a-list', { data: [1] }, /data that is not an object/],
  ['data-a-secret', { data: createFakeSeal()('text') }, /data that is not an object/],
  ['severity', { severity: 'fatal' }, /severity/],
  ['no-evidence', { evidence: undefined }, /evidence/],
  ['evidence-unknown', { evidence: [{ kind: 'rumour' }] }, /evidence/],
  ['evidence-line', { evidence: [{ kind: 'file', path: '/x', line: 0 }] }, /evidence/],
  ['evidence-no-path', { evidence: [{ kind: 'file' }] }, /evidence/],
  ['evidence-command', { evidence: [{ kind: 'command', argv: 'ls', code: 0 }] }, /evidence/],
  ['evidence-code', { evidence: [{ kind: 'command', argv: ['ls'], code: '0' }] }, /evidence/],
  ['evidence-value', { evidence: [{ kind: 'value', fact: 'a/b', pointer: '' }] }, /evidence/],
  ['fixes', { fixes: 'auth/sync' }, /fixes/],
  ['causes', { causedBy: [1] }, /causes/],
]

const malformedChecks: readonly (readonly [name: string, over: object, reason: RegExp])[] = [
  ['no-messages', { messages: undefined }, /^the check is malformed: it has no messages$/],
  ['messages-a-list', { messages: [] }, /no messages/],
  ['message-null', { messages: { bad: null } }, /its message bad is not an object/],
  ['message-no-why', { messages: { bad: { what: 'x' } } }, /lacks its what or its why/],
  ['message-next', { messages: { bad: { what: 'x', why: 'y', next: 5 } } }, /next/],
  ['messages-throw', { messages: new Proxy({}, { ownKeys: throwing(new Error('trap')) }) }, /trap/],
  ['no-needs', { needs: undefined }, /it has no needs/],
  ['needs-null', { needs: null }, /it has no needs/],
  ['needs-a-number', { needs: { clock: 5 } }, /its need clock is not a fact/],
  ['needs-an-empty-object', { needs: { clock: {} } }, /its need clock is not a fact/],
  ['needs-an-empty-outcome', { needs: { clock: { outcomeOf: null } } }, /its need clock is not a fact/],
  ['needs-throw', { needs: new Proxy({}, { ownKeys: throwing(new Error('trap')) }) }, /trap/],
  [
    'needs-a-needless-fact',
    { needs: { it: { id: 'a/b', collect: async () => 1 } } },
    /a\/b: it has no needs/,
  ],
  [
    'needs-a-fact-without-limit',
    { needs: { it: { ...aFact('a/c', () => 1), timeoutMs: Number.NaN } } },
    /a\/c: its timeoutMs is not a positive number/,
  ],
  ['no-title', { title: undefined }, /it has no title/],
  [
    'title-throws',
    Object.defineProperty({}, 'title', { enumerable: true, value: { toString: throwing('x') } }),
    /title/,
  ],
  ['no-docs', { docsUrl: 1 }, /docsUrl/],
  ['severity', { severity: 'fatal' }, /severity/],
  ['tags', { tags: 'auth' }, /tags/],
  ['no-evaluate', { evaluate: 'x' }, /evaluate/],
  ['applies', { applies: true }, /applies/],
]

const rejected = (): Promise<never> => Promise.reject(new Error('too late'))
const brokenThenable = Object.defineProperty({}, 'then', { value: throwing(new Error('in then')) })

const promises: readonly Hostile[] = [
  hostile(
    aCheck('promise/kept', { evaluate: () => unpromised(Promise.resolve([])) }),
    /evaluate returned a promise/,
  ),
  hostile(aCheck('promise/broken', { evaluate: () => unpromised(rejected()) }), /^too late$/),
  hostile(
    aCheck('promise/never', { evaluate: () => unpromised(never) }),
    /evaluate gave no answer within/,
    'timeout',
  ),
  hostile(aCheck('promise/thenable', { evaluate: () => unpromised(brokenThenable) }), /^in then$/),
  hostile(aCheck('promise/in-a-list', { evaluate: () => unpromised([rejected(), rejected()]) }), /messageId/),
  hostile(
    aCheck('promise/applies', { applies: () => unpromised(Promise.resolve(true)) }),
    /applies returned a promise/,
  ),
  hostile(aCheck('promise/applies-broken', { applies: () => unpromised(rejected()) }), /^too late$/),
  hostile(
    aCheck('promise/applies-never', { applies: () => unpromised(never) }),
    /applies gave no answer/,
    'timeout',
  ),
]

const neverFact = { ...aFact('fact/never', () => 1), collect: () => never, timeoutMs: SHORT_MS }

export const HOSTILE: readonly Hostile[] = [
  ...thrownByChecks,
  ...thrownByFacts,
  ...garbageFromFacts,
  ...garbageFromChecks,
  ...garbageInFindings,
  ...malformedFindings.map(([name, over, reason]) =>
    hostile(
      finding(id('finding', name), () => over),
      reason,
    ),
  ),
  ...malformedChecks.map(([name, over, reason]) => hostile(aCheck(id('check', name), over), reason)),
  ...promises,
  hostile(needing(neverFact), /^could not find out fact\/never: it took longer than \d+ ms$/),
  hostile(aCheck('applies/null', { applies: () => unpromised(null) }), /neither true nor a reason/),
  hostile(aCheck('applies/false', { applies: () => unpromised(false) }), /neither true nor a reason/),
  hostile(
    aCheck('applies/skip-no-text', { applies: () => unpromised({ skip: 1 }) }),
    /neither true nor a reason/,
  ),
]

/** Healthy checks of every kind, to stand between the hostile ones. */
export const healthy = (name: string): readonly Hostile[] => {
  const fact = aFact(`healthy/${name}`, () => ({ n: 1 }))
  return [
    hostile(aCheck(`${name}/passes`, { needs: { it: fact } }), /^$/, 'pass'),
    hostile(
      aCheck(`${name}/fails`, { needs: { it: fact }, evaluate: () => [aFinding()] as never }),
      /^$/,
      'fail',
    ),
    hostile(aCheck(`${name}/skips`, { applies: () => ({ skip: 'not here' }) }), /^not here$/, 'skip'),
  ]
}
