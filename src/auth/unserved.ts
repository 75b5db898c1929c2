import { MAIN_AGENT } from './agent-id.js'
import { type AgentView, chooseFor, type StoreFile } from './agent-view.js'
import type { WhyNot } from './candidate.js'
import type { EnvKeys } from './env-keys.js'
import { ownerOf } from './held-profiles.js'
import { providersInUse } from './models.js'
import { explainOrder } from './order.js'

/** A profile that does not serve. `cannot-refresh`: a login past its date, or without one, and no refresh token. */
export interface UselessProfile {
  readonly id: string
  /** The agent whose own store holds it. */
  readonly owner: string
  readonly why: Exclude<WhyNot, 'not-stored' | 'other-provider'> | 'not-listed' | 'cannot-refresh'
}

/** A provider in use for which a gateway would find nothing. */
export interface Unserved<F extends StoreFile = StoreFile> {
  readonly provider: string
  /** Agents that are without it for the same reasons: `main` first where it is one of them. */
  readonly views: readonly AgentView<F>[]
  /** All that are stored for it. */
  readonly profiles: readonly UselessProfile[]
}

/** Agents that have the same useless profiles, or none at all, share one entry. */
export const unservedProviders = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  env: EnvKeys,
  now: number,
): readonly Unserved<F>[] => {
  const unserved = new Map<string, Unserved<F>>()
  const mainFirst = [...views].sort((a, b) => Number(isMain(b)) - Number(isMain(a)))
  for (const view of mainFirst)
    for (const provider of providersInUse(view.config)) {
      if (chooseFor(view, provider, env, now).via !== 'nothing') continue
      const profiles = uselessProfiles(view, provider, now)
      const name = JSON.stringify([provider, profiles])
      const sharing = unserved.get(name)?.views ?? []
      unserved.set(name, { provider, views: [...sharing, view], profiles })
    }
  return [...unserved.values()]
}

const isMain = ({ file }: AgentView): boolean => file.agent.id === MAIN_AGENT

const uselessProfiles = (view: AgentView, provider: string, now: number): readonly UselessProfile[] => {
  const { store, config } = view
  return explainOrder({ store, config, provider, now }).candidates.flatMap((candidate) => {
    const { id } = candidate
    // Listed and usable, and still not chosen: only a login that cannot be refreshed is both.
    const why = candidate.usable ? 'cannot-refresh' : candidate.why
    return why === 'not-stored' || why === 'other-provider' ? [] : [{ id, owner: ownerOf(view, id), why }]
  })
}
