import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './root.mjs'

/**
 * Runs a program quietly from the repository's folder and returns what it printed on stdout.
 * Throws an error that holds everything it printed when it fails.
 * @param {string} what said when it fails, e.g. `the build`
 * @param {readonly string[]} argv
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function run(what, argv, options = {}) {
  const [program = '', ...args] = argv
  const child = spawnSync(program, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
    ...options,
    encoding: 'utf8',
  })
  if (child.error) throw new Error(`${what} could not start: ${child.error.message}`)
  if (child.status === 0) return child.stdout
  const how = child.signal ? `was ended by ${child.signal}` : `failed with exit code ${child.status}`
  throw new Error(`${child.stdout ?? ''}${child.stderr ?? ''}${what} ${how}`)
}

/** The script of npm that started us, else whichever npm is on PATH. */
const started = process.env.npm_execpath
const ours = started?.endsWith('npm-cli.js') ? [process.execPath, started] : ['npm']

/**
 * @param {string} what
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export const npm = (what, args, options = {}) =>
  run(what, [...ours, ...args], { shell: ours.length === 1 && process.platform === 'win32', ...options })

/**
 * The words that run a module of an installed package with this Node.
 * @param {string} path inside node_modules
 */
export const tool = (path) => [process.execPath, join(root, 'node_modules', path)]
