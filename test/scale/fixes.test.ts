import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { bundledPlugins } from '../../plugins/index.js'
import type { ProbeFs } from '../../src/contract/index.js'
import { createFactStore } from '../../src/engine/fact-store.js'
import { createRegistry } from '../../src/engine/registry.js'
import { runChecks } from '../../src/engine/run-checks.js'
import { createJournal } from '../../src/fix/journal.js'
import { runFixes } from '../../src/fix/run-fixes.js'
import { createMachine } from '../../src/ports/machine.js'
import { crowd } from './crowd.js'

const NOW = Date.UTC(2026, 0, 1)

/** Mends a store of each agent, and counts what its facts ask of the file system meanwhile. */
const mended = async (agents: number) => {
  const home = crowd(agents, 3, NOW, true)
  const machine = createMachine({ env: { HOME: home }, home, cwd: home, platform: 'linux', now: () => NOW })
  let asked = 0
  const counting =
    <R>(real: (path: string) => Promise<R>) =>
    (path: string): Promise<R> => {
      asked += 1
      return real(path)
    }
  const { fs } = machine.probes
  const counted: ProbeFs = {
    readText: counting(fs.readText),
    stat: counting(fs.stat),
    list: counting(fs.list),
    writable: counting(fs.writable),
  }
  const facts = createFactStore({ ...machine.probes, fs: counted }, { timeoutMs: 60_000, settings: {} })
  const registry = createRegistry(bundledPlugins)
  const checks = [...registry.checks.values()].filter(({ id }) => id === 'auth/store')
  const judged = async () => {
    const results = await runChecks(checks, facts, { concurrency: 1, timeoutMs: 60_000, terminal: null })
    return results.flatMap(({ findings }) => findings)
  }
  const findings = await judged()
  asked = 0
  const records = await runFixes(findings, {
    registry,
    facts,
    machine,
    journal: createJournal(machine.writer, {
      folder: join(home, 'records'),
      tool: 'test',
      now: () => NOW,
      process: machine.processes.own,
    }),
    consent: { fix: true, yes: true, force: false, dryRun: false, automatic: true, terminal: false },
    timeoutMs: 60_000,
    mask: (text) => text,
    ask: async () => false,
  })
  return { home, facts, records, judged, asked: asked / agents }
}

describe('fixes of many agents', async () => {
  const [few, more] = [await mended(6), await mended(12)]

  it('mend each of them', async () => {
    expect(more.records.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 'applied'))
    expect(await more.judged()).toEqual([])
  })

  it('ask of the disk for each the same, however many there are', () => {
    expect(more.asked).toBe(few.asked)
    expect(more.asked).toBeLessThanOrEqual(20)
  })

  it('leave it to whoever looks next to see what others did meanwhile', async () => {
    await writeFile(join(few.home, '.clawdbot/agents/agent-3/agent/auth-profiles.json'), '{}')
    const found = await few.facts.outcome(stores)
    const store = found.status === 'ok' ? found.value.find(({ agent }) => agent.id === 'agent-3') : undefined
    expect(store?.reading.state).toBe('wrong-shape')
  })
})
