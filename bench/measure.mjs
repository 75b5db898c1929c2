import { spawnSync } from 'node:child_process'

/**
 * A command line and the home it is run in. Its run has done its work when it ends with one of these exit codes, 0 where
 * none is given, and says these words: one that died early is no figure.
 * @typedef {{ home: string, words: readonly string[], env?: Readonly<Record<string, string>>, node?: string, ends?: readonly number[], says?: RegExp }} Case
 */
/** @typedef {{ first: number, rounds: readonly number[] }} Times of a case, in milliseconds; at the first, nothing had been compiled and kept */
/** @typedef {{ median: number, low: number, high: number }} Spread the median and the quartiles */
/** @typedef {{ name: string, firstMs: number, ms: Spread, ratio: Spread }} Measured ratios are to the first case, round by round */

const rounded = (/** @type {number} */ value, digits = 2) => Number(value.toFixed(digits))

/** @param {readonly number[]} values @param {number} [digits] @returns {Spread} */
export const spreadOf = (values, digits = 2) => {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (/** @type {number} */ part) => {
    const place = part * (sorted.length - 1)
    const [below = Number.NaN, above = below] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]]
    return rounded(below + (above - below) * (place % 1), digits)
  }
  return { median: at(0.5), low: at(0.25), high: at(0.75) }
}

/**
 * Of two cases, round by round: what slowed both down is not seen.
 * @param {Times | undefined} one @param {Times | undefined} other
 * @param {(one: number, other: number) => number} join
 */
export const byRound = (one, other, join) =>
  (one?.rounds ?? []).map((ms, round) => join(ms, other?.rounds[round] ?? Number.NaN))

/** The bare minimum of an environment; extra certificates double what bare Node takes to start. */
const environment = (/** @type {Case} */ { home, env = {} }) => ({
  PATH: '/usr/bin:/bin',
  HOME: home,
  ...env,
})

/** @param {string} name @param {Case} run */
const timeOf = (name, run) => {
  const { ends = [0], says = /(?:)/ } = run
  const began = performance.now()
  const { error, status, signal, stdout, stderr } = spawnSync(run.node ?? process.execPath, [...run.words], {
    cwd: run.home,
    env: environment(run),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  })
  const ms = performance.now() - began
  if (error) throw error
  const said = `${stdout}${stderr}`
  if (status === null || !ends.includes(status) || !says.test(said))
    throw new Error(`${name}: did not do its work. It ended with ${signal ?? status} and said:\n${said}`)
  return ms
}

/**
 * Runs every case in every round, so that a busy moment of the machine falls on all of them. One round more goes before,
 * in which caches are filled.
 * @param {Readonly<Record<string, Case>>} cases
 * @param {number} rounds
 * @returns {Readonly<Record<string, Times>>}
 */
export const timesOf = (cases, rounds) => {
  if (!Number.isInteger(rounds) || rounds < 1) throw new Error('How many rounds? A whole number, from 1 on.')
  const entries = Object.entries(cases)
  const round = () => entries.map(([name, run]) => timeOf(name, run))
  const first = round()
  const taken = Array.from({ length: rounds }, round)
  return Object.fromEntries(
    entries.map(([name], index) => [
      name,
      { first: first[index] ?? Number.NaN, rounds: taken.map((times) => times[index] ?? Number.NaN) },
    ]),
  )
}

/**
 * @param {Readonly<Record<string, Times>>} times the first case is what the others are compared with
 * @returns {readonly Measured[]}
 */
export const rowsOf = (times) => {
  const [bare] = Object.values(times)
  return Object.entries(times).map(([name, taken]) => ({
    name,
    firstMs: rounded(taken.first, 1),
    ms: spreadOf(taken.rounds, 1),
    ratio: spreadOf(byRound(taken, bare, (one, other) => one / other)),
  }))
}

/** @param {readonly Measured[]} rows @param {string} title */
export const printTable = (title, rows) => {
  process.stdout.write(`\n${title}\n`)
  const width = Math.max(...rows.map(({ name }) => name.length))
  for (const { name, ms, ratio } of rows)
    process.stdout.write(
      `  ${name.padEnd(width)}  ${ms.median.toFixed(1).padStart(9)} ms  ${ratio.median.toFixed(2).padStart(7)} ×  (${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)})\n`,
    )
}
