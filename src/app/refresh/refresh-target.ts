import type { AgentStore } from '../../../plugins/clawdbot/facts/stores.js'
import type { AgentView } from '../../auth/agent-view.js'
import { ownerOf } from '../../auth/held-profiles.js'
import { own } from '../../auth/mapping.js'
import type { RefreshTarget } from './situation.js'

/** The login under this id, in the store that owns it; null where it is no login, or in no store. */
export const refreshTarget = (
  view: AgentView<AgentStore>,
  stores: readonly AgentStore[],
  profile: string,
): RefreshTarget | null => {
  const seen = own(view.store.profiles, profile)
  const owner = ownerOf(view, profile)
  const file = stores.find(({ agent }) => agent.id === owner)?.file
  return seen?.type === 'oauth' && file ? { profile, storePath: file.realPath, seen } : null
}
