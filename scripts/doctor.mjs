// `npm run doctor`: from a fresh clone to a report. It advises, so npm is told of a failure only when nothing could run.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { buildIfStale } from './build-if-stale.mjs'
import { orExit, root } from './root.mjs'
import { userPath } from './user-path.mjs'

const COULD_NOT_RUN = 3
const fromNpm = process.env.npm_lifecycle_event === 'doctor'
// npm starts scripts in the repository's folder; paths on the command line are meant from where the user stands.
const cwd = (fromNpm && process.env.INIT_CWD) || process.cwd()

orExit(() => {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19))
    throw new Error(`This needs Node 20.19 or newer; this is ${process.version}.`)
  buildIfStale()
}, COULD_NOT_RUN)

const program = join(root, 'bin', 'run.js')
if (fromNpm) process.env.PATH = userPath()
const child = spawn(process.execPath, [program, 'doctor', ...process.argv.slice(2)], {
  cwd,
  stdio: 'inherit',
})
// The terminal sends Ctrl-C to both: the child decides what it means, and this waits for it.
process.on('SIGINT', () => {})
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', () => process.exit(COULD_NOT_RUN))
child.on('close', (code) => process.exit(code === null || code === COULD_NOT_RUN ? COULD_NOT_RUN : 0))
