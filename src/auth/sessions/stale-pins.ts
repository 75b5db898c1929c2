import { type AgentView, chooseFor, knownAmong, type StoreFile } from '../agent-view.js'
import type { EnvKeys } from '../env-keys.js'
import { judgedProfiles } from '../judged-profiles.js'
import { viewOf } from '../of-agent.js'
import type { PinnedSessions } from './pinned-sessions.js'
import { type StaleReason, staleReason } from './stale-pin.js'

/** Sessions of one agent that are pinned to a profile which cannot serve them, for one reason. */
export interface StalePins<F extends StoreFile = StoreFile> {
  readonly view: AgentView<F>
  readonly profile: string
  readonly reason: StaleReason | 'expired'
  /** Of the models that the sessions are on. */
  readonly providers: readonly string[]
  readonly keys: readonly string[]
  /** The gateway holds on to the pin, so that some session gets no answer. */
  readonly stops: boolean
  /** Without the pin, the sessions would be served, or the gateway would clear it itself. */
  readonly clears: boolean
}

/** The pins of one file that cannot hold, or whose profile can do nothing. Agents that are not known are left out. */
export const stalePins = <F extends StoreFile>(
  pinned: readonly PinnedSessions[],
  views: readonly AgentView<F>[],
  env: EnvKeys,
  now: number,
): readonly StalePins<F>[] => {
  const found = new Map<string, StalePins<F>>()
  for (const group of pinned) {
    const view = viewOf(knownAmong(views), group.agent)
    if (view === undefined) continue
    const { profile, provider, keys, source } = group
    const { store, config } = view
    const question = { store, config, provider, now }
    const dropped = staleReason(group, question)
    const judged = judgedProfiles(question).profiles.find(({ id }) => id === profile)
    const isSpent = judged?.why === 'expired' || judged?.why === 'cannot-refresh'
    const reason = isSpent ? 'expired' : dropped
    if (reason === null) continue
    const name = JSON.stringify([group.agent, profile, reason])
    const earlier = found.get(name)
    const isServed = chooseFor(view, provider, env, now).via !== 'nothing'
    found.set(name, {
      view,
      profile,
      reason,
      providers: [...new Set([...(earlier?.providers ?? []), provider])],
      keys: [...(earlier?.keys ?? []), ...keys],
      stops: earlier?.stops === true || (dropped === null && source === 'user'),
      clears: earlier?.clears === true || dropped !== null || isServed,
    })
  }
  return [...found.values()]
}
