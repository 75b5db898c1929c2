import { defaultAgentId } from '../agent-id.js'
import type { AuthConfig } from '../config.js'
import type { Mapping } from '../mapping.js'
import { configForAgent } from '../models.js'
import { currentModel } from './current-model.js'
import { sessionEntry } from './read-sessions.js'
import { modelOverride, NO_PIN, type Pin, pinOf, type SessionEntry } from './session-entry.js'
import { parentSessionKey, parseSessionKey } from './session-key.js'

/** Sessions of one agent that have the same pin and go to the same provider. */
export interface PinnedSessions {
  readonly agent: string
  readonly profile: string
  readonly source: Pin['source']
  /** Of the model that the next message goes to. */
  readonly provider: string
  /** The fields of the pin that stand in each of them. */
  readonly fields: readonly string[]
  /** As they stand in the file; at least one. */
  readonly keys: readonly string[]
}

const PIN_FIELDS = Object.keys(NO_PIN)

/**
 * All sessions of a file that have a pin, by what is said of them. `owner` is the agent that has the file to itself;
 * null for one that serves several. Keeps nothing of the sessions but their keys.
 */
export const pinnedSessions = (
  sessions: Mapping,
  config: AuthConfig,
  owner: string | null,
): readonly PinnedSessions[] => {
  const groups = new Map<string, PinnedSessions & { readonly keys: string[] }>()
  const providers = new Map<string, string>()
  for (const key of Object.keys(sessions)) {
    const entry = sessionEntry(sessions, key)
    const pin = entry === null ? null : pinOf(entry)
    if (entry === null || pin === null) continue
    const agent = parseSessionKey(key)?.agent ?? owner ?? defaultAgentId(config)
    const above = parentSessionKey(key)
    const parent = above === null ? null : sessionEntry(sessions, above)
    const question = JSON.stringify([agent, modelOverride(entry), parent && modelOverride(parent)])
    const provider = providers.get(question) ?? providerOf(config, agent, entry, parent)
    providers.set(question, provider)
    const fields = PIN_FIELDS.filter((field) => Object.hasOwn(entry, field))
    const name = JSON.stringify([agent, pin, provider, fields])
    const group = groups.get(name)
    if (group === undefined) groups.set(name, { agent, ...pin, provider, fields, keys: [key] })
    else group.keys.push(key)
  }
  return [...groups.values()]
}

const providerOf = (
  config: AuthConfig,
  agent: string,
  entry: SessionEntry,
  parent: SessionEntry | null,
): string => currentModel(configForAgent(config, agent), entry, parent).ref.provider
