import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import semver from 'semver'
import { npm, run } from '../scripts/run.mjs'

/**
 * A published gateway.
 * @typedef {object} Peer
 * @property {string} name
 * @property {string} version
 * @property {string} entry the module that Node is started with
 */

const PEERS = [
  {
    name: 'clawdbot',
    version: '2026.1.24-3',
    runsOn: '>=22.12.0',
    entry: 'dist/entry.js',
    // It uses a package that it does not ask for, and asks for another by the address of a git repository.
    dependencies: { 'strip-ansi': '^7.0.0' },
    overrides: { libsignal: 'npm:@itsukichan/libsignal-node@1.0.1' },
  },
  {
    name: 'openclaw',
    version: '2026.9.6',
    runsOn: '>=24.16.0 <25 || >=26.1.0',
    entry: 'openclaw.mjs',
    dependencies: {},
    overrides: {},
  },
]

/**
 * Installs the published gateways, each into a folder of its own, unless they are there. Throws where one of them
 * does not run on this Node.
 * @param {string} cache
 * @param {string} node the program that is to run them
 * @returns {readonly Peer[]}
 */
export const installPeers = (cache, node) => {
  const nodeVersion = run('node', [node, '--version']).trim()
  if (!PEERS.every(({ runsOn }) => semver.satisfies(nodeVersion, runsOn))) {
    const wanted = PEERS.map(({ name, runsOn }) => `${name} runs on Node ${runsOn}`).join(', ')
    throw new Error(
      `This is Node ${nodeVersion.slice(1)}; ${wanted}. Name one: \`npm run bench:peers -- --node PATH\`.`,
    )
  }
  return PEERS.map(({ name, version, entry, dependencies, overrides }) => {
    const folder = join(cache, `${name}-${version}`)
    const installed = join(folder, 'node_modules', name)
    if (!existsSync(join(folder, 'installed'))) {
      process.stdout.write(`Installing ${name}@${version}, which takes a minute or two.\n`)
      mkdirSync(folder, { recursive: true })
      const manifest = { private: true, dependencies: { [name]: version, ...dependencies }, overrides }
      writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest))
      // Its native packages are optional ones, and it does not start without them.
      const args = [
        'install',
        '--ignore-scripts',
        '--include=optional',
        '--no-audit',
        '--no-fund',
        '--silent',
      ]
      npm(`installing ${name}`, args, { cwd: folder })
      writeFileSync(join(folder, 'installed'), '')
    }
    return { name, version, entry: join(installed, entry) }
  })
}

/**
 * What the programs of others get in their environment: they write nothing outside their home, look for no newer version,
 * and reach no other machine.
 * @param {string} home
 */
export const peerEnvironment = (home) => {
  const temporary = join(home, 'tmp')
  mkdirSync(temporary, { recursive: true })
  return {
    TMPDIR: temporary,
    // In quotes, as the folder's name may have a space in it.
    NODE_OPTIONS: `--require ${JSON.stringify(join(import.meta.dirname, 'loopback-only.cjs'))}`,
    OPENCLAW_NO_AUTO_UPDATE: '1',
    NO_UPDATE_NOTIFIER: '1',
  }
}
