// What bench/scale.mjs measures with: rounds in which every case is run, rows that are told, and series that can be plotted.
import { spawnSync } from 'node:child_process'

/** @typedef {{ size: number, value: number, spread: readonly number[] }} Point */

const median = (/** @type {readonly number[]} */ values) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const summary = (/** @type {readonly number[]} */ values) => {
  const rounded = values.map((each) => Number(each.toFixed(2)))
  return { value: median(rounded), spread: [Math.min(...rounded), Math.max(...rounded)] }
}

/** @type {{ what: string, value: number, unit: string, target: number | null, spread: readonly number[] }[]} */
export const rows = []
/** How something grows with a size: what it is told of is `of`. @type {{ what: string, of: string, unit: string, points: readonly Point[] }[]} */
export const series = []

export const tell = (
  /** @type {string} */ what,
  /** @type {readonly number[]} */ values,
  /** @type {string} */ unit,
  /** @type {number | null} */ target = null,
) => {
  const { value, spread } = summary(values)
  rows.push({ what, value, unit, target, spread })
  const goal = target === null ? '' : `  ${value <= target ? 'within' : 'over'} ${target}`
  process.stdout.write(`${what.padEnd(66)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(12)}${goal}\n`)
}

/** @param {string} what @param {string} of @param {string} unit @param {readonly (readonly [number, readonly number[] | undefined])[]} measured */
export const plot = (what, of, unit, measured) => {
  const points = measured.map(([size, values = []]) => ({ size, ...summary(values) }))
  series.push({ what, of, unit, points })
  const told = points.map(({ size, value }) => `${size}: ${value.toFixed(2)}`).join('   ')
  process.stdout.write(`  ${what}, ${unit}, by ${of}:   ${told}\n`)
}

/** @param {string} home @param {readonly string[]} words @param {Record<string, string>} [env] */
export const timed = (home, words, env = {}) => {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = { cwd: home, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 1 << 29 }
  const began = performance.now()
  const { error } = spawnSync(process.execPath, [...words], {
    ...options,
    env: { PATH: '/usr/bin:/bin', HOME: home, ...env },
  })
  if (error) throw error
  return performance.now() - began
}

/**
 * Every round runs all of them, so that a busy moment of the machine falls on each.
 * @param {number} rounds
 * @param {Readonly<Record<string, () => number | Promise<number>>>} cases
 * @returns {Promise<Record<string, readonly number[]>>}
 */
export const interleaved = async (rounds, cases) => {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, /** @type {number[]} */ ([])]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(cases)) times[name]?.push(await run())
  return times
}

/** What was measured in the same rounds, two by two. */
export const pairs = (
  /** @type {readonly number[] | undefined} */ ones = [],
  /** @type {readonly number[] | undefined} */ others = [],
  /** @type {(one: number, other: number) => number} */ join,
) => ones.map((one, index) => join(one, others[index] ?? Number.NaN))

export const seconds = (/** @type {readonly number[] | undefined} */ times = []) =>
  times.map((time) => time / 1_000)
export const ratio = (/** @type {number} */ one, /** @type {number} */ other) => one / other
