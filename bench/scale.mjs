// How the cost grows with what there is to look at, as ratios where it can be: `node bench/scale.mjs [rounds]`.
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { writeResult } from './result.mjs'
import { crowdHome, largeHome, pluginHome } from './scale-homes.mjs'
import { interleaved, pairs, plot, ratio, rows, seconds, series, tell, timed } from './scale-measure.mjs'
import { stopRun, terminalRun } from './scale-terminal.mjs'

const rounds = Number(process.argv[2] ?? 5)
const here = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url))
const [script, engine, witness] = ['../bin/run.js', './scale-engine.mjs', './scale-witness.mjs'].map(here)

const empty = pluginHome('empty', 0)
const bareNode = () => timed(empty, ['-e', '0'])
const run = (/** @type {string} */ home, /** @type {readonly string[]} */ words) =>
  timed(home, [script ?? '', ...words])
/** @returns {{ ms: number, megabytes: number, ideal: number }} */
const engineRun = (/** @type {string} */ what, /** @type {number} */ checks) =>
  JSON.parse(execFileSync(process.execPath, [engine ?? '', what, String(checks)], { encoding: 'utf8' }))
const doctor = ['doctor', '--no-sync', '--json']

/** @param {string} home @returns {{ files: number, most: number, megabytes: number }} */
const witnessed = (home) => {
  const report = join(home, 'witness.json')
  timed(home, ['--import', witness ?? '', script ?? '', ...doctor], { BENCH_WITNESS: report })
  return JSON.parse(readFileSync(report, 'utf8'))
}

process.stdout.write('The engine\n')
/** @type {[number, Record<string, readonly number[]>][]} */
const engines = []
for (const checks of [100, 1_000, 10_000]) {
  const each = (/** @type {string} */ what) => () => (engineRun(what, checks).ms * 1_000) / checks
  const found = await interleaved(rounds, {
    bare: each('bare'),
    silent: each('silent'),
    terminal: each('terminal'),
    pty: async () => ((await terminalRun(checks)).ms * 1_000) / checks,
  })
  engines.push([checks, found])
  if (checks === 100) continue
  const above = (/** @type {string} */ what) => pairs(found[what], found.bare, (a, b) => a - b)
  tell(`${checks} checks: above bare listr2, each`, above('silent'), 'µs', 30)
  tell(`${checks} checks on a terminal: above bare listr2, each`, above('terminal'), 'µs', 30)
  tell(`${checks} checks on a pseudo-terminal: above bare listr2, each`, above('pty'), 'µs', 30)
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM']))
    tell(
      `${checks} checks on a pseudo-terminal: ended by ${signal} in`,
      [await stopRun(checks, signal)],
      'ms',
    )
}
for (const [what, name] of [
  ['bare', 'a task of bare listr2'],
  ['silent', 'a check'],
  ['pty', 'a check on a pseudo-terminal'],
])
  plot(
    name ?? '',
    'checks',
    'µs',
    engines.map(([checks, found]) => [checks, found[what ?? '']]),
  )
const memory = [100, 1_000, 10_000].map(
  (checks) => /** @type {const} */ ([checks, [engineRun('silent', checks).megabytes]]),
)
plot('memory at most', 'checks', 'MB', memory)
tell('10000 checks: memory at most', memory.at(-1)?.[1] ?? [], 'MB', 150)
const { ms, ideal } = engineRun('wait', 200)
tell('200 checks that wait 50 ms each', [ms / ideal], '× ideal', 1.2)

process.stdout.write('Agents\n')
const crowds = [10, 100, 500, 1_000]
const crowdOf = new Map(
  crowds.map((agents) => [agents, crowdHome(`well-${agents}`, { agents, profiles: 50 })]),
)
const well = crowdOf.get(1_000) ?? ''
const ended = crowdHome('ended', { agents: 1_000, profiles: 50, ended: true })
const agents = await interleaved(rounds, {
  bare: bareNode,
  ended: () => run(ended, doctor),
  ...Object.fromEntries([...crowdOf].map(([count, home]) => [`${count}`, () => run(home, doctor)])),
})
tell('1000 agents with 50 profiles, all well', seconds(agents['1000']), 's', 2)
tell('1000 agents with 50 profiles, each with one that has ended', seconds(agents.ended), 's', 2)
tell('the first, to bare Node', pairs(agents['1000'], agents.bare, ratio), '×')
tell('1000 agents to 500', pairs(agents['1000'], agents['500'], ratio), '×', 2.2)
plot(
  'a diagnosis',
  'agents',
  's',
  crowds.map((count) => [count, seconds(agents[`${count}`])]),
)
const seen = [...crowdOf].map(([count, home]) => /** @type {const} */ ([count, witnessed(home)]))
plot(
  'files read',
  'agents',
  'files',
  seen.map(([count, { files }]) => [count, [files]]),
)
plot(
  'memory at most',
  'agents',
  'MB',
  seen.map(([count, { megabytes }]) => [count, [megabytes]]),
)
const { most, megabytes } = witnessed(well)
tell('the first: how often a file is read at most', [most], 'times', 1)
tell('the first: memory at most', [megabytes], 'MB')

process.stdout.write('Large files\n')
const large = new Map(
  [0, 1, 2].map((times) => [
    35 * times,
    largeHome(`large-${times}`, { sessionsBytes: 25e6 * times, storeBytes: 10e6 * times }),
  ]),
)
const files = await interleaved(rounds, {
  bare: bareNode,
  ...Object.fromEntries([...large].map(([size, home]) => [`${size}`, () => run(home, doctor)])),
})
tell('50 MB of sessions and a store of 20 MB', seconds(files['70']), 's')
tell('the same, to bare Node', pairs(files['70'], files.bare, ratio), '×')
plot(
  'a diagnosis',
  'MB in one file of sessions and one store',
  's',
  [...large.keys()].map((size) => [size, seconds(files[`${size}`])]),
)
const held = [...large].map(([size, home]) => /** @type {const} */ ([size, [witnessed(home).megabytes]]))
plot('memory at most', 'MB in one file of sessions and one store', 'MB', held)
tell('the same: memory at most', held.at(-1)?.[1] ?? [], 'MB')

process.stdout.write('Plugins\n')
const counts = [0, 1, 10, 100]
/** @type {readonly (readonly [string, readonly string[]])[]} */
const commands = [
  ['--version', ['--version']],
  ['checks list', ['checks', 'list']],
  ['doctor, none selected', [...doctor, '--only', 'host/*']],
]
const homes = counts.map((count) => /** @type {const} */ ([count, pluginHome(`plugins-${count}`, count)]))
const plugins = await interleaved(
  rounds,
  Object.fromEntries(
    commands.flatMap(([name, words]) =>
      homes.map(([count, home]) => [`${name} ${count}`, () => run(home, words)]),
    ),
  ),
)
for (const [name] of commands)
  plot(
    `\`${name}\``,
    'installed plugins',
    'ms',
    counts.map((count) => [count, plugins[`${name} ${count}`]]),
  )
const eachOf = (/** @type {string} */ name, /** @type {number} */ few) =>
  pairs(plugins[`${name} 100`], plugins[`${name} ${few}`], (a, b) => (a - b) / (100 - few))
tell('one of 100 plugins, to `--version`', eachOf('--version', 0), 'ms')
tell('one of 100 plugins, to `checks list`', eachOf('checks list', 0), 'ms', 1)
tell('one of 100 plugins, none selected, to `doctor`', eachOf('doctor, none selected', 0), 'ms')
tell('one more plugin, none selected, to `doctor`', eachOf('doctor, none selected', 1), 'ms')

process.stdout.write('Fixes\n')
const mended = [25, 50, 100, 200, 400]
const fixes = await interleaved(
  rounds,
  Object.fromEntries(
    mended.map((count) => [
      `${count}`,
      () =>
        run(crowdHome('fix', { agents: count, profiles: 20, misspelled: true }), [
          ...doctor,
          '--fix',
          '--yes',
        ]),
    ]),
  ),
)
tell('100 agents mended', seconds(fixes['100']), 's')
tell('100 agents mended to 50', pairs(fixes['100'], fixes['50'], ratio), '×')
tell('400 agents mended to 200', pairs(fixes['400'], fixes['200'], ratio), '×', 2.4)
plot(
  '`doctor --fix --yes`',
  'agents',
  's',
  mended.map((count) => [count, seconds(fixes[`${count}`])]),
)

writeResult('scale', { rounds, rows, series })
