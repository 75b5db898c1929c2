import { MAIN_AGENT } from './agent-id.js'
import type { AgentView, StoreFile } from './agent-view.js'
import type { Credential } from './credential.js'
import { rememberedOf } from './remembered.js'

/** A stored profile, and every agent that has it from there: itself, or by inheritance. */
export interface HeldProfile<F extends StoreFile = StoreFile> {
  readonly id: string
  readonly credential: Credential
  /** The agent whose own store holds it. */
  readonly owner: string
  /** The agent to report it under: its owner, or the first that inherits it where the owner is left out. */
  readonly reporter: string
  /** At least one. */
  readonly holders: readonly AgentView<F>[]
}

/** One that is still being put together. */
interface Held extends HeldProfile {
  credential: Credential
  reporter: string
  readonly holders: AgentView[]
}

/** The agent whose own store a profile of a view stands in. */
export const ownerOf = (view: AgentView, id: string): string =>
  view.origins[id] === 'own' ? view.file.agent.id : MAIN_AGENT

/** Every profile of these views once, however many agents have it. */
export const heldProfiles = <F extends StoreFile>(
  views: readonly AgentView<F>[],
): readonly HeldProfile<F>[] => heldBy(views) as readonly HeldProfile<F>[]

const heldBy = rememberedOf((views: readonly AgentView[]): readonly HeldProfile[] => {
  const held: Held[] = []
  const byOwner = new Map<string, Map<string, Held>>()
  for (const view of views) {
    const holder = view.file.agent.id
    for (const [id, credential] of Object.entries(view.store.profiles)) {
      const owner = ownerOf(view, id)
      const ofOwner = byOwner.get(owner) ?? new Map<string, Held>()
      byOwner.set(owner, ofOwner)
      const before = ofOwner.get(id)
      if (before === undefined) {
        const first = { id, credential, owner, reporter: holder, holders: [view] }
        ofOwner.set(id, first)
        held.push(first)
      } else {
        before.credential = credential
        before.holders.push(view)
        if (holder === owner) before.reporter = owner
      }
    }
  }
  return Object.freeze(held)
})
