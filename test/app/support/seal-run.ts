import { bundledPlugins } from '../../../plugins/index.js'
import { buildReport } from '../../../src/app/build-report.js'
import { openRun } from '../../../src/app/open-run.js'
import { runChecks } from '../../../src/engine/run-checks.js'
import type { MachineOptions } from '../../../src/ports/machine.js'
import { sealedFindingId } from '../../../src/report/sealed/finding-id.js'
import type { SealedFact, SealedReport } from '../../../src/report/sealed/schema.js'
import { aCase, aSealedReport } from '../../report/sealed/documents.js'

/** A run on a machine as a report holds it, but for the names of people and places: all of it goes through JSON. */
export const sealedRun = async (machine: MachineOptions): Promise<SealedReport> => {
  const run = openRun({ sync: false }, { machine, plugins: bundledPlugins })
  const startedAt = run.machine.probes.now()
  const results = await runChecks([...run.registry.checks.values()], run.facts, {
    concurrency: 8,
    timeoutMs: 30_000,
    terminal: null,
  })
  const facts = await Promise.all(
    [...run.registry.facts.values()].map(async (fact): Promise<SealedFact> => {
      const outcome = await run.facts.outcome(fact)
      const { id } = fact
      const found = { id, status: outcome.status, durationMs: 1 }
      return outcome.status === 'ok'
        ? { ...found, reason: null, value: outcome.value as SealedFact['value'] }
        : { ...found, reason: outcome.reason, value: null }
    }),
  )
  const { findingKey } = aCase('c')
  const named = results.map((result) => ({
    ...result,
    findings: result.findings.map((finding) => {
      const { check, messageId, subject } = finding
      return { ...finding, id: sealedFindingId(findingKey, check, messageId, subject) }
    }),
  }))
  const report = buildReport({
    run,
    results: named,
    changes: [],
    interrupted: [],
    online: undefined,
    startedAt,
    durationMs: 1,
    cli: 'clawdbot-doctor',
    failOn: 'warning',
    exitZero: false,
    plugins: undefined,
    policy: undefined,
    asked: {},
  })
  const plugins = bundledPlugins.map(({ id }) => ({ id, version: null, origin: 'bundled' }))
  return JSON.parse(JSON.stringify(aSealedReport({ case: aCase('c'), report, facts, plugins })))
}
