import { spawnSync } from 'node:child_process'

/** @typedef {{ home: string, words: readonly string[], env?: Readonly<Record<string, string>>, node?: string }} Case a command line, and the home it is run in */
/** @typedef {{ name: string, ms: number, lowMs: number, highMs: number, ratio: number, lowRatio: number, highRatio: number }} Measured medians and quartiles; ratios are to the first case, round by round */

/** @param {readonly number[]} values @param {number} part */
const quantile = (values, part) => {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.round(part * (sorted.length - 1))] ?? Number.NaN
}

const rounded = (/** @type {number} */ value, digits = 2) => Number(value.toFixed(digits))

/** The bare minimum of an environment; extra certificates double what bare Node takes to start. */
const environment = (/** @type {Case} */ { home, env = {} }) => ({
  PATH: '/usr/bin:/bin',
  HOME: home,
  ...env,
})

/** @param {Case} run */
const timeOf = (run) => {
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = {
    cwd: run.home,
    env: environment(run),
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 1 << 28,
  }
  const began = performance.now()
  const { error } = spawnSync(run.node ?? process.execPath, [...run.words], options)
  if (error) throw error
  return performance.now() - began
}

/**
 * Runs every case in every round, so that a busy moment of the machine falls on all of them. One round more goes before,
 * in which caches are filled.
 * @param {Readonly<Record<string, Case>>} cases the first is what the others are compared with
 * @param {number} rounds
 * @returns {readonly Measured[]}
 */
export const measure = (cases, rounds) => {
  const entries = Object.entries(cases)
  for (const [, run] of entries) timeOf(run)
  const taken = Array.from({ length: rounds }, () => entries.map(([, run]) => timeOf(run)))
  return entries.map(([name], index) => {
    const times = taken.map((round) => round[index] ?? Number.NaN)
    const ratios = taken.map((round) => (round[index] ?? Number.NaN) / (round[0] ?? Number.NaN))
    return {
      name,
      ms: rounded(quantile(times, 0.5), 1),
      lowMs: rounded(quantile(times, 0.25), 1),
      highMs: rounded(quantile(times, 0.75), 1),
      ratio: rounded(quantile(ratios, 0.5)),
      lowRatio: rounded(quantile(ratios, 0.25)),
      highRatio: rounded(quantile(ratios, 0.75)),
    }
  })
}

/** @param {readonly Measured[]} rows @param {string} title */
export const printTable = (title, rows) => {
  process.stdout.write(`\n${title}\n`)
  const width = Math.max(...rows.map(({ name }) => name.length))
  for (const { name, ms, ratio, lowRatio, highRatio } of rows)
    process.stdout.write(
      `  ${name.padEnd(width)}  ${ms.toFixed(1).padStart(9)} ms  ${ratio.toFixed(2).padStart(7)} ×  (${lowRatio.toFixed(2)} to ${highRatio.toFixed(2)})\n`,
    )
}
