// How the cost grows, point by point, for the plots: `node bench/growth.mjs [rounds]`. The targets are in scale.mjs.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { spreadOf, timesOf } from './measure.mjs'
import { writeResult } from './result.mjs'
import { crowdHome } from './scale-homes.mjs'

const CHECKS = [500, 1_000, 2_000, 5_000, 10_000, 20_000]
const AGENTS = [125, 250, 500, 750, 1_000]
const PROFILES = 50
const rounds = Number(process.argv[2] ?? 5)
const [engine, script] = ['scale-engine.mjs', '../bin/run.js'].map((path) => join(import.meta.dirname, path))
if (engine === undefined || script === undefined) throw new Error('no program to measure')

/** @typedef {'bare' | 'silent' | 'terminal'} Way bare listr2, the engine without a terminal, and on one */

/** Milliseconds. @param {Way} way @param {number} count @returns {number} */
const engineTime = (way, count) =>
  JSON.parse(execFileSync(process.execPath, [engine, way, String(count)], { encoding: 'utf8' })).ms

process.stdout.write('\nChecks in the engine, in ms\n')
const ofChecks = Array.from({ length: rounds }, () =>
  CHECKS.map((count) => ({
    bare: engineTime('bare', count),
    silent: engineTime('silent', count),
    terminal: engineTime('terminal', count),
  })),
)
const checks = CHECKS.map((count, index) => {
  const spread = (/** @type {Way} */ way) =>
    spreadOf(ofChecks.map((round) => round[index]?.[way] ?? Number.NaN))
  const [bare, silent, terminal] = [spread('bare'), spread('silent'), spread('terminal')]
  const [listr2, engineAlone, shown] = [bare, silent, terminal].map(({ median }) =>
    median.toFixed(0).padStart(6),
  )
  process.stdout.write(
    `  ${String(count).padStart(6)} checks ${engineAlone}  on a terminal ${shown}  bare listr2 ${listr2}\n`,
  )
  return { count, bare, silent, terminal }
})

process.stdout.write(`Agents with ${PROFILES} profiles each, in seconds\n`)
const words = [script, 'doctor', '--json']
const times = timesOf(
  Object.fromEntries(
    AGENTS.map((count) => {
      const home = crowdHome(`growth-${count}`, { agents: count, profiles: PROFILES })
      return [String(count), { home, words, ends: [0, 1, 2], says: /"reportVersion": 1,/ }]
    }),
  ),
  rounds,
)
const agents = AGENTS.map((count) => {
  const seconds = spreadOf(times[count]?.rounds.map((ms) => ms / 1_000) ?? [])
  process.stdout.write(`  ${String(count).padStart(6)} agents  ${seconds.median.toFixed(2).padStart(8)}\n`)
  return { count, seconds }
})
writeResult('growth', { rounds, profiles: PROFILES, checks, agents })
