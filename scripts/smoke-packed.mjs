import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Of all that installing it puts on a disk. */
const MOST_BYTES = 30_000_000

/**
 * Packs this package and installs it into the bench's empty folder. Returns the tarball's path; null where that went wrong.
 * @param {import('./smoke.mjs').Bench} bench
 */
export function installPacked({ folder, run, expect }) {
  const packed = run(['npm', 'pack', '--silent', '--pack-destination', folder], root)
  if (!expect('npm pack', packed, ({ code }) => code === 0)) return null
  const tarball = join(folder, packed.out.trim().split('\n').at(-1) ?? '')
  run(['npm', 'init', '--yes'], folder)
  const installed = run(['npm', 'install', '--prefer-offline', tarball], folder)
  if (!expect('installs from its tarball', installed, ({ code }) => code === 0)) return null
  const modules = join(folder, 'node_modules')
  const packages = readdirSync(modules).filter((name) => !name.startsWith('.'))
  const beside = { code: 0, out: packages.join('\n'), err: '' }
  expect('nothing is installed beside it', beside, ({ out }) => out === 'clawdbot-doctor')
  const bytes = { code: 0, out: String(bytesIn(modules)), err: '' }
  expect(`it takes at most ${MOST_BYTES} bytes`, bytes, ({ out }) => Number(out) <= MOST_BYTES)
  return tarball
}

/**
 * @param {string} folder
 * @returns {number}
 */
const bytesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0)

/**
 * Runs the installed package on a machine that has nothing else.
 * @param {string} folder where it is installed
 * @param {import('./smoke.mjs').Bench} bench
 */
export function smokePacked(folder, { home, run, expect }) {
  const program = (/** @type {string[]} */ ...words) =>
    run(['npx', '--no-install', 'clawdbot-doctor', ...words], folder)
  const entry = (/** @type {string} */ name) => {
    const script = `import * as it from '${name}'; process.exit(Object.keys(it).length > 0 ? 0 : 1)`
    return run(['node', '--input-type=module', '--eval', script], folder)
  }

  expect('--version names it', program('--version'), ({ code, out }) => code === 0 && out.includes(version))
  expect(
    'doctor reports what is missing',
    program('doctor'),
    ({ code, out }) => code === 1 && out.includes('No credentials found'),
  )
  expect(
    'doctor --json prints one document',
    program('doctor', '--json'),
    ({ code, out }) => code === 1 && typeof JSON.parse(out) === 'object',
  )
  expect(
    'models status --json names the provider in need',
    program('models', 'status', '--json'),
    ({ code, out }) => code === 0 && JSON.parse(out).auth.missingProvidersInUse.includes('anthropic'),
  )
  expect(
    'checks list names the checks',
    program('checks', 'list'),
    ({ code, out }) => code === 0 && out.includes('auth/expiry'),
  )
  expect(
    'a flag it does not know ends with 3',
    program('doctor', '--nope'),
    ({ code, err }) => code === 3 && err.includes('--nope'),
  )
  for (const name of ['clawdbot-doctor', 'clawdbot-doctor/testing'])
    expect(`${name} can be imported`, entry(name), ({ code }) => code === 0)
  const caches = ['.cache', 'Library', 'AppData']
  const others = readdirSync(home).filter((name) => !caches.includes(name))
  const left = { code: 0, out: others.join('\n'), err: '' }
  expect('nothing but its cache was written to the home', left, ({ out }) => out === '')
}
