import { createRequire, syncBuiltinESMExports } from 'node:module'

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
]

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

const take = (from: object, name: string, told: string): void => {
  if (name in from)
    Object.defineProperty(from, name, { value: refuse(told), configurable: false, writable: false })
}

/**
 * Takes away what Node's permission model leaves open although it should not: these were found by trying, and there may be
 * more. To be called before any code of a plugin is loaded.
 */
export const harden = (): void => {
  for (const [module, ...members] of TAKEN) {
    let found: object
    try {
      found = load(module)
    } catch {
      // This Node does not have it.
      continue
    }
    for (const member of members) take(found, member, `${member} of ${module}`)
  }
  syncBuiltinESMExports()
  for (const name of SIGNALLING) take(process, name, `process.${name}`)
}
