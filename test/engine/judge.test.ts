import { describe, expect, it, vi } from 'vitest'
import { absent, denied, outcomeOf } from '../../src/contract/index.js'
import { judge } from '../../src/engine/judge.js'
import { createFakeSeal } from '../../src/testing/index.js'
import { HOSTILE } from './hostile.js'
import { aCheck, aFact, aFinding, aStore, never, SHORT_MS, throwing, unpromised } from './samples.js'

const judged = (check: ReturnType<typeof aCheck>) => judge(check, aStore(), SHORT_MS)

describe('a check that misbehaves', () => {
  it.each(HOSTILE.map((each) => [each.check.id, each] as const))('%s is its own outcome', async (_, each) => {
    const { check, outcome, reason, findings } = await judged(each.check)
    expect(check).toBe(each.check)
    expect({ outcome, findings }).toEqual({ outcome: each.outcome, findings: [] })
    expect(reason).toMatch(each.reason)
  })
})

describe('a check that behaves', () => {
  it('passes when it finds nothing', async () => {
    expect(await judged(aCheck('a/b'))).toMatchObject({ outcome: 'pass', findings: [] })
  })

  it('is skipped, with the reason, when it does not apply, and is not evaluated', async () => {
    const check = aCheck('a/b', { applies: () => ({ skip: 'no agents' }), evaluate: throwing('called') })
    expect(await judged(check)).toMatchObject({ outcome: 'skip', reason: 'no agents', findings: [] })
  })

  it('fails with its findings in their order, its own severity where they have none, and an id for each', async () => {
    const found = [aFinding({ subject: 'a' }), aFinding({ subject: 'b', severity: 'info' })]
    const result = await judged(aCheck('a/b', { evaluate: () => unpromised(found) }))
    expect(result).toMatchObject({
      outcome: 'fail',
      findings: [
        { check: 'a/b', subject: 'a', severity: 'warning' },
        { check: 'a/b', subject: 'b', severity: 'info' },
      ],
    })
    const ids = result.findings.map((each) => each.id)
    expect(new Set(ids).size).toBe(2)
    expect(ids.every((id) => /^[\da-f]{16}$/.test(id))).toBe(true)
  })

  it('gives a finding the same id whatever its data, and another for another check', async () => {
    const idOf = async (id: string, data: object) => {
      const result = await judged(aCheck(id, { evaluate: () => unpromised([aFinding({ data })]) }))
      return result.findings[0]?.id
    }
    expect(await idOf('a/b', { n: 1 })).toBe(await idOf('a/b', { n: 2 }))
    expect(await idOf('a/b', {})).not.toBe(await idOf('a/c', {}))
  })

  it('may carry secrets, may leave things out, and what the engine does not know is dropped', async () => {
    const secret = createFakeSeal()('a text', 'opaque')
    const found = { ...aFinding({ data: { secret, gone: undefined } }), note: () => 'mine' }
    const { findings } = await judged(aCheck('a/b', { evaluate: () => unpromised([found]) }))
    expect(findings).toEqual([
      {
        id: expect.any(String),
        check: 'a/b',
        messageId: 'bad',
        subject: 'it',
        severity: 'warning',
        data: { secret },
        evidence: [],
      },
    ])
    expect(findings[0]?.data).not.toHaveProperty('gone')
  })

  it('cannot change a finding after it was judged', async () => {
    const data = { list: [1] }
    const { findings } = await judged(aCheck('a/b', { evaluate: () => unpromised([aFinding({ data })]) }))
    data.list.push(2)
    expect(findings[0]?.data).toEqual({ list: [1] })
  })

  it('keeps its own methods and their this', async () => {
    class Judge {
      readonly id = 'a/b'
      readonly title = 'All is well'
      readonly docsUrl = 'x.md'
      readonly severity = 'info' as const
      readonly tags = []
      readonly needs = {}
      readonly messages = {}
      readonly #findings = []
      evaluate() {
        return this.#findings
      }
    }
    expect(await judged(new Judge())).toMatchObject({ outcome: 'pass' })
  })
})

describe('what a check needs', () => {
  it.each([
    ['absent', absent('no such file')],
    ['denied', denied('not yours')],
  ])('reaches it as a value when it is %s', async (_, value) => {
    const evaluate = vi.fn(() => [])
    const result = await judged(aCheck('a/b', { needs: { it: aFact('f/a', () => value) }, evaluate }))
    expect(result.outcome).toBe('pass')
    expect(evaluate).toHaveBeenCalledExactlyOnceWith({ it: value }, undefined)
  })

  it.each([
    ['failed', aFact('f/a', throwing(new Error('broke'))), { status: 'failed', reason: 'broke' }],
    [
      'took too long',
      { ...aFact('f/a', () => 1), collect: () => never },
      { status: 'timeout', reason: `it took longer than ${SHORT_MS} ms` },
    ],
    ['succeeded', aFact('f/a', () => 5), { status: 'ok', value: 5 }],
    [
      'found nothing',
      aFact('f/a', () => absent('none')),
      { status: 'absent', reason: 'none', value: absent('none') },
    ],
  ])('reaches it as an outcome, where it asked for that, when collecting %s', async (_, fact, outcome) => {
    const evaluate = vi.fn(() => [])
    const result = await judged(aCheck('a/b', { needs: { it: outcomeOf(fact) }, evaluate }))
    expect(result.outcome).toBe('pass')
    expect(evaluate).toHaveBeenCalledExactlyOnceWith({ it: outcome }, undefined)
  })

  it('is handed over under its own name, whatever that is', async () => {
    const evaluate = vi.fn(() => [])
    const needs = JSON.parse('{"__proto__": null}')
    Object.defineProperty(needs, '__proto__', { value: aFact('f/a', () => 1), enumerable: true })
    await judged(aCheck('a/b', { needs, evaluate }))
    expect(Object.keys(evaluate.mock.calls[0]?.at(0) ?? {})).toEqual(['__proto__'])
  })

  it('cannot be spoilt for other checks', async () => {
    const facts = aStore()
    const needs = { it: aFact('f/a', () => ({ list: [3, 1, 2] })) }
    const spoil = aCheck('a/spoils', {
      needs,
      evaluate: (values) => {
        const { it } = values as { it: { list: number[] } }
        it.list.sort()
        return []
      },
    })
    const evaluate = vi.fn(() => [])
    const honest = aCheck('a/honest', { needs, evaluate })
    expect(await judge(spoil, facts, SHORT_MS)).toMatchObject({ outcome: 'error' })
    expect(await judge(honest, facts, SHORT_MS)).toMatchObject({ outcome: 'pass' })
    expect(evaluate).toHaveBeenCalledExactlyOnceWith({ it: { list: [3, 1, 2] } }, undefined)
  })
})
