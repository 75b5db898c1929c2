import type { Agent } from '../../plugins/clawdbot/facts/agents.js'
import type { ConfigFact } from '../../plugins/clawdbot/facts/config.js'
import type { AgentStore } from '../../plugins/clawdbot/facts/stores.js'
import { own } from '../auth/mapping.js'
import { mentions } from '../auth/remove-profile.js'
import type { LoadedAuth } from './load-auth.js'
import { mayHold } from './profile-owner.js'

/**
 * The agent a removal is to be finished at: no store holds the profile any more, and its own store or the config still
 * names it, as a run that was killed between the two leaves them. Null where there is nothing of that.
 */
export const leftBehindAt = (
  id: string,
  { config, stores, view: { file } }: Pick<LoadedAuth, 'config' | 'stores' | 'view'>,
): Agent | null => {
  if (stores.some((each) => mayHold(each, id))) return null
  return isNamedInStore(file, id) || isNamedInConfig(config, id) ? file.agent : null
}

const isNamedInStore = ({ store: { order, lastGood, usageStats } }: AgentStore, id: string): boolean =>
  mentions([Object.values(order), Object.values(lastGood)], id) || own(usageStats, id) !== undefined

export const isNamedInConfig = ({ config: { auth } }: ConfigFact, id: string): boolean =>
  own(auth.profiles, id) !== undefined || mentions(Object.values(auth.order), id)
