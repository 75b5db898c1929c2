import { CODEX_CLI_PROFILE, type Credential } from './credential.js'
import { codexDuplicate } from './external-sync.js'
import { own } from './mapping.js'
import type { AuthStore } from './store.js'

export type Origin = 'own' | 'inherited'

export interface EffectiveStore {
  readonly store: AuthStore
  /** By profile id. */
  readonly origins: Readonly<Record<string, Origin>>
}

/**
 * What an agent really has: the main agent's profiles, orders and statistics, with its own over them. It is a view:
 * written back, it would spread single-use refresh tokens. `issues` are those of the agent's own file.
 */
export const mergeStores = (main: AuthStore, agent: AuthStore | null): EffectiveStore => {
  const profiles: Record<string, Credential> = { ...main.profiles, ...agent?.profiles }
  const codex = own(profiles, CODEX_CLI_PROFILE)
  if (agent !== null && codex?.type === 'oauth' && codexDuplicate(profiles, codex) !== null)
    delete profiles[CODEX_CLI_PROFILE]
  const ofAgent = agent?.profiles ?? {}
  return {
    store: {
      version: agent?.version ?? main.version,
      // Frozen, so that what is worked out from them is worked out once.
      profiles: Object.freeze(profiles),
      order: { ...main.order, ...agent?.order },
      lastGood: { ...main.lastGood, ...agent?.lastGood },
      usageStats: { ...main.usageStats, ...agent?.usageStats },
      issues: agent?.issues ?? [],
    },
    origins: Object.fromEntries(
      Object.keys(profiles).map((id) => [id, Object.hasOwn(ofAgent, id) ? 'own' : 'inherited']),
    ),
  }
}
