// `npm run bench:peers`: the published gateways and this program over the same home, on Node 22 or newer.
// usage: node bench/peers.mjs [rounds] [cache folder]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { npm } from '../scripts/run.mjs'
import { healthyHome } from './homes.mjs'
import { measure, printTable } from './measure.mjs'
import { writeResult } from './result.mjs'

const FIRST_NODE = 22
const rounds = Number(process.argv[2] ?? 5)
const cache =
  process.argv[3] ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'clawdbot-doctor-peers')
const script = join(import.meta.dirname, '..', 'bin', 'run.js')

if (Number.parseInt(process.versions.node, 10) < FIRST_NODE) {
  process.stderr.write(`The published gateways need Node ${FIRST_NODE}; this is ${process.versions.node}.\n`)
  process.exit(1)
}

/**
 * Installs a package into a folder of its own, unless it is there.
 * @param {string} name
 * @param {object} manifest
 */
const install = (name, manifest) => {
  const folder = join(cache, name)
  const installed = join(folder, 'node_modules', name)
  if (existsSync(join(installed, 'package.json'))) return installed
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, ...manifest }))
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--silent']
  npm(`installing ${name}`, args, { cwd: folder })
  return installed
}

const openclaw = install('openclaw', { dependencies: { openclaw: '2026.9.6' } })
// One of its dependencies is a git address, and two that it needs are not among them.
const clawdbot = install('clawdbot', {
  dependencies: { clawdbot: '2026.1.24-3', 'strip-ansi': '^7.0.0' },
  overrides: { libsignal: 'npm:@itsukichan/libsignal-node@1.0.1' },
})
const { bin } = JSON.parse(readFileSync(join(openclaw, 'package.json'), 'utf8'))
const openclawEntry = join(openclaw, typeof bin === 'string' ? bin : bin.openclaw)
const clawdbotEntry = join(clawdbot, 'dist', 'entry.js')

// Each has a home of its own: they write into it.
const run = (/** @type {string} */ name, /** @type {string[]} */ ...words) => ({
  home: healthyHome(name),
  words,
})
const rows = measure(
  {
    'node -e 0': run('bare', '-e', '0'),
    'models status --check': run('ours-status', script, 'models', 'status', '--check'),
    doctor: run('ours-doctor', script, 'doctor'),
    'clawdbot models status --check': run('theirs-status', clawdbotEntry, 'models', 'status', '--check'),
    'clawdbot doctor': run('theirs-doctor', clawdbotEntry, 'doctor', '--non-interactive'),
    'openclaw models status --check': run('openclaw-status', openclawEntry, 'models', 'status', '--check'),
  },
  rounds,
)
printTable(`Beside the published gateways, Node ${process.versions.node}, ${rounds} rounds`, rows)
writeResult('peers', { rounds, versions: { clawdbot: '2026.1.24-3', openclaw: '2026.9.6' }, rows })
