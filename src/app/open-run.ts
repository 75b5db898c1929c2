import { join } from 'node:path'
import type { Plugin } from '../contract/index.js'
import { createFactStore, type FactStore } from '../engine/fact-store.js'
import type { PolicedResult } from '../engine/policy/policed.js'
import { createRegistry, type OpenRegistry, trustedRegistry } from '../engine/registry.js'
import type { OutsidePlugin } from '../engine/sandbox/outside-plugin.js'
import { createAgreement } from '../fix/agreement.js'
import type { FixContext } from '../fix/fix-record.js'
import { createJournal } from '../fix/journal.js'
import { createMachine, type HostMachine, type MachineOptions } from '../ports/machine.js'
import { createRedactor, type OutputRedactor } from '../redact/index.js'
import { type Asker, planToShow } from './asker.js'
import { PACKAGE } from './called-as.js'
import { essentialPlugins } from './essential-plugins.js'
import { redactWith } from './output.js'
import { packageRoot, version } from './package-root.js'
import { recordsFolder } from './records-folder.js'
import { noHome } from './refusal.js'
import { type AskedSettings, type RunSettings, withDefaults } from './settings.js'

/** Applies the user's own rules to what checks found. */
export type Police = (results: readonly PolicedResult[]) => readonly PolicedResult[]

/** One run: the machine, what is known about it so far, and what may be done to it. */
export interface Run {
  readonly machine: HostMachine
  readonly registry: OpenRegistry
  readonly facts: FactStore
  readonly settings: RunSettings
  readonly fixContext: FixContext
  /** What the user says about findings: severities, suppressions, a baseline. Nothing but for `doctor`. */
  readonly police: Police
  /** The boundary that everything this run says has to pass. */
  readonly redactor: OutputRedactor
}

export interface RunSurroundings {
  readonly machine?: MachineOptions
  /** The name this program was called by. */
  readonly cli?: string
  /** Which of the bundled ones: by default what every command needs; `doctor` takes all. */
  readonly bundled?: readonly Plugin[]
  /** In place of the bundled ones. */
  readonly plugins?: readonly Plugin[]
  /** Ids of plugins that the user has turned off. */
  readonly disabled?: readonly string[]
  /** Of other people, each to be run in a process of its own; those that are installed, where it is left out. */
  readonly outside?: readonly OutsidePlugin[]
  /** Undefined where nobody is there to be asked. */
  readonly asker?: Asker | undefined
}

/** Opens a run. From here on every output is searched for the secrets it meets. */
export const openRun = (asked: AskedSettings, surroundings: RunSurroundings = {}): Run => {
  const settings = withDefaults(asked)
  const machine = createMachine({
    self: { name: surroundings.cli ?? PACKAGE, argv: [process.execPath, join(packageRoot, 'bin/run.js')] },
    ...surroundings.machine,
    ...(settings.keychain === undefined ? {} : { keychainAllowed: settings.keychain }),
  })
  const { probes } = machine
  if (probes.home === '') throw noHome()
  const { disabled = [] } = surroundings
  const registry =
    surroundings.plugins === undefined
      ? trustedRegistry(surroundings.bundled ?? essentialPlugins)
      : createRegistry(surroundings.plugins)
  const redactor = createRedactor({
    known: machine.known,
    named: machine.named,
    redactors: registry.redactors,
  })
  redactWith(redactor)
  const { agent, warnWithinMs, timeoutMs, online } = settings
  const facts = createFactStore(probes, {
    timeoutMs,
    settings: { agent, warnWithinMs, timeoutMs, online, program: machine.self.argv, disabled },
  })
  const journal = createJournal(machine.writer, {
    folder: recordsFolder(probes),
    tool: `${PACKAGE} ${version}`,
    now: probes.now,
    process: machine.processes.own,
  })
  const { asker, cli = PACKAGE } = surroundings
  const { home } = probes
  const agreement = createAgreement(async (question) => {
    const answer = await asker?.ask(planToShow(question, registry, { cli, home }))
    return answer ?? 'no'
  })
  return {
    machine,
    registry,
    facts,
    settings,
    redactor,
    police: (results) => results,
    fixContext: {
      registry,
      facts,
      machine,
      journal,
      timeoutMs,
      consent: {
        fix: settings.fix,
        yes: settings.yes,
        force: settings.force,
        dryRun: settings.dryRun,
        automatic: settings.sync,
        terminal: asker !== undefined,
      },
      mask: redactor.redact,
      ...agreement,
      tell: (record) => asker?.tell(record, home),
    },
  }
}
