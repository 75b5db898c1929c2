import { CODEX_CLI_PROFILE } from './credential.js'
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
  const profiles = { ...main.profiles, ...agent?.profiles }
  const codex = own(profiles, CODEX_CLI_PROFILE)
  const twice = agent !== null && codex?.type === 'oauth' && codexDuplicate(profiles, codex) !== null
  const kept = Object.entries(profiles).filter(([id]) => !(twice && id === CODEX_CLI_PROFILE))
  return {
    store: {
      version: agent?.version ?? main.version,
      profiles: Object.fromEntries(kept),
      order: { ...main.order, ...agent?.order },
      lastGood: { ...main.lastGood, ...agent?.lastGood },
      usageStats: { ...main.usageStats, ...agent?.usageStats },
      issues: agent?.issues ?? [],
    },
    origins: Object.fromEntries(
      kept.map(([id]) => [id, Object.hasOwn(agent?.profiles ?? {}, id) ? 'own' : 'inherited']),
    ),
  }
}
