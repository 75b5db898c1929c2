import { join } from 'node:path'
import { bundledPlugins } from '../../plugins/index.js'
import type { Data } from '../../src/contract/index.js'
import type { JudgedFinding } from '../../src/engine/check-result.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { judge } from '../../src/engine/judge.js'
import { createRegistry } from '../../src/engine/registry.js'
import type { ConsentContext } from '../../src/fix/consent.js'
import type { FixRecord } from '../../src/fix/fix-record.js'
import { createJournal } from '../../src/fix/journal.js'
import { runFixes } from '../../src/fix/run-fixes.js'
import { createMachine } from '../../src/ports/machine.js'
import { createRedactor } from '../../src/redact/index.js'

const registry = createRegistry(bundledPlugins)

interface RunOptions {
  readonly home: string
  readonly now: number
  readonly consent?: Partial<ConsentContext>
  readonly env?: Readonly<Record<string, string>>
  readonly settings?: Data
}

/** Judges one check on the real machine with another home. */
export const findingsOf = async (id: string, options: RunOptions): Promise<readonly JudgedFinding[]> =>
  (await judgeCheck(id, options)).findings

const judgeCheck = async (id: string, { home, now, env, settings = {} }: RunOptions) => {
  const machine = createMachine({
    env: { HOME: home, ...env },
    home,
    cwd: home,
    platform: 'linux',
    now: () => now,
    terminal: false,
  })
  const facts = createFactStore(machine.probes, { timeoutMs: 10_000, settings })
  const check = registry.checks.get(id)
  if (check === undefined) throw new Error(`there is no ${id}`)
  const { findings, outcome, reason } = await judge(check, facts, 1000)
  if (outcome === 'error' || outcome === 'timeout') throw new Error(reason)
  return { machine, facts, findings }
}

/** The same, and carries out its fixes as a run does. */
export const runCheck = async (id: string, options: RunOptions): Promise<readonly FixRecord[]> => {
  const { home, now } = options
  const { machine, facts, findings } = await judgeCheck(id, options)
  const unasked = { fix: false, yes: false, force: false, dryRun: false, automatic: true, terminal: false }
  return runFixes(findings, {
    registry,
    facts,
    machine,
    journal: createJournal(machine.writer, { folder: join(home, '.journal'), tool: 'test', now: () => now }),
    consent: { ...unasked, ...options.consent },
    timeoutMs: 1000,
    mask: createRedactor({ known: machine.known, redactors: registry.redactors }).redact,
    ask: async () => false,
  })
}
