import { type ConfigFact, config } from '../../../plugins/clawdbot/facts/config.js'
import { type AgentStore, stores } from '../../../plugins/clawdbot/facts/stores.js'
import { type AgentView, agentViews } from '../../auth/agent-view.js'
import type { Run } from '../open-run.js'

/** What there is to tell of credentials. */
export interface AuthFound {
  readonly config: ConfigFact
  readonly views: readonly AgentView<AgentStore>[]
}

/** Null where the machine did not answer: the outcomes of the facts say why. */
export const authFound = async ({ facts }: Run): Promise<AuthFound | null> => {
  const [configured, stored] = await Promise.all([facts.outcome(config), facts.outcome(stores)])
  if (configured.status !== 'ok' || stored.status !== 'ok') return null
  return { config: configured.value, views: agentViews(stored.value, configured.value.config) }
}
