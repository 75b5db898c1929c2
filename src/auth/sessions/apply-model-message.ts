import type { AuthConfig } from '../config.js'
import type { EnvKeys } from '../env-keys.js'
import { type ModelRef, modelLabel } from '../models.js'
import type { AuthStore } from '../store.js'
import { isChatCommand } from './chat-commands.js'
import { type CurrentModel, currentModel } from './current-model.js'
import { parseModelDirective } from './model-directive.js'
import { modelLine, modelList } from './model-list.js'
import { modelStatus } from './model-status.js'
import { whyNotPinned } from './pin-profile.js'
import { selectModel } from './select-model.js'
import { selectableModels } from './selectable-models.js'
import {
  modelOverride,
  NO_MODEL,
  NO_PIN,
  type Overrides,
  pinOf,
  type SessionEntry,
  type SessionPatch,
  sessionPatch,
} from './session-entry.js'
import { settleSession } from './settle-session.js'

/** A chat message, and all that decides what it does to its session. */
export interface ModelMessage {
  /** As it was typed. */
  readonly message: string
  /** The session's entry in `sessions.json`. */
  readonly entry: SessionEntry
  /** The entry of the session that a thread or topic hangs on. */
  readonly parent?: SessionEntry | null
  /** As it holds for the agent. */
  readonly config: AuthConfig
  /** The agent's effective store; it must be one that could be read. */
  readonly store: AuthStore
  readonly env: EnvKeys
  /** Unix milliseconds. */
  readonly now: number
  /** The agent's id. */
  readonly agent: string
  /** The entry's key in `sessions.json`. */
  readonly sessionKey: string
  /** The agent's store, as it may be shown. */
  readonly authPath: string
}

/** What became of a chat message. */
export interface ModelReply {
  /** `none`: the message holds no directive. `refused`: it asks for what cannot be, and the patch is empty. */
  readonly outcome: 'none' | 'shown' | 'set' | 'refused'
  /** What to answer; holds no secret. Null where there is no directive. */
  readonly reply: string | null
  /** What to set in the entry, and to remove: null. Empty where nothing changes. */
  readonly patch: SessionPatch
  /** The message without the directive. */
  readonly rest: string
}

/**
 * Does what a chat message asks of its session's model and auth profile. Every message also clears what no longer
 * holds: a pin to a profile that is gone or passed over, and a model that is not allowed any more. Pure: it changes
 * nothing, and throws nothing; what cannot be done is refused in the reply.
 */
export const applyModelMessage = (asked: ModelMessage): ModelReply => {
  const { config, store, entry, parent = null } = asked
  const models = selectableModels(config)
  const { hasDirective, model, profile, rest } = parseModelDirective(asked.message, {
    aliases: config.models.flatMap(({ alias }) => (alias === null || isChatCommand(alias) ? [] : [alias])),
    profiles: Object.keys(store.profiles),
    models: models.map(({ label }) => label),
  })
  const current = currentModel(config, entry, parent)
  const settled = settleSession(asked, current)
  if (!hasDirective) return { outcome: 'none', reply: null, patch: settled.patch, rest }
  const refused = (reply: string): ModelReply => ({ outcome: 'refused', reply, patch: {}, rest })
  const word = model?.toLowerCase() ?? 'list'
  if (model === null || word === 'list' || word === 'status') {
    if (profile !== null)
      return refused('An auth profile can only be pinned together with a model: /model <model>@<profile>.')
    const shown =
      word === 'status'
        ? modelStatus({ ...asked, current, models, pin: settled.pin })
        : modelList(models, current)
    return { outcome: 'shown', reply: [...settled.notes, shown].join('\n'), patch: settled.patch, rest }
  }
  const selection = selectModel(model, config, store)
  if ('refused' in selection) return refused(selection.refused)
  const whyNot =
    profile === null ? null : whyNotPinned(profile, { ...asked, provider: selection.ref.provider })
  if (whyNot !== null) return refused(whyNot)
  return { outcome: 'set', rest, ...switchTo(selection.ref, profile, asked, current) }
}

const switchTo = (
  ref: ModelRef,
  profile: string | null,
  { entry, parent = null, config, now }: ModelMessage,
  current: CurrentModel,
): Pick<ModelReply, 'reply' | 'patch'> => {
  const label = modelLabel(ref)
  const isDefault = label === modelLabel(current.fallback)
  // Without an override of its own a thread would take over its parent's.
  const plain = isDefault && (parent === null || modelOverride(parent) === null)
  const pin = pinOf(entry)
  const wanted: Overrides = {
    ...(plain ? NO_MODEL : { providerOverride: ref.provider, modelOverride: ref.model }),
    ...NO_PIN,
    ...(profile === null ? {} : { authProfileOverride: profile, authProfileOverrideSource: 'user' }),
  }
  const model = selectableModels(config).find((each) => each.label === label)
  const name = model === undefined ? label : modelLine(model)
  const sentences = [
    isDefault ? `Model reset to the default, ${name}.` : `Model set to ${name}.`,
    ...(profile === null ? [] : [`Auth profile set to ${profile}.`]),
    ...(profile === null && pin?.source === 'user'
      ? [`Auth profile ${pin.profile} is no longer pinned.`]
      : []),
  ]
  return { reply: sentences.join(' '), patch: sessionPatch(entry, wanted, now) }
}
