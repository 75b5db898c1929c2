import { isatty } from 'node:tty'
import type { ProbeContext } from '../contract/index.js'
import { createExec, type Exec } from './exec.js'
import { homeOf, platformOf, userOf } from './host.js'
import { createKeychain } from './keychain.js'
import { createLocks } from './locks.js'
import { createNet } from './net.js'
import { createProcesses } from './processes.js'
import { createProbeFs } from './read-fs.js'
import { createSeal, type KnownSecret } from './secret.js'
import { createSqlite } from './sqlite.js'
import type { Machine, Probes, Self } from './types.js'
import { createWhich } from './which.js'
import { createWriter } from './write-fs.js'

/** Where a run looks; this process's own machine for all that is left out. */
export interface MachineOptions {
  /** The environment, for the run and for what it starts. */
  readonly env?: ProbeContext['env']
  /** As Node names it: `linux`, `darwin` or `win32`; another one counts as `linux`. */
  readonly platform?: string
  /** An absolute path; the home of `env` by default. */
  readonly home?: string
  /** An absolute path. */
  readonly cwd?: string
  /** The clock, in Unix milliseconds. */
  readonly now?: () => number
  /** Undefined: the Keychain is asked only with a terminal. */
  readonly keychainAllowed?: boolean
  /** Whether somebody is there to answer a prompt. */
  readonly terminal?: boolean
  /** How this program is started again, by a timer that it installs. */
  readonly self?: Self
}

/** A part of this program that another one uses: there is no way to start it. */
const NOBODY: Self = { name: 'clawdbot-doctor', argv: [] }

/** The machine this program runs on, and every secret that was sealed on it. */
export interface HostMachine extends Machine {
  known(): readonly KnownSecret[]
  /** The pseudonyms of those that were asked for theirs. */
  named(): readonly string[]
  /** Runs programs in another environment than this machine's. */
  execWith(env: Probes['env']): Exec
}

/** The ports to this machine, as this process sees it where an option does not say otherwise. */
export const createMachine = (options: MachineOptions = {}): HostMachine => {
  const env = options.env ?? process.env
  const platform = platformOf(options.platform ?? process.platform)
  const cwd = options.cwd ?? process.cwd()
  const exec = createExec({ env, cwd })
  const { seal, known, named } = createSeal()
  const keychain = createKeychain({
    platform,
    exec,
    allowed: options.keychainAllowed,
    // Asked only where there is a Keychain: Node loads what it knows of terminals together with what it knows of sockets.
    get terminal() {
      return options.terminal ?? (isatty(0) && isatty(2))
    },
  })
  const probes: Probes = {
    fs: createProbeFs(),
    exec,
    which: createWhich({ env, platform, cwd }),
    keychain,
    net: createNet({ env, platform }),
    sqlite: createSqlite(),
    env,
    platform,
    home: options.home ?? homeOf(env, platform),
    cwd,
    user: userOf(env),
    seal,
    now: options.now ?? Date.now,
  }
  return {
    probes,
    writer: createWriter(),
    locks: createLocks(),
    self: options.self ?? NOBODY,
    processes: createProcesses(probes.now),
    known,
    named,
    execWith: (other) => createExec({ env: other, cwd }),
  }
}
