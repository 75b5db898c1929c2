// How long a command takes from start to end, as a ratio to bare Node in the same round: `node bench/start-up.mjs [rounds]`.
import { join } from 'node:path'
import { healthyHome } from './homes.mjs'
import { printTable, rowsOf, timesOf } from './measure.mjs'
import { writeResult } from './result.mjs'

const rounds = Number(process.argv[2] ?? 21)
const script = join(import.meta.dirname, '..', 'bin', 'run.js')
const home = healthyHome('start-up')
// Nothing that the doctor would start is there: what others take is not measured.
const env = { PATH: join(home, 'bin') }
// What the doctor finds depends on the machine.
const found = [0, 1, 2]

/**
 * By the words of the command: what it is known by to have done its work, and how many times bare Node it may take at
 * most.
 * @type {Readonly<Record<string, { says: RegExp, ends?: readonly number[], target?: { before24: number, since24: number } }>>}
 */
const COMMANDS = {
  '--version': { says: /^clawdbot-doctor\//, target: { before24: 1.6, since24: 1.5 } },
  '--help': { says: /^USAGE$/m },
  'checks list': { says: /^auth\/store /m },
  'models status --check --plain': { says: /^anthropic\/claude-opus-4-5\n$/ },
  'models status --check --json': {
    says: /"anthropic:claude-cli"/,
    target: { before24: 2.4, since24: 2 },
  },
  doctor: { says: /\d checks passed/, ends: found, target: { before24: 3, since24: 2.5 } },
  'doctor --json': { says: /"reportVersion": 1,/, ends: found, target: { before24: 3, since24: 2.5 } },
}

const major = Number.parseInt(process.versions.node, 10)
const cases = Object.entries(COMMANDS).map(([words, { says, ends = [0] }]) => [
  words,
  { home, env, words: [script, ...words.split(' ')], says, ends },
])
const times = timesOf(
  { 'node -e 0': { home, env, words: ['-e', '0'] }, ...Object.fromEntries(cases) },
  rounds,
)
const rows = rowsOf(times).map((row) => {
  const target = COMMANDS[row.name]?.target
  return { ...row, target: (major < 24 ? target?.before24 : target?.since24) ?? null }
})
printTable(`Start to end, Node ${process.versions.node}, ${rounds} rounds (median, quartiles)`, rows)
writeResult(`start-up-node-${major}`, { rounds, rows })
