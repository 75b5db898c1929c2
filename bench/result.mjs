import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'

const folder = join(import.meta.dirname, 'results')

const commit = () => {
  try {
    return execFileSync('git', ['rev-parse', 'HEAD'], { cwd: import.meta.dirname, encoding: 'utf8' }).trim()
  } catch {
    return null
  }
}

/**
 * Writes what was measured to `bench/results/<name>.json`, with what it was measured on.
 * @param {string} name
 * @param {object} measured
 */
export const writeResult = (name, measured) => {
  const machine = {
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryMegabytes: Math.round(totalmem() / 2 ** 20),
    system: `${platform()} ${release()} ${arch()}`,
  }
  const result = {
    at: new Date().toISOString(),
    commit: commit(),
    node: process.version,
    machine,
    ...measured,
  }
  mkdirSync(folder, { recursive: true })
  const path = join(folder, `${name}.json`)
  writeFileSync(path, `${JSON.stringify(result, null, 2)}\n`)
  process.stdout.write(`  → bench/results/${name}.json\n`)
}

/** @typedef {import('./measure.mjs').Spread} Spread */
/** @typedef {import('./figure.mjs').Figure} Figure */
/** @typedef {{ at: string, commit: string | null, node: string, rounds: number, machine: { cpu: string, cores: number, memoryMegabytes: number, system: string } }} Run what was measured on */
/** @typedef {Run & { rows: readonly (import('./measure.mjs').Measured & { target: number | null })[] }} StartUp */
/** @typedef {{ what: string, peer: string, ours: string, theirs: string, faster: Spread, target: number | null }} Comparison */
/** @typedef {Run & { versions: Readonly<Record<string, string>>, rows: readonly import('./measure.mjs').Measured[], comparisons: readonly Comparison[] }} Peers */
/** @typedef {Record<'bare' | 'silent' | 'terminal', Spread> & { count: number }} EnginePoint */
/** @typedef {Run & { profiles: number, checks: readonly EnginePoint[], agents: readonly { count: number, seconds: Spread }[] }} Growth */
/** @typedef {Run & { rows: readonly Figure[] }} Figures */
/** @typedef {{ startUps: readonly StartUp[], peers: Peers, growth: Growth, scale: Figures, plugins: Figures, summarise: Figures }} Results */

/**
 * What the bench has written.
 * @returns {Results}
 */
export const readResults = () => {
  const read = (/** @type {string} */ name) => JSON.parse(readFileSync(join(folder, name), 'utf8'))
  const startUps = readdirSync(folder).filter((name) => name.startsWith('start-up-node-'))
  return {
    startUps: startUps.toSorted().map(read),
    peers: read('peers.json'),
    growth: read('growth.json'),
    scale: read('scale.json'),
    plugins: read('plugins.json'),
    summarise: read('summarise.json'),
  }
}

/**
 * Throws where it was not measured.
 * @template {{ name: string }} Row
 * @param {readonly Row[]} rows
 * @param {string} name
 * @returns {Row}
 */
export const rowNamed = (rows, name) => {
  const row = rows.find((each) => each.name === name)
  if (row === undefined) throw new Error(`bench/results/ holds nothing of \`${name}\`.`)
  return row
}
