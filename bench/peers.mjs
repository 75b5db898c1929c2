// `npm run bench:peers`: the published gateways and this program over the same home.
// usage: node bench/peers.mjs [--node PATH] [--rounds N] [--cache FOLDER]
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { orExit } from '../scripts/root.mjs'
import { run } from '../scripts/run.mjs'
import { writeDocs } from './docs.mjs'
import { healthyHome, setupToken } from './homes.mjs'
import { byRound, printTable, rowsOf, spreadOf, timesOf } from './measure.mjs'
import { installPeers, peerEnvironment } from './peers-install.mjs'
import { writeResult } from './result.mjs'

const { values } = parseArgs({
  options: { node: { type: 'string' }, rounds: { type: 'string' }, cache: { type: 'string' } },
})
const node = resolve(values.node ?? process.execPath)
const rounds = Number(values.rounds ?? 5)
const cache =
  values.cache ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'clawdbot-doctor-peers')
const script = join(import.meta.dirname, '..', 'bin', 'run.js')

/**
 * What is compared: the words of each, and by what each is known to have done its work.
 * @typedef {{ words: readonly string[], ends?: readonly number[], says: RegExp }} Command
 * @type {readonly { what: string, ours: Command, peers: Readonly<Record<string, Command & { target?: number }>> }[]}
 */
const COMPARED = [
  {
    what: 'models status --check',
    ours: { words: ['models', 'status', '--check'], says: /✔ anthropic:claude-cli/ },
    peers: {
      clawdbot: { words: ['models', 'status', '--check'], says: /anthropic:claude-cli ok/, target: 40 },
      openclaw: { words: ['models', 'status', '--check'], says: /anthropic:setup-token ok/ },
    },
  },
  {
    what: 'doctor',
    // What it finds depends on the machine.
    ours: { words: ['doctor'], ends: [0, 1, 2], says: /\d checks passed/ },
    peers: {
      clawdbot: { words: ['doctor', '--non-interactive'], says: /Doctor complete/, target: 40 },
      openclaw: { words: ['doctor', '--non-interactive'], says: /Doctor complete/ },
    },
  },
  {
    what: 'the auth checks alone',
    ours: { words: ['doctor', '--only', 'auth/*'], says: /\d checks passed/ },
    peers: {
      openclaw: {
        words: ['doctor', '--lint', '--only', 'core/doctor/auth-profiles'],
        says: /"checksRun":1,/,
        target: 30,
      },
    },
  },
]

const homeFor = (/** @type {string} */ name) => healthyHome(name, { 'anthropic:setup-token': setupToken })

/**
 * Every program by its name, each with a home of its own.
 * @param {readonly import('./peers-install.mjs').Peer[]} peers
 */
const programsOf = (peers) => {
  /** @type {Map<string, { entry: string, home: string, env: Readonly<Record<string, string>> }>} */
  const programs = new Map([['clawdbot-doctor', { entry: script, home: homeFor('ours'), env: {} }]])
  for (const { name, entry } of peers) {
    const home = homeFor(name)
    programs.set(name, { entry, home, env: peerEnvironment(home) })
  }
  const openclaw = programs.get('openclaw')
  // It reads no store of Clawdbot's before it has made it its own.
  if (openclaw)
    run('openclaw doctor --fix', [node, openclaw.entry, 'doctor', '--fix', '--yes', '--non-interactive'], {
      cwd: openclaw.home,
      env: { PATH: '/usr/bin:/bin', HOME: openclaw.home, ...openclaw.env },
    })
  return programs
}

/** @param {ReturnType<typeof programsOf>} programs */
const casesOf = (programs) => {
  /** @type {Record<string, import('./measure.mjs').Case>} */
  const cases = { 'node -e 0': { home: homeFor('bare'), node, words: ['-e', '0'] } }
  const add = (/** @type {string} */ name, /** @type {Command} */ { words, says, ends = [0] }) => {
    const program = programs.get(name)
    if (!program) return
    const { entry, home, env } = program
    cases[nameOf(name, words)] = { home, env, node, words: [entry, ...words], says, ends }
  }
  for (const { ours, peers } of COMPARED) {
    add('clawdbot-doctor', ours)
    for (const [name, command] of Object.entries(peers)) add(name, command)
  }
  return cases
}

const nameOf = (/** @type {string} */ program, /** @type {readonly string[]} */ words) =>
  [program, ...words].join(' ')

/**
 * How many times faster ours is than each of theirs.
 * @param {Readonly<Record<string, import('./measure.mjs').Times>>} times
 */
const comparisonsOf = (times) =>
  COMPARED.flatMap(({ what, ours, peers }) =>
    Object.entries(peers).map(([peer, { words, target = null }]) => {
      const [one, other] = [nameOf('clawdbot-doctor', ours.words), nameOf(peer, words)]
      const faster = spreadOf(
        byRound(times[other], times[one], (theirs, own) => theirs / own),
        1,
      )
      return { what, peer, ours: one, theirs: other, faster, target }
    }),
  )

orExit(() => {
  const peers = installPeers(cache, node)
  process.stdout.write(`Measuring: one round takes about half a minute, and there are ${rounds + 1}.\n`)
  const times = timesOf(casesOf(programsOf(peers)), rounds)
  const rows = rowsOf(times)
  const comparisons = comparisonsOf(times)
  const version = run('node', [node, '--version']).trim()
  printTable(`Beside the published gateways, Node ${version}, ${rounds} rounds`, rows)
  for (const { what, peer, faster, target } of comparisons) {
    const goal = target === null ? '' : `, to be ${target}`
    process.stdout.write(
      `  ${what}: ${faster.median} times faster than ${peer} (${faster.low} to ${faster.high}${goal})\n`,
    )
  }
  const versions = Object.fromEntries(peers.map(({ name, version }) => [name, version]))
  writeResult('peers', { node: version, rounds, versions, rows, comparisons })
  writeDocs()
})
