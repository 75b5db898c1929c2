import type { AgentView } from '../../auth/agent-view.js'
import type { TraceEntry } from '../../auth/explain.js'
import { ownerOf } from '../../auth/held-profiles.js'
import { own } from '../../auth/mapping.js'
import { nameOf } from '../../auth/trace-name.js'
import type { ExplainDocument } from '../../report/auth-explain-schema.js'
import type { MessageSurroundings } from '../../report/message.js'
import { whyOf } from './trace-words.js'

/** An entry of a trace as a document has it; `owner` is the agent whose own store holds the profile. */
export const describedEntry = (
  entry: TraceEntry,
  view: AgentView,
  provider: string,
  around: MessageSurroundings,
): ExplainDocument['trace'][number] => {
  const { via, verdict, code, billing } = entry
  const profile =
    entry.via === 'profile'
      ? entry
      : { profileId: '', type: null, expiresAt: null, refreshable: false, coolingUntil: null }
  const { type, expiresAt, refreshable, coolingUntil, profileId } = profile
  return {
    via,
    name: nameOf(entry, provider),
    verdict,
    code,
    why: whyOf(entry, around),
    billing,
    type,
    expiresAt,
    refreshable,
    coolingUntil,
    owner: own(view.store.profiles, profileId) === undefined ? null : ownerOf(view, profileId),
  }
}
