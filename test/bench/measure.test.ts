import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { byRound, rowsOf, spreadOf, timesOf } from '../../bench/measure.mjs'
import { makeFolder } from '../setup/temp-folder.js'

const node = (script: string, home = tmpdir()) => ({ home, words: ['-e', script] })

describe('timesOf', () => {
  it.each([
    { why: 'ends with another code', run: node('process.exitCode = 1') },
    { why: 'ends with 0 where it should not', run: { ...node('0'), ends: [1, 2] } },
    { why: 'says something else', run: { ...node('console.log("no")'), says: /yes/ } },
    { why: 'is killed', run: node('process.kill(process.pid, "SIGKILL")') },
  ])('takes no time of a run that $why, and tells what it said', ({ run }) => {
    expect(() => timesOf({ it: run }, 1)).toThrow(/^it: did not do its work/)
  })

  it('runs every case in every round, and once before', async () => {
    const folder = await makeFolder()
    const noting = (name: string) => node(`require('node:fs').appendFileSync('order', '${name}')`, folder)
    const times = timesOf({ a: noting('a'), b: noting('b') }, 2)
    expect(await readFile(join(folder, 'order'), 'utf8')).toBe('ababab')
    expect(Object.values(times).map(({ rounds }) => rounds.length)).toEqual([2, 2])
  })
})

describe('what the rounds come to', () => {
  it.each([
    { values: [3, 1, 2], spread: { median: 2, low: 1.5, high: 2.5 } },
    { values: [4, 1, 2, 3], spread: { median: 2.5, low: 1.75, high: 3.25 } },
    { values: [7], spread: { median: 7, low: 7, high: 7 } },
  ])('of $values is the median and the quartiles', ({ values, spread }) => {
    expect(spreadOf(values)).toEqual(spread)
  })

  it('is a ratio within each round, which a slow round does not change', () => {
    const bare = { first: 1, rounds: [10, 100, 20] }
    const ours = { first: 9, rounds: [20, 200, 40] }
    expect(byRound(ours, bare, (one, other) => one / other)).toEqual([2, 2, 2])
    expect(rowsOf({ bare, ours })[1]).toEqual({
      name: 'ours',
      firstMs: 9,
      ms: { median: 40, low: 30, high: 120 },
      ratio: { median: 2, low: 2, high: 2 },
    })
  })
})
