import { createRequire, syncBuiltinESMExports } from 'node:module'
import { takePrototypes } from './take-prototypes.js'

const load = createRequire(import.meta.url)

const refuse = (name: string) => (): never => {
  throw new Error(`${name} is not there for a plugin`)
}

/** Members of Node's modules that get round its permission model: they write files, signal processes, or raise limits. */
const TAKEN: readonly (readonly [module: string, ...members: string[]])[] = [
  ['node:sqlite', 'DatabaseSync', 'backup'],
  ['node:trace_events', 'createTracing'],
  ['node:v8', 'setFlagsFromString', 'setHeapSnapshotNearHeapLimit', 'writeHeapSnapshot', 'startCpuProfile'],
  ['node:os', 'setPriority'],
  [
    'node:child_process',
    'ChildProcess',
    'spawn',
    'spawnSync',
    'exec',
    'execSync',
    'execFile',
    'execFileSync',
    'fork',
  ],
]

/** What opens sockets, those of the file system included. A Node that can close them by itself has no need of this. */
const SOCKETS: readonly (readonly [module: string, ...members: string[]])[] = [
  ['node:net', 'connect', 'createConnection', '_createServerHandle'],
  ['node:dgram', 'createSocket', '_createSocketHandle'],
  ['node:dns', 'lookup', 'lookupService', 'Resolver', 'promises', ...resolversOf('node:dns')],
  ['node:dns/promises', 'lookup', 'lookupService', 'Resolver', ...resolversOf('node:dns/promises')],
]

/** The major version from which on the permission model is about the network too. Asking Node for its flags takes 4 ms. */
const FIRST_TO_CLOSE_SOCKETS = 25

const SIGNALLING = [
  'kill',
  '_kill',
  '_debugProcess',
  '_debugEnd',
  'setuid',
  'seteuid',
  'setgid',
  'setegid',
] as const

function resolversOf(module: string): readonly string[] {
  return Object.keys(load(module)).filter((name) => name.startsWith('resolve') || name === 'reverse')
}

const take = (from: object, name: string, told: string): void => {
  if (name in from)
    Object.defineProperty(from, name, { value: refuse(told), configurable: false, writable: false })
}

const takeFrom = (modules: typeof TAKEN): void => {
  for (const [module, ...members] of modules) {
    let found: object
    try {
      found = load(module)
    } catch {
      // This Node does not have it.
      continue
    }
    for (const member of members) take(found, member, `${member} of ${module}`)
  }
}

/**
 * Takes away what Node's permission model leaves open although it should not: these were found by trying, and there may be
 * more. To be called before any code of a plugin is loaded.
 */
export const harden = (): void => {
  const closesSockets = Number.parseInt(process.versions.node, 10) >= FIRST_TO_CLOSE_SOCKETS
  takePrototypes(load, take, closesSockets)
  takeFrom(TAKEN)
  if (!closesSockets) takeFrom(SOCKETS)
  syncBuiltinESMExports()
  for (const name of SIGNALLING) take(process, name, `process.${name}`)
}
