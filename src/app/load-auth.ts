import { type ConfigFact, config } from '../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../plugins/clawdbot/facts/stores.js'
import { type AgentView, agentViews } from '../auth/agent-view.js'
import type { Fact } from '../contract/index.js'
import type { FixRecord } from '../fix/fix-record.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'
import { syncFirst } from './sync-first.js'

/** What a command that works with credentials stands on. */
export interface LoadedAuth {
  readonly config: ConfigFact
  readonly stores: readonly AgentStore[]
  /** Of the agent asked for, else of the default one. */
  readonly view: AgentView<AgentStore>
  /** Unix milliseconds. */
  readonly now: number
  /** What the sync did before anything was read. */
  readonly synced: readonly FixRecord[]
}

/** Syncs, then loads the config and the stores. Throws a {@link Refusal} where the machine did not answer. */
export const loadAuth = async (run: Run): Promise<LoadedAuth> => {
  const synced = await syncFirst(run)
  return { ...(await readAuth(run)), synced }
}

/** The same without a sync, which must not happen while a lock is held. */
export const readAuth = async (run: Run): Promise<Omit<LoadedAuth, 'synced'>> => {
  const [loadedConfig, loadedStores] = [await factOf(run, config), await factOf(run, stores)]
  const views = agentViews(loadedStores, loadedConfig.config)
  const view = views.find((each) => run.settings.agent !== null || each.file.agent.isDefault) ?? views[0]
  if (view === undefined) throw new Refusal('NO_AGENT', 'There is no agent to look at.', null)
  return { config: loadedConfig, stores: loadedStores, view, now: run.machine.probes.now() }
}

const factOf = async <T>(run: Run, fact: Fact<T, never> | Fact<T>): Promise<T> => {
  const outcome = await run.facts.outcome<T>(fact as Fact<T>)
  if (outcome.status === 'ok') return outcome.value
  throw new Refusal('FACT_FAILED', `Could not find out ${fact.id}: ${outcome.reason}.`, null)
}
