import type { AgentView, StoreFile } from './agent-view.js'
import { rememberedOf } from './remembered.js'

type OfAgent = { readonly agent: { readonly id: string } }

/**
 * The file of an agent, without going through all of them: there may be thousands, and as many findings. What is no id,
 * such as a finding's data without one, has none.
 */
export const fileOf = <F extends OfAgent>(files: readonly F[], id: unknown): F | undefined =>
  typeof id === 'string' ? (filesById(files).get(id) as F | undefined) : undefined

/** The view of an agent, likewise. */
export const viewOf = <F extends StoreFile>(
  views: readonly AgentView<F>[],
  id: string,
): AgentView<F> | undefined => viewsById(views).get(id) as AgentView<F> | undefined

// Of two with one id the first counts, as it would to whoever looked for it.
const filesById = rememberedOf(
  (files: readonly OfAgent[]) => new Map(files.toReversed().map((file) => [file.agent.id, file])),
)
const viewsById = rememberedOf(
  (views: readonly AgentView[]) => new Map(views.toReversed().map((view) => [view.file.agent.id, view])),
)
