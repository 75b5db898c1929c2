import { normalizeAgentId } from '../agent-id.js'

/** A session key that names its agent: `agent:<agentId>:<key>`, where the key may hold colons of its own. */
export interface AgentSessionKey {
  /** Normalised. */
  readonly agent: string
  readonly rest: string
}

/** Null for a key of another form, such as `global`. */
export const parseSessionKey = (key: string): AgentSessionKey | null => {
  const [prefix, agent, ...rest] = key.trim().split(':').filter(Boolean)
  if (prefix !== 'agent' || agent === undefined || rest.length === 0) return null
  return { agent: normalizeAgentId(agent), rest: rest.join(':') }
}

/** The session that a thread or topic hangs on, whose model it takes over; null for one that is neither. */
export const parentSessionKey = (key: string): string | null => {
  const text = key.trim()
  const lower = text.toLowerCase()
  const at = Math.max(lower.lastIndexOf(':thread:'), lower.lastIndexOf(':topic:'))
  return at > 0 ? text.slice(0, at).trim() || null : null
}
