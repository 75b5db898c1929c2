// The program as people get it: packed and installed, and from a clone with nothing installed.
// usage: node scripts/smoke.mjs [NODE ...]   the Node binaries to run the package with; this one by default
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { say } from './root.mjs'
import { smokeAuthor } from './smoke-author.mjs'
import { smokeClone } from './smoke-clone.mjs'
import { smokeExample } from './smoke-example.mjs'
import { installPacked, smokePacked } from './smoke-packed.mjs'
import { userPath } from './user-path.mjs'

/** @typedef {{code: number | null, out: string, err: string}} Ran */
/**
 * An empty home, an empty folder, and a way to run programs between them with one Node first on PATH.
 * @typedef {object} Bench
 * @property {string} home
 * @property {string} folder
 * @property {string} path what PATH is in it
 * @property {(words: string[], cwd: string, env?: Record<string, string>) => Ran} run
 * @property {(what: string, ran: Ran, holds: (ran: Ran) => boolean) => boolean} expect
 */

const tally = { passed: 0, failed: 0 }
const scratch = mkdtempSync(join(tmpdir(), 'smoke-'))
const kept = ['SystemRoot', 'PATHEXT', 'NODE_EXTRA_CA_CERTS']

/**
 * @param {string} name
 * @param {string} node
 * @returns {Bench}
 */
const bench = (name, node = process.execPath) => {
  const [home, folder] = ['home', 'work'].map((part) => join(scratch, name, part))
  if (!home || !folder) throw new Error('no scratch folder')
  for (const path of [home, folder]) mkdirSync(path, { recursive: true })
  const path = [dirname(node), userPath()].join(delimiter)
  const env = {
    ...Object.fromEntries(kept.flatMap((key) => (process.env[key] ? [[key, process.env[key]]] : []))),
    PATH: path,
    HOME: home,
    USERPROFILE: home,
    // Where packages come from is the machine's business; what the program sees of a home is not.
    npm_config_userconfig: process.env.npm_config_userconfig ?? join(homedir(), '.npmrc'),
    npm_config_cache: process.env.npm_config_cache ?? join(homedir(), '.npm'),
    npm_config_update_notifier: 'false',
    npm_config_fund: 'false',
    npm_config_audit: 'false',
  }
  return {
    home,
    folder,
    path,
    run: ([program = '', ...args], cwd, more = {}) => {
      const child = spawnSync(program, args, {
        cwd,
        env: { ...env, ...more },
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
        shell: process.platform === 'win32',
        timeout: 300_000,
      })
      return { code: child.status, out: child.stdout, err: child.stderr + (child.error?.message ?? '') }
    },
    expect: (what, ran, holds) => {
      let held = false
      try {
        held = holds(ran)
      } catch {}
      tally[held ? 'passed' : 'failed'] += 1
      const told = held ? '' : `\n  exit code ${ran.code}\n  stdout: ${ran.out}\n  stderr: ${ran.err}`
      say(`${held ? '✔' : '✖'} ${name}: ${what}${told}`)
      return held
    },
  }
}

try {
  const packed = bench('package')
  const tarball = installPacked(packed)
  if (tarball !== null) {
    const nodes = process.argv.length > 2 ? process.argv.slice(2) : [process.execPath]
    for (const node of nodes) {
      const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout.trim()
      smokePacked(packed.folder, bench(`package, Node ${version}`, node))
      smokeAuthor(packed.folder, tarball, bench(`author, Node ${version}`, node))
      smokeExample(packed.folder, bench(`example, Node ${version}`, node))
    }
  }
  smokeClone(bench('clone'))
} finally {
  rmSync(scratch, { recursive: true, force: true })
}
process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`)
process.exitCode = tally.failed ? 1 : 0
