// How the cost grows with what there is to look at, as ratios where it can be: `node bench/scale.mjs [rounds]`.
import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeResult } from './result.mjs'
import { crowdHome, largeHome, pluginHome } from './scale-homes.mjs'

const rounds = Number(process.argv[2] ?? 5)
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
const [script, engine, witness] = ['../bin/run.js', './scale-engine.mjs', './scale-witness.mjs'].map(here)

const median = (/** @type {readonly number[]} */ values) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

/** @type {{ what: string, value: number, unit: string, target: number | null, spread: readonly number[] }[]} */
const rows = []
const tell = (
  /** @type {string} */ what,
  /** @type {readonly number[]} */ values,
  /** @type {string} */ unit,
  /** @type {number | null} */ target = null,
) => {
  const rounded = values.map((each) => Number(each.toFixed(2)))
  const value = median(rounded)
  rows.push({ what, value, unit, target, spread: [Math.min(...rounded), Math.max(...rounded)] })
  const goal = target === null ? '' : `  ${value <= target ? 'within' : 'over'} ${target}`
  process.stdout.write(`${what.padEnd(62)} ${value.toFixed(2).padStart(9)} ${unit.padEnd(12)}${goal}\n`)
}

/** @param {string} home @param {readonly string[]} words @param {Record<string, string>} [env] */
const timed = (home, words, env = {}) => {
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

/** Every round runs all of them, so that a busy moment of the machine falls on each. @param {Readonly<Record<string, () => number>>} cases @returns {Record<string, readonly number[]>} */
const interleaved = (cases) => {
  const times = Object.fromEntries(Object.keys(cases).map((name) => [name, /** @type {number[]} */ ([])]))
  for (let round = 0; round < rounds; round++)
    for (const [name, run] of Object.entries(cases)) times[name]?.push(run())
  return times
}
const pairs = (
  /** @type {readonly number[] | undefined} */ ones = [],
  /** @type {readonly number[] | undefined} */ others = [],
  /** @type {(one: number, other: number) => number} */ join,
) => ones.map((one, index) => join(one, others[index] ?? Number.NaN))

const empty = pluginHome('empty', 0)
const bareNode = () => timed(empty, ['-e', '0'])
const run = (/** @type {string} */ home, /** @type {readonly string[]} */ words) =>
  timed(home, [script ?? '', ...words])
/** @returns {{ ms: number, megabytes: number, ideal: number }} */
const engineRun = (/** @type {string} */ what, /** @type {number} */ checks) =>
  JSON.parse(execFileSync(process.execPath, [engine ?? '', what, String(checks)], { encoding: 'utf8' }))

process.stdout.write('The engine\n')
for (const checks of [1_000, 10_000]) {
  const each = (/** @type {string} */ what) => () => (engineRun(what, checks).ms * 1_000) / checks
  const found = interleaved({ bare: each('bare'), silent: each('silent'), terminal: each('terminal') })
  tell(
    `${checks} checks: above bare listr2, each`,
    pairs(found.silent, found.bare, (a, b) => a - b),
    'µs',
    30,
  )
  tell(
    `${checks} checks on a terminal: above bare listr2, each`,
    pairs(found.terminal, found.bare, (a, b) => a - b),
    'µs',
    30,
  )
}
tell('10000 checks: memory at most', [engineRun('silent', 10_000).megabytes], 'MB', 150)
const { ms, ideal } = engineRun('wait', 200)
tell('200 checks that wait 50 ms each', [ms / ideal], '× ideal', 1.2)

process.stdout.write('Agents\n')
const doctor = ['doctor', '--no-sync', '--json']
const homes = {
  well: crowdHome('well', { agents: 1_000, profiles: 50 }),
  half: crowdHome('half', { agents: 500, profiles: 50 }),
  ended: crowdHome('ended', { agents: 1_000, profiles: 50, ended: true }),
}
const agents = interleaved({
  bare: bareNode,
  well: () => run(homes.well, doctor),
  half: () => run(homes.half, doctor),
  ended: () => run(homes.ended, doctor),
})
const seconds = (/** @type {readonly number[] | undefined} */ times = []) => times.map((time) => time / 1_000)
tell('1000 agents with 50 profiles, all well', seconds(agents.well), 's', 2)
tell('1000 agents with 50 profiles, each with one that has ended', seconds(agents.ended), 's', 2)
tell(
  'the first, to bare Node',
  pairs(agents.well, agents.bare, (a, b) => a / b),
  '×',
)
tell(
  '1000 agents to 500',
  pairs(agents.well, agents.half, (a, b) => a / b),
  '×',
  2.2,
)

/** @param {string} home @returns {{ files: number, most: number, megabytes: number }} */
const witnessed = (home) => {
  const report = join(home, 'witness.json')
  timed(home, ['--import', witness ?? '', script ?? '', ...doctor], { BENCH_WITNESS: report })
  return JSON.parse(readFileSync(report, 'utf8'))
}
const seen = witnessed(homes.well)
tell('the first: how often a file is read at most', [seen.most], 'times', 1)
tell('the first: memory at most', [seen.megabytes], 'MB')

process.stdout.write('Large files\n')
const large = largeHome('large', { sessionsBytes: 50e6, storeBytes: 20e6 })
const files = interleaved({ bare: bareNode, large: () => run(large, doctor) })
tell('50 MB of sessions and a store of 20 MB', seconds(files.large), 's')
tell(
  'the same, to bare Node',
  pairs(files.large, files.bare, (a, b) => a / b),
  '×',
)
tell('the same: memory at most', [witnessed(large).megabytes], 'MB')

process.stdout.write('Plugins\n')
const many = pluginHome('plugins', 100)
const ofHost = [...doctor, '--only', 'host/*']
const plugins = interleaved({
  bare: bareNode,
  version: () => run(empty, ['--version']),
  versionMany: () => run(many, ['--version']),
  list: () => run(empty, ['checks', 'list']),
  listMany: () => run(many, ['checks', 'list']),
  host: () => run(empty, ofHost),
  hostMany: () => run(many, ofHost),
})
const each = (
  /** @type {readonly number[] | undefined} */ some,
  /** @type {readonly number[] | undefined} */ none,
) => pairs(some, none, (a, b) => (a - b) / 100)
tell('one of 100 plugins, to `--version`', each(plugins.versionMany, plugins.version), 'ms')
tell('one of 100 plugins, to `checks list`', each(plugins.listMany, plugins.list), 'ms', 1)
tell('one of 100 plugins, none selected, to `doctor`', each(plugins.hostMany, plugins.host), 'ms')

process.stdout.write('Fixes\n')
const fix = (/** @type {number} */ count) => () =>
  run(crowdHome('fix', { agents: count, profiles: 20, misspelled: true }), [...doctor, '--fix', '--yes'])
const fixes = interleaved({ fifty: fix(50), hundred: fix(100) })
tell('100 agents mended', seconds(fixes.hundred), 's')
tell(
  '100 agents mended to 50',
  pairs(fixes.hundred, fixes.fifty, (a, b) => a / b),
  '×',
)

writeResult('scale', { rounds, rows })
