// What plugins of other people cost, as ratios to bare Node in the same run: `node bench/plugins.mjs [runs]`.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const runs = Number(process.argv[2] ?? 9)
const script = fileURLToPath(new URL('../bin/run.js', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'doctor-bench-'))

/** @param {string} name */
const source = (name) => `
const fact = { id: '${name}/fact', needs: {}, collect: async () => 1 }
const check = { id: '${name}/check', title: 'All is well', docsUrl: '', severity: 'error', tags: [], needs: { fact },
  messages: { bad: { what: 'Bad.', why: 'So.', next: 'Do.' } }, evaluate: () => [] }
export default { apiVersion: 1, id: '${name}', facts: [fact], checks: [check], fixes: [], redactors: [] }
`

/**
 * A home with as many linked plugins, each with one check.
 * @param {number} count
 */
const homeWith = (count) => {
  const home = join(scratch, `home-${count}`)
  const installed = join(home, '.clawdbot', 'doctor', 'installed')
  mkdirSync(installed, { recursive: true, mode: 0o700 })
  /** @type {Record<string, object>} */
  const plugins = {}
  for (let number = 0; number < count; number++) {
    const name = `plugin-${number}`
    const folder = join(home, name)
    mkdirSync(folder)
    const block = { apiVersion: '^1', entry: './index.js', checks: [`${name}/check`] }
    const manifest = { name, version: '1.0.0', type: 'module', 'clawdbot-doctor': block }
    writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
    writeFileSync(join(folder, 'index.js'), source(name))
    const agreedAt = new Date(0).toISOString()
    plugins[name] = {
      version: '1.0.0',
      integrity: null,
      origin: 'linked',
      source: folder,
      folder,
      granted: {},
      agreedAt,
    }
  }
  writeFileSync(join(installed, 'consents.json'), JSON.stringify({ version: 1, plugins }), { mode: 0o600 })
  return home
}

const [none, one, many] = [homeWith(0), homeWith(1), homeWith(100)]
const cores = availableParallelism()
const bundled = ['doctor', '--no-sync', '--json', '--only', 'host/*']

/** @type {Record<string, [home: string, words: readonly string[]]>} */
const measured = {
  'node -e 0': [none, ['-e', '0']],
  '--version, no plugin': [none, [script, '--version']],
  '--version, 100 plugins': [many, [script, '--version']],
  'checks list, no plugin': [none, [script, 'checks', 'list']],
  'checks list, 100 plugins': [many, [script, 'checks', 'list']],
  'host/*, no plugin': [none, [script, ...bundled]],
  'host/*, 100 plugins, none selected': [many, [script, ...bundled]],
  'host/* and 1 plugin': [one, [script, ...bundled, '--only', 'plugin-*/*']],
  'host/* and 100 plugins': [many, [script, ...bundled, '--only', 'plugin-*/*']],
}

/** @type {Map<string, number[]>} */
const times = new Map(Object.keys(measured).map((name) => [name, []]))
// Interleaved, so that a busy moment of the machine falls on all of them.
for (let run = 0; run < runs; run++)
  for (const [name, [home, words]] of Object.entries(measured)) {
    const env = { PATH: process.env.PATH, HOME: home }
    const began = performance.now()
    spawnSync(process.execPath, words, { cwd: home, env, stdio: ['ignore', 'pipe', 'pipe'] })
    times.get(name)?.push(performance.now() - began)
  }
rmSync(scratch, { recursive: true, force: true })

/** @param {string} name */
const median = (name) => {
  const sorted = (times.get(name) ?? []).toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
const bare = median('node -e 0')
for (const name of times.keys())
  process.stdout.write(
    `${name.padEnd(36)} ${(median(name) / bare).toFixed(1).padStart(6)} × bare Node  (median ${median(name).toFixed(0)} ms of ${runs})\n`,
  )
const each = (median('host/* and 100 plugins') - median('host/*, no plugin')) / 100
process.stdout.write(
  `one of 100 plugins, ${cores} at once         ${((each * cores) / bare).toFixed(1).padStart(6)} × bare Node of one core's time\n`,
)
