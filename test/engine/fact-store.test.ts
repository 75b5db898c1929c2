import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { type AnyFact, absent, denied, outcomeOf } from '../../src/contract/index.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { makeFolder } from '../setup/temp-folder.js'
import { GARBAGE, THROWN } from './hostile.js'
import { aCheck, aFact, aStore, never, probes, SHORT_MS, throwing, unpromised } from './samples.js'

const counted = (id: string, needs = {}) => {
  const collect = vi.fn(() => ({ of: id }))
  return { collect, fact: aFact(id, collect, needs) }
}

const run = { concurrency: 4, timeoutMs: SHORT_MS, terminal: null }

describe('collecting', () => {
  it('happens once for all the checks and facts that need a fact, however they ask for it', async () => {
    const { collect, fact } = counted('f/shared')
    const other = aFact('f/other', () => 1, { shared: fact })
    const checks = [
      ...Array.from({ length: 20 }, (_, n) => aCheck(`a/value-${n}`, { needs: { it: fact } })),
      ...Array.from({ length: 20 }, (_, n) => aCheck(`a/outcome-${n}`, { needs: { it: outcomeOf(fact) } })),
      ...Array.from({ length: 20 }, (_, n) => aCheck(`a/other-${n}`, { needs: { it: other } })),
    ]
    const store = aStore()
    const results = await runChecks(checks, store, run)
    expect(results.every((result) => result.outcome === 'pass')).toBe(true)
    expect(collect).toHaveBeenCalledOnce()
    expect(store.records().map(({ id, status }) => [id, status])).toEqual([
      ['f/shared', 'ok'],
      ['f/other', 'ok'],
    ])
  })

  it('happens only for what the selected checks need, in the end', async () => {
    const deep = counted('f/deep')
    const needed = counted('f/needed', { deep: deep.fact })
    const idle = counted('f/idle', { deep: deep.fact })
    aCheck('a/not-selected', { needs: { it: idle.fact } })
    await runChecks([aCheck('a/selected', { needs: { it: needed.fact } })], aStore(), run)
    const calls = [deep, needed, idle].map(({ collect }) => collect.mock.calls.length)
    expect(calls).toEqual([1, 1, 0])
  })

  it('does not start before it is asked for', async () => {
    const { collect, fact } = counted('f/a')
    const store = aStore()
    await turn()
    expect(collect).not.toHaveBeenCalled()
    await store.outcome(fact)
    expect(collect).toHaveBeenCalledOnce()
  })

  it('hands a fact the values it needs, the settings, and the machine', async () => {
    const seen: unknown[] = []
    const base = aFact('f/base', () => 5)
    const fact: AnyFact = {
      id: 'f/a',
      needs: { base, asked: outcomeOf(base) },
      collect: async (context, needs) => {
        seen.push(needs, context.settings, context.home, context.signal.aborted)
        return null
      },
    }
    await createFactStore(probes, { timeoutMs: SHORT_MS, settings: { agent: 'main' } }).outcome(fact)
    const asked = { status: 'ok', value: 5 }
    expect(seen).toEqual([{ base: 5, asked }, { agent: 'main' }, tmpdir(), false])
  })
})

describe('how collecting ends', () => {
  const outcome = (collect: () => unknown) => aStore().outcome(aFact('f/a', collect))

  it.each([
    ['absent', absent('no file')],
    ['denied', denied('not yours')],
  ])('%s is a value of its own, with the reason', async (status, value) => {
    expect(await outcome(() => value)).toEqual({ status, reason: value.reason, value })
  })

  it.each([undefined, 5, { text: 'x' }, null])('absent with %j for a reason is a failure', async (reason) => {
    const made = outcome(() => ({ $outcome: 'absent', reason }))
    expect(await made).toEqual({ status: 'failed', reason: 'it returned absent without a reason' })
  })

  it.each(THROWN)('%s that was thrown is a failure', async (_, thrown, told) => {
    expect(await outcome(throwing(thrown))).toEqual({ status: 'failed', reason: told })
    const atOnce = unpromised({ ...aFact('f/a', () => 1), collect: throwing(thrown) })
    expect(await aStore().outcome(atOnce)).toEqual({ status: 'failed', reason: told })
  })

  it.each(GARBAGE)('%s for a value is a failure', async (_, make) => {
    expect(await outcome(make)).toMatchObject({ status: 'failed', reason: expect.stringMatching(/./) })
  })

  it("is a timeout at the run's limit or the fact's own, whichever is shorter; then the signal aborts", async () => {
    const signals: AbortSignal[] = []
    const slow = (id: string, timeoutMs?: number): AnyFact => ({
      id,
      needs: {},
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      collect: ({ signal }) => {
        signals.push(signal)
        return never
      },
    })
    const store = aStore(SHORT_MS)
    const outcomes = await Promise.all([
      store.outcome(slow('f/own', 5)),
      store.outcome(slow('f/none')),
      store.outcome(slow('f/longer', 60_000)),
    ])
    const told = (ms: number) => ({ status: 'timeout', reason: `it took longer than ${ms} ms` })
    expect(outcomes).toEqual([told(5), told(SHORT_MS), told(SHORT_MS)])
    expect(signals.map((signal) => signal.aborted)).toEqual([true, true, true])
  })

  it('keeps the verdict of the deadline when the fact fails after it, and nobody is bothered by that', async () => {
    const unhandled = vi.fn()
    process.on('unhandledRejection', unhandled)
    onTestFinished(() => {
      process.removeListener('unhandledRejection', unhandled)
    })
    let reject = (_: Error): void => undefined
    const late: AnyFact = {
      id: 'f/late',
      needs: {},
      collect: () => new Promise((_, rejectIt) => (reject = rejectIt)),
    }
    const store = aStore()
    expect(await store.outcome(late)).toMatchObject({ status: 'timeout' })
    reject(new Error('after the deadline'))
    await turn()
    await turn()
    expect(unhandled).not.toHaveBeenCalled()
    expect(await store.outcome(late)).toMatchObject({ status: 'timeout' })
  })

  it('is a failure that names the fact it needed, all the way up, unless it asked for the outcome', async () => {
    const broken = aFact('f/broken', throwing(new Error('broke')))
    const above = aFact('f/above', throwing('called'), { broken })
    const top = aFact('f/top', throwing('called'), { above })
    const careful = aFact('f/careful', () => 'fine', { above: outcomeOf(above) })
    const store = aStore()
    const reason = 'it needs f/above: it needs f/broken: broke'
    expect(await store.outcome(top)).toEqual({ status: 'failed', reason })
    expect(await store.outcome(careful)).toEqual({ status: 'ok', value: 'fine' })
  })

  it('is a failure for facts that need each other, and for those that need them', async () => {
    const needs: Record<string, AnyFact> = {}
    const one = aFact('f/one', () => 1, needs)
    const two = aFact('f/two', () => 2, { one })
    needs.two = two
    const store = aStore()
    const above = aFact('f/above', () => 3, { one })
    expect(await store.outcome(one)).toMatchObject({
      status: 'failed',
      reason: 'it needs itself: f/one → f/two → f/one',
    })
    expect(await store.outcome(above)).toMatchObject({ status: 'failed' })
  })

  it('is on record for each fact, with the reason and how long it took', async () => {
    const store = aStore()
    await store.outcome(aFact('f/ok', () => 1))
    await store.outcome(aFact('f/gone', () => absent('no file')))
    await store.outcome(aFact('f/broken', throwing('broke')))
    const records = store.records()
    expect(records.map(({ ms, ...rest }) => rest)).toEqual([
      { id: 'f/ok', status: 'ok' },
      { id: 'f/gone', status: 'absent', reason: 'no file' },
      { id: 'f/broken', status: 'failed', reason: 'broke' },
    ])
    expect(records.every(({ ms }) => ms >= 0)).toBe(true)
  })
})

describe('forgetting', () => {
  it('makes the fact, and all that was made from it, be collected again, and nothing else', async () => {
    const base = counted('f/base')
    const middle = counted('f/middle', { base: base.fact })
    const top = counted('f/top', { middle: outcomeOf(middle.fact) })
    const apart = counted('f/apart')
    const all = [base, middle, top, apart]
    const store = aStore()
    const collectAll = () => Promise.all(all.map(({ fact }) => store.outcome(fact)))
    await collectAll()
    store.forget([middle.fact])
    await collectAll()
    expect(all.map(({ collect }) => collect.mock.calls.length)).toEqual([1, 2, 2, 1])
    store.forget([aFact('f/never-collected', () => 1)])
    await collectAll()
    expect(all.map(({ collect }) => collect.mock.calls.length)).toEqual([1, 2, 2, 1])
  })

  it.each(['readText', 'stat', 'list', 'writable'] as const)(
    'goes by the paths a fact asked %s about',
    async (call) => {
      const folder = await makeFolder()
      const path = join(folder, 'store.json')
      await writeFile(path, '{}')
      const collect = vi.fn(async ({ fs }) => {
        await fs[call](path)
        return null
      })
      const above = counted('f/above', { it: { id: 'f/reads', needs: {}, collect } })
      const store = aStore(10_000)
      for (const [changed, times] of [
        [join(folder, 'other.json'), 1],
        [path, 2],
        [`${path}.bak`, 2],
      ] as const) {
        await store.outcome(above.fact)
        store.forget([], [changed])
        await store.outcome(above.fact)
        expect([collect.mock.calls.length, above.collect.mock.calls.length]).toEqual([times, times])
      }
    },
  )

  it('takes in every fact that looked at the disk where nobody knows what has changed', async () => {
    const looked = vi.fn(async ({ fs }) => (await fs.stat('/state')) && null)
    const fact: AnyFact = { id: 'f/looked', needs: {}, collect: looked }
    const apart = counted('f/apart')
    const store = aStore()
    for (let round = 0; round < 2; round++) {
      await Promise.all([store.outcome(fact), store.outcome(apart.fact)])
      store.forget([], 'any')
    }
    expect([looked.mock.calls.length, apart.collect.mock.calls.length]).toEqual([2, 1])
  })

  it.each([
    ['/state', '/state/agents/main/store.json', true],
    ['/state/agents/main/store.json', '/state', true],
    ['/', '/state', true],
    ['C:\\state', 'C:\\state\\store.json', true],
    ['/state', '/state-2/store.json', false],
    ['/state/a', '/state/b', false],
  ])('what is read at %s after a change of %s: is it read again? %s', async (read, changed, again) => {
    const collect = vi.fn(async ({ fs }) => {
      await fs.stat(read)
      return null
    })
    const fact: AnyFact = { id: 'f/a', needs: {}, collect }
    const store = aStore()
    await store.outcome(fact)
    store.forget([], [changed])
    await store.outcome(fact)
    expect(collect).toHaveBeenCalledTimes(again ? 2 : 1)
  })

  it('also stops what is still being collected from being the last word', async () => {
    const settle: ((value: string) => void)[] = []
    const fact: AnyFact = {
      id: 'f/a',
      needs: {},
      collect: () => new Promise((resolve) => settle.push(resolve)),
    }
    const store = aStore(60_000)
    const first = store.outcome(fact)
    await turn()
    store.forget([fact])
    const second = store.outcome(fact)
    await turn()
    settle[1]?.('new')
    expect(await second).toEqual({ status: 'ok', value: 'new' })
    settle[0]?.(unpromised(undefined))
    expect(await first).toMatchObject({ status: 'failed' })
    expect(store.records()).toMatchObject([{ id: 'f/a', status: 'ok' }])
    expect(await store.outcome(fact)).toEqual({ status: 'ok', value: 'new' })
  })
})
