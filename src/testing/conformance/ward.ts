import { join, sep } from 'node:path'
import type { AnyFact, Plugin } from '../../contract/index.js'
import type { JudgedFinding } from '../../engine/check-result.js'
import { createFactStore } from '../../engine/fact-store.js'
import { judge } from '../../engine/judge.js'
import { notingPaths } from '../../engine/read-paths.js'
import { createRegistry } from '../../engine/registry.js'
import type { FixRecord } from '../../fix/fix-record.js'
import { createJournal } from '../../fix/journal.js'
import { runFixes } from '../../fix/run-fixes.js'
import { createMachine, type HostMachine } from '../../ports/machine.js'
import { makeScratch } from '../../ports/scratch.js'
import { createRedactor } from '../../redact/index.js'
import { createFakeNet } from '../fake/net.js'
import type { HomeImage } from '../home-image.js'
import { DEADLINE_MS } from '../run-check.js'
import { writeHome } from '../write-home.js'

/** A throw-away home on a real disk, and what the fix engine makes of it there. */
export interface Ward {
  readonly home: string
  /** Where its journals are. */
  readonly records: string
  readonly machine: HostMachine
  /** Judges all checks anew and carries out their fixes, or only shows them. */
  treat(how: 'apply' | 'show'): Promise<readonly FixRecord[]>
  /** Every path that collecting these facts asks about. */
  pathsReadBy(facts: readonly AnyFact[]): Promise<readonly string[]>
}

/** Puts a home on the disk for as long as `use` takes. Nothing in it reaches the network, or a program outside of it. */
export const inWard = async <T>(
  plugin: Plugin,
  image: HomeImage,
  use: (ward: Ward) => Promise<T>,
): Promise<T> => {
  const { folder, remove } = await makeScratch()
  try {
    const home = join(folder, 'home')
    const { env, now } = await writeHome(home, image)
    return await use(wardOf(plugin, { folder, home, env, now }))
  } finally {
    await remove()
  }
}

const SECOND = 1000

interface Written {
  readonly folder: string
  readonly home: string
  readonly env: Readonly<Record<string, string>>
  readonly now: number
}

const wardOf = (plugin: Plugin, { folder, home, env, now }: Written): Ward => {
  // Two runs of one moment could not be told apart.
  let treatments = 0
  const real = createMachine({
    env,
    home,
    cwd: home,
    now: () => now + treatments * SECOND,
    terminal: false,
    keychainAllowed: false,
  })
  const { exec } = real.probes
  const machine: HostMachine = {
    ...real,
    probes: {
      ...real.probes,
      net: createFakeNet({}),
      exec: async ([program = '', ...args], options) =>
        program.includes(sep) && !program.startsWith(home)
          ? { outcome: 'not-found' }
          : exec([program, ...args], options),
    },
  }
  const registry = createRegistry([plugin])
  const records = join(folder, 'state')
  const options = { timeoutMs: DEADLINE_MS, settings: {} }

  return {
    home,
    records,
    machine,
    treat: async (how) => {
      treatments += 1
      const facts = createFactStore(machine.probes, options)
      const findings: JudgedFinding[] = []
      for (const check of plugin.checks) findings.push(...(await judge(check, facts, DEADLINE_MS)).findings)
      return runFixes(findings, {
        registry,
        facts,
        machine,
        journal: createJournal(machine.writer, {
          folder: records,
          tool: 'conformance',
          now: machine.probes.now,
          process: machine.processes.own,
        }),
        consent: {
          fix: true,
          yes: true,
          force: true,
          dryRun: how === 'show',
          automatic: true,
          terminal: false,
        },
        timeoutMs: DEADLINE_MS,
        mask: createRedactor({ known: machine.known, redactors: plugin.redactors }).redact,
        ask: async () => false,
      })
    },
    pathsReadBy: async (facts) => {
      const paths = new Set<string>()
      const store = createFactStore({ ...machine.probes, fs: notingPaths(machine.probes.fs, paths) }, options)
      await Promise.all(facts.map((fact) => store.outcome(fact)))
      return [...paths]
    },
  }
}
