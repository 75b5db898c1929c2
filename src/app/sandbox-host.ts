import { randomBytes } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { SandboxHost } from '../engine/sandbox/host.js'
import { createSlots } from '../engine/sandbox/slots.js'
import { linkLeadingOut } from '../ports/link-leading-out.js'
import type { HostMachine } from '../ports/machine.js'
import { startSandbox } from '../ports/sandbox-process.js'
import { createSeal, printOf } from '../ports/secret.js'
import { packageRoot } from './package-root.js'
import { recordsFolder } from './records-folder.js'
import type { RunSettings } from './settings.js'

const BUILT = join(packageRoot, 'dist')

/** What plugins' processes need of this machine and of one run. */
export const createSandboxHost = (
  machine: HostMachine,
  { online, timeoutMs }: Pick<RunSettings, 'online' | 'timeoutMs'>,
): SandboxHost => ({
  probes: machine.probes,
  start: startSandbox,
  program: join(BUILT, 'sandbox', 'main.cjs'),
  // All that was built: where this package is linked beside a plugin, Node 20 has it load the public entry from here.
  ownModules: [join(packageRoot, 'package.json'), join(packageRoot, 'dist', '*')],
  printOf,
  execWith: machine.execWith,
  withheld: recordsFolder(machine.probes),
  slots: createSlots(availableParallelism()),
  online,
  timeoutMs,
  newKey: () => randomBytes(32).toString('hex'),
  newSeal: () => createSeal().seal,
  linkLeadingOut: (folder) => linkLeadingOut(folder, packageRoot),
})
