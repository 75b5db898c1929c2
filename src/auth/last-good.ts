import { MAIN_AGENT } from './agent-id.js'
import type { AgentView, StoreFile } from './agent-view.js'
import { own } from './mapping.js'
import { normalizeProviderId, sameProvider } from './provider-id.js'

/** A note of the last profile that worked, about a profile that is no longer stored. */
export interface LostLastGood<F extends StoreFile = StoreFile> {
  readonly view: AgentView<F>
  /** The agent whose store holds the note. */
  readonly owner: string
  /** Normalised. */
  readonly provider: string
  readonly id: string
}

/** Each note once: in the view of the agent that holds it, or of the first that inherits it where that is left out. */
export const lostLastGood = <F extends StoreFile>(
  views: readonly AgentView<F>[],
): readonly LostLastGood<F>[] => {
  const lost = new Map<string, LostLastGood<F>>()
  for (const view of views) {
    const notes = Object.entries(view.store.lastGood)
    for (const provider of new Set(notes.map(([key]) => normalizeProviderId(key)))) {
      const [key, id] = notes.find(([key]) => sameProvider(key, provider)) ?? []
      if (key === undefined || id === undefined || own(view.store.profiles, id) !== undefined) continue
      const isOwn = own(view.file.store.lastGood, key) !== undefined
      const owner = isOwn ? view.file.agent.id : MAIN_AGENT
      const isElsewhere = !isOwn && views.some(({ file }) => file.agent.id === owner)
      const name = JSON.stringify([owner, provider])
      if (!isElsewhere && !lost.has(name)) lost.set(name, { view, owner, provider, id })
    }
  }
  return [...lost.values()]
}
