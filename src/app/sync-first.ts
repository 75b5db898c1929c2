import { agents } from '../../plugins/clawdbot/facts/agents.js'
import { judge } from '../engine/judge.js'
import type { FixRecord } from '../fix/fix-record.js'
import type { Run } from './open-run.js'
import { recoverPendingRefresh } from './refresh/recover.js'
import { Refusal } from './refusal.js'

/** The check whose automatic fix is the sync. */
export const SYNC_CHECK = 'auth/sync'

/**
 * Brings the stores up to date with the command-line logins: the one way to the auth store, which every command that
 * loads it goes first. With `--no-sync` it only finds out what a sync would do. Throws a {@link Refusal} for an
 * agent that does not exist.
 */
export const syncFirst = async (run: Run): Promise<readonly FixRecord[]> => {
  await refuseUnknownAgent(run)
  const { sync, dryRun } = run.settings
  const recovered = sync && !dryRun ? await recoverPendingRefresh(run) : []
  const check = run.registry.checks.get(SYNC_CHECK)
  if (check === undefined) return recovered
  const judged = await judge(check, run.facts, run.settings.timeoutMs)
  const findings = run
    .police([judged])
    .flatMap((result) => result.findings)
    .filter(({ suppressed }) => suppressed === undefined)
  if (findings.length === 0) return recovered
  // Loaded only here, and with it all that changes files: most runs have nothing to copy.
  const { runFixes } = await import('../fix/run-fixes.js')
  return [...recovered, ...(await runFixes(findings, run.fixContext))]
}

/** Throws a {@link Refusal} where the run was asked for an agent that does not exist. */
export const refuseUnknownAgent = async (run: Run): Promise<void> => {
  const { agent } = run.settings
  if (agent === null) return
  const outcome = await run.facts.outcome(agents)
  if (outcome.status !== 'ok') return
  const selected = outcome.value.find((each) => each.selected)
  const isThere = selected !== undefined && (selected.configured || selected.found)
  if (isThere) return
  const known = outcome.value.filter((each) => each.configured || each.found).map((each) => each.id)
  throw new Refusal('UNKNOWN_AGENT', `There is no agent ${agent}.`, `The agents are: ${known.join(', ')}.`)
}
