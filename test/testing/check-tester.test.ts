import { describe, expect, it } from 'vitest'
import {
  absent,
  type Check,
  defineCheck,
  defineFact,
  type Finding,
  type NotThere,
  outcomeOf,
} from '../../src/contract/index.js'
import { type CheckCase, createFakeSeal, testCheck } from '../../src/testing/index.js'
import { createRunner } from './runner.js'

interface Door {
  readonly open: boolean
  readonly name: string
}

const door = defineFact({
  id: 'house/door',
  collect: async (): Promise<Door | NotThere> => absent('no house'),
})
const keys = defineFact({ id: 'house/keys', collect: async () => 1 })
const needs = { door, keys: outcomeOf(keys) }
const messages = {
  open: { what: 'The door {{name}} is open.', why: 'It rains in.', next: 'Close it with `{{cli}}`.' },
  keyless: { what: 'There is no key.', why: 'Nobody gets in.', next: 'Have one cut.' },
}
type DoorCheck = Check<typeof needs, typeof messages>

const check = defineCheck({
  id: 'house/door',
  title: 'The door is closed',
  docsUrl: 'docs/checks/house/door.md',
  severity: 'warning',
  tags: [],
  needs,
  messages,
  applies: ({ door }) => ('$outcome' in door ? { skip: door.reason } : true),
  evaluate: ({ door, keys }) => {
    if ('$outcome' in door) return []
    const findings: Finding<typeof messages>[] = []
    if (door.open)
      findings.push({ messageId: 'open', subject: 'door', data: { name: door.name }, evidence: [] })
    if (keys.status !== 'ok')
      findings.push({ messageId: 'keyless', subject: 'keys', severity: 'info', evidence: [] })
    return findings
  },
})

type Case = CheckCase<typeof needs, typeof messages>
const ok = { status: 'ok', value: 1 } as const
const failed = { status: 'failed', reason: 'lost' } as const
const open: Case = {
  name: 'open',
  facts: { door: { open: true, name: 'front' }, keys: ok },
  expect: [
    { messageId: 'open', subject: 'door', severity: 'warning', data: { name: 'front' }, evidence: [] },
  ],
}
const keyless: Case = {
  name: 'keyless',
  facts: { door: { open: false, name: 'front' }, keys: failed },
  expect: [{ messageId: 'keyless', severity: 'info' }],
}
const closed: Case = { name: 'closed', facts: { door: { open: false, name: 'front' }, keys: ok }, expect: [] }
const houseless: Case = {
  name: 'houseless',
  facts: { door: absent('no house'), keys: ok },
  expect: { skip: true },
}

const outcomesOf = (of: DoorCheck, ...cases: readonly Case[]) => {
  const { runner, outcomes } = createRunner()
  testCheck(of, cases, runner)
  return outcomes()
}

/** How one case's own test ends, for a check that is like the one above but for this. */
const outcomeOfCase = async (each: Case, over: Partial<DoorCheck> = {}) =>
  (await outcomesOf({ ...check, ...over }, each))[`house/door > ${each.name}`]

const finding = (over: object) => () =>
  [{ messageId: 'open', subject: 'door', data: { name: 'a' }, evidence: [], ...over }] as never

describe('cases that are right', () => {
  it('pass, each as a test of its own, and so does the one about the messages', async () => {
    expect(await outcomesOf(check, open, keyless, closed, houseless)).toEqual({
      'house/door > open': null,
      'house/door > keyless': null,
      'house/door > closed': null,
      'house/door > houseless': null,
      'house/door > reaches every message it declares': null,
    })
  })

  it('may leave out what they are not about', async () => {
    expect(await outcomeOfCase({ ...open, expect: [{ messageId: 'open' }] })).toBe(null)
  })

  it('may hold secrets, which are compared by what is known of them', async () => {
    const seal = createFakeSeal()
    const evaluate = finding({ data: { name: 'a', token: seal('text') } })
    const expected = (text: string): Case => ({
      ...open,
      expect: [{ messageId: 'open', data: { name: 'a', token: seal(text) } }],
    })
    expect(await outcomeOfCase(expected('text'), { evaluate })).toBe(null)
    expect(await outcomeOfCase(expected('other'), { evaluate })).toMatch(/opaque 2/)
  })
})

describe('a case that expects the wrong thing fails', () => {
  it.each<[string, Case, RegExp]>([
    ['a pass', { ...open, expect: [] }, /the outcome is fail, where pass was expected/],
    ['a skip', { ...open, expect: { skip: true } }, /the outcome is fail, where skip was expected/],
    ['a finding', { ...closed, expect: open.expect }, /the outcome is pass, where fail was expected/],
    ['no skip', { ...houseless, expect: [] }, /the outcome is skip \(no house\), where pass was expected/],
    ['another message', { ...open, expect: [{ messageId: 'keyless' }] }, /keyless/],
    ['another subject', { ...open, expect: [{ messageId: 'open', subject: 'gate' }] }, /gate/],
    ['another severity', { ...open, expect: [{ messageId: 'open', severity: 'error' }] }, /error/],
    ['other data', { ...open, expect: [{ messageId: 'open', data: { name: 'back' } }] }, /back/],
    ['less data', { ...open, expect: [{ messageId: 'open', data: {} }] }, /front/],
    ['fixes', { ...open, expect: [{ messageId: 'open', fixes: ['house/close'] }] }, /close/],
    ['a cause', { ...open, expect: [{ messageId: 'open', causedBy: ['house/wind'] }] }, /wind/],
    ['two findings', { ...open, expect: [{ messageId: 'open' }, { messageId: 'keyless' }] }, /keyless/],
    ['one finding of two', { ...open, facts: { ...open.facts, keys: failed } }, /keyless/],
  ])('%s', async (_, each, told) => {
    expect(await outcomeOfCase(each)).toMatch(told)
  })
})

describe('a check that is wrong fails', () => {
  const spoiling = ({ door }: { door: object }) => {
    Object.assign(door, { open: false })
    return []
  }
  it.each<[string, Partial<DoorCheck>, RegExp]>([
    [
      'when it throws',
      {
        evaluate: () => {
          throw new Error('broke')
        },
      },
      /the outcome is error \(broke\)/,
    ],
    [
      'when it returns a promise',
      { evaluate: (() => Promise.resolve([])) as never },
      /a check is synchronous/,
    ],
    ['when its message is none', { evaluate: finding({ messageId: 'ajar' }) }, /ajar has no message/],
    ['when it changes a fact', { evaluate: spoiling }, /the outcome is error/],
    [
      'when a placeholder stays empty',
      { evaluate: finding({ data: {} }) },
      /house\/door open: \{\{name\}\} has no value/,
    ],
    [
      'when a placeholder is filled with null',
      { evaluate: finding({ data: { name: null } }) },
      /\{\{name\}\} has no value/,
    ],
    [
      'when a placeholder is filled with an object',
      { evaluate: finding({ data: { name: {} } }) },
      /\{\{name\}\} does not read/,
    ],
    [
      'when two findings cannot be told apart',
      { evaluate: () => [...finding({})(), ...finding({})()] as never },
      /open about door/,
    ],
    [
      'when a warning has no next step',
      { messages: { ...messages, open: { what: 'a', why: 'b' } } as never },
      /no next step and no fix/,
    ],
    [
      'when a placeholder asks for an unknown format',
      { messages: { ...messages, open: { ...messages.open, why: '{{name|upper}}' } } },
      /\{\{name\|upper\}\} has an unknown format/,
    ],
    [
      'when a placeholder names what every object has',
      { messages: { ...messages, open: { ...messages.open, why: '{{constructor}}' } } },
      /\{\{constructor\}\} has no value/,
    ],
  ])('%s', async (_, over, told) => {
    expect(await outcomeOfCase(open, over)).toMatch(told)
  })

  it.each<[string, Partial<DoorCheck>]>([
    [
      'an info without a next step',
      { severity: 'info', messages: { ...messages, open: { what: 'a', why: 'b' } } as never },
    ],
    [
      'a fix in the place of a next step',
      {
        evaluate: finding({ data: { name: 'front' }, fixes: ['house/close'] }),
        messages: { ...messages, open: { what: 'a', why: 'b' } } as never,
      },
    ],
    [
      'a placeholder for the program',
      { messages: { ...messages, open: { ...messages.open, why: '{{ cli }} {{name}}' } } },
    ],
    ['a placeholder filled with 0', { evaluate: finding({ data: { name: 0 } }) }],
  ])('but not for %s', async (_, over) => {
    expect(await outcomeOfCase({ ...open, expect: [{ messageId: 'open' }] }, over)).toBe(null)
  })

  it('when no case reaches one of its messages, whatever order the tests run in', async () => {
    const { runner, outcomes } = createRunner()
    testCheck(check, [open, closed], runner)
    expect(await outcomes()).toMatchObject({
      'house/door > open': null,
      'house/door > reaches every message it declares': expect.stringMatching(
        /^no case of house\/door reaches keyless/,
      ),
    })
  })
})

describe('cases that cannot be told apart or given', () => {
  it('throw at once where two share a name', () => {
    const { runner } = createRunner()
    expect(() => testCheck(check, [open, closed, { ...closed, name: 'open' }], runner)).toThrow(
      'two cases of house/door share a name',
    )
  })

  it.each<[string, unknown]>([
    ['a Date', { open: new Date(0), name: 'front' }],
    ['nothing', undefined],
  ])('fail where a fact is %s: no run would hand that over', async (_, given) => {
    const each: Case = { ...closed, facts: { door: given as Door, keys: ok } }
    expect(await outcomeOfCase(each)).toMatch(
      /could not find out house\/door: it returned something that is not JSON/,
    )
  })
})
