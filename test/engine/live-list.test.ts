import { describe, expect, it } from 'vitest'
import type { AnyCheck } from '../../src/contract/index.js'
import type { CheckResult } from '../../src/engine/check-result.js'
import type { LiveTerminal } from '../../src/engine/live-list.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { HOSTILE, healthy } from './hostile.js'
import { aCheck, aFact, aStore, SHORT_MS, throwing } from './samples.js'
import { createTerminal, type Screen } from './screen.js'

const run = (checks: readonly AnyCheck[], terminal: LiveTerminal | null, concurrency = 8) =>
  runChecks(checks, aStore(), { concurrency, timeoutMs: SHORT_MS, terminal })

/** Checks that run until `open` is called. */
const gated = (count: number, title = (n: number) => `Check number ${n}`) => {
  let open = (): void => undefined
  const gate = new Promise<number>((resolve) => {
    open = () => resolve(1)
  })
  const fact = aFact('gate/gate', () => gate)
  const checks = Array.from({ length: count }, (_, n) =>
    aCheck(`gate/n${n}`, { title: title(n), needs: { fact } }),
  )
  return { checks, open }
}

/** Runs gated checks, opening the gate as soon as the list shows what is waited for. */
const drawn = async (
  size: { readonly rows: number; readonly columns?: number },
  count: number,
  isThere: (screen: Screen) => boolean,
  title?: (n: number) => string,
) => {
  const { checks, open } = gated(count, title)
  const { screen, terminal } = createTerminal(size, (now) => {
    if (!isThere(now)) return
    seen ??= now.lines()
    open()
  })
  let seen: readonly string[] | undefined
  const results = await runChecks(checks, aStore(60_000), { concurrency: count, timeoutMs: 60_000, terminal })
  expect(results.map((result) => result.outcome)).toEqual(checks.map(() => 'pass'))
  return { screen, seen: seen ?? [] }
}

describe('a run of checks', () => {
  const all = HOSTILE.flatMap((each, n) => [each, ...healthy(`healthy-${n}`)])

  it.each([
    ['no terminal', null, 8],
    ['no terminal, one check at a time', null, 1],
    ['no terminal, all checks at once', null, Number.POSITIVE_INFINITY],
    ['a concurrency of nothing', null, 0],
    ['a terminal', createTerminal().terminal, 8],
    ['a terminal too small for anything', createTerminal({ rows: 1, columns: 1 }).terminal, 8],
  ])(
    'with %s has a result for each, in their order, whatever any of them does',
    async (_, terminal, concurrency) => {
      const results = await run(
        all.map((each) => each.check),
        terminal,
        concurrency,
      )
      expect(results.map(({ check, outcome }) => [check.id, outcome])).toEqual(
        all.map(({ check, outcome }) => [check.id, outcome]),
      )
      for (const [index, { reason }] of results.entries())
        expect(reason ?? '').toMatch(all[index]?.reason ?? /$^/)
    },
  )

  it('of no checks at all is done at once', async () => {
    expect(await run([], null)).toEqual([])
    expect(await run([], createTerminal().terminal)).toEqual([])
  })

  it('judges no more checks at once than it was told', async () => {
    let running = 0
    let most = 0
    const checks = Array.from({ length: 12 }, (_, n) => {
      const fact = aFact(`busy/n${n}`, async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setImmediate(resolve))
        running -= 1
        return 1
      })
      return aCheck(`busy/n${n}`, { needs: { fact } })
    })
    await run(checks, null, 3)
    expect(most).toBe(3)
  })
})

describe('the list on a terminal', () => {
  it('shows what runs, and when all is done there is nothing left but the cursor', async () => {
    const { screen, seen } = await drawn({ rows: 24 }, 3, (now) => now.lines().length === 3)
    expect(seen.map((line) => line.slice(2))).toEqual(['Check number 0', 'Check number 1', 'Check number 2'])
    expect(screen.lines()).toEqual([])
    expect([screen.everHidden, screen.cursorVisible]).toEqual([true, true])
  })

  it('shows with times how long each has run so far, and how long it took', async () => {
    const { checks, open } = gated(2)
    const quick = aCheck('quick/quick', { title: 'Quick' })
    const seen: string[][] = []
    const { screen, terminal } = createTerminal({ rows: 24 }, (now) => {
      const lines = now.lines()
      if (lines.length < 3) return
      seen.push([...lines])
      if (seen.length > 3) open()
    })
    const all = [...checks, quick]
    await runChecks(all, aStore(60_000), {
      concurrency: 3,
      timeoutMs: 60_000,
      terminal: { ...terminal, times: true },
    })
    const [before, after] = [seen[1] ?? [], seen[2] ?? []]
    const msIn = (line = ''): number => Number(/^.\s+(\d+) ms Check number/.exec(line)?.[1])
    expect(msIn(after[0])).toBeGreaterThan(msIn(before[0]))
    expect(before[2]).toMatch(/^✔ +\d+ ms Quick$/)
    expect(after[2]).toBe(before[2])
    expect(screen.lines()).toEqual([])
  })

  it('is told each result as soon as it is there, list or no list', async () => {
    for (const terminal of [null, createTerminal().terminal]) {
      const told: string[] = []
      const checks = [aCheck('a/one'), aCheck('a/two', { evaluate: throwing('broke') })]
      const onResult = ({ check, outcome }: CheckResult) => told.push(`${check.id} ${outcome}`)
      await runChecks(checks, aStore(), { concurrency: 1, timeoutMs: SHORT_MS, terminal, onResult })
      expect(told).toEqual(['a/one pass', 'a/two error'])
    }
  })

  it.each([
    [10, 80],
    [24, 20],
    [6, 200],
    [5, 10],
  ])(
    'stays within %d lines of %d columns, however many checks run and however long their titles',
    async (rows, columns) => {
      const title = (n: number) => `${n} ${'words '.repeat(50)}`
      const { screen, seen } = await drawn({ rows, columns }, 100, (now) => now.lines().length > 0, title)
      expect(seen.length).toBe(rows - 4)
      expect(screen.highest).toBe(rows - 4)
      expect(screen.lines()).toEqual([])
    },
  )

  it('draws nothing on a terminal without room for it', async () => {
    const { checks, open } = gated(100)
    const { screen, terminal } = createTerminal({ rows: 3 })
    // Nothing that is drawn tells that the list is waited for: this is time for several redraws.
    setTimeout(open, 350)
    await runChecks(checks, aStore(60_000), { concurrency: 100, timeoutMs: 60_000, terminal })
    expect(screen.highest).toBe(0)
  })

  it('does not do what a title tells the terminal to do', async () => {
    const title = () => 'one\n\u001b[2J\u001b[1Atwo\r\u0007three'
    const { seen } = await drawn({ rows: 24 }, 2, (now) => now.lines().length === 2, title)
    expect(seen.map((line) => line.slice(2))).toEqual(Array(2).fill('one [2J [1Atwo three'))
  })

  it('is cleared away and shows the cursor again also when every check breaks', async () => {
    const { screen, terminal } = createTerminal({ rows: 12 })
    const checks = Array.from({ length: 50 }, (_, n) => aCheck(`a/n${n}`, { evaluate: throwing('broke') }))
    const results = await run(checks, terminal)
    expect(results.every((result) => result.outcome === 'error')).toBe(true)
    expect(screen.lines()).toEqual([])
    expect([screen.everHidden, screen.cursorVisible]).toEqual([true, true])
  })

  it('gives the stream and the signals back, and shows afterwards what was written to it meanwhile', async () => {
    const { screen, terminal } = createTerminal()
    const check = aCheck('a/b', {
      evaluate: () => {
        terminal.stream.write('a warning\n')
        return []
      },
    })
    const listeners = process.listenerCount('SIGINT')
    await run([check], terminal)
    expect(process.listenerCount('SIGINT')).toBe(listeners)
    terminal.stream.write('the report\n')
    expect(screen.lines().filter((line) => line !== '')).toEqual(['a warning', 'the report'])
  })

  it('costs no more for many checks than a silent run many times over', async () => {
    const checks = Array.from({ length: 1000 }, (_, n) => aCheck(`a/n${n}`))
    const msOf = async (terminal: LiveTerminal | null): Promise<number> => {
      const began = performance.now()
      const results = await run(checks, terminal)
      expect(results.map((result) => result.check)).toEqual(checks)
      return performance.now() - began
    }
    await msOf(null)
    await run(checks.slice(0, 1), createTerminal().terminal)
    const silent = await msOf(null)
    const live = await msOf(createTerminal().terminal)
    expect(live / silent).toBeLessThan(50)
  })
})
