// How long a command takes from start to end, as a ratio to bare Node in the same round: `node bench/start-up.mjs [rounds]`.
import { join } from 'node:path'
import { healthyHome } from './homes.mjs'
import { measure, printTable } from './measure.mjs'
import { writeResult } from './result.mjs'

const rounds = Number(process.argv[2] ?? 21)
const script = join(import.meta.dirname, '..', 'bin', 'run.js')
const home = healthyHome('start-up')
// Nothing that the doctor would start is there: what others take is not measured.
const env = { PATH: join(home, 'bin') }
const words = (/** @type {string[]} */ ...args) => ({ home, env, words: [script, ...args] })

const rows = measure(
  {
    'node -e 0': { home, env, words: ['-e', '0'] },
    '--version': words('--version'),
    '--help': words('--help'),
    'checks list': words('checks', 'list'),
    'models status --check --plain': words('models', 'status', '--check', '--plain'),
    'models status --check --json': words('models', 'status', '--check', '--json'),
    doctor: words('doctor'),
    'doctor --json': words('doctor', '--json'),
  },
  rounds,
)
printTable(`Start to end, Node ${process.versions.node}, ${rounds} rounds (median, quartiles)`, rows)
writeResult(`start-up-node-${process.versions.node.split('.')[0]}`, { rounds, rows })
