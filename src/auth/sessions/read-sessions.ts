import { parseJson, parseJson5 } from '../../json/parse.js'
import { finite, isMapping, type Mapping } from '../mapping.js'
import type { SessionEntry } from './session-entry.js'

/** What `sessions.json` holds. Clawdbot writes it as JSON and reads it as JSON5. Lines and columns count from 1. */
export type SessionsReading =
  | { readonly state: 'ok'; readonly dialect: 'json' | 'json5'; readonly sessions: Mapping }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }
  | { readonly state: 'wrong-shape' }

/**
 * In characters. A larger file is one that Clawdbot has written, as JSON, with every message anew: to look for JSON5 in
 * what is left of it takes a second for each million, in which nothing else is done.
 */
const LARGEST_JSON5 = 1_000_000

export const readSessions = (text: string): SessionsReading => {
  const strict = parseJson(text)
  const parsed = strict.state === 'ok' || text.length > LARGEST_JSON5 ? strict : parseJson5(text)
  if (parsed.state !== 'ok') return parsed
  if (!isMapping(parsed.value)) return { state: 'wrong-shape' }
  return { state: 'ok', dialect: parsed === strict ? 'json' : 'json5', sessions: parsed.value }
}

/** A session's entry; null where there is none, or what stands there is none. */
export const sessionEntry = (sessions: Mapping, key: string): SessionEntry | null => {
  const entry = Object.hasOwn(sessions, key) ? sessions[key] : undefined
  return isMapping(entry) ? entry : null
}

/** The key under which a session stands: as it was given, in lower case, or without its `agent:<agentId>:`. */
export const findSession = (sessions: Mapping, written: string, agent: string): string | null => {
  const key = written.trim()
  const spellings = [key, key.toLowerCase(), `agent:${agent}:${key}`, `agent:${agent}:${key.toLowerCase()}`]
  return spellings.find((spelling) => sessionEntry(sessions, spelling) !== null) ?? null
}

/** The keys of all sessions, the one used last first. */
export const knownSessions = (sessions: Mapping): readonly string[] => {
  const usedAt = (key: string): number => finite(sessionEntry(sessions, key)?.updatedAt) ?? 0
  return Object.keys(sessions)
    .filter((key) => sessionEntry(sessions, key) !== null)
    .toSorted((a, b) => usedAt(b) - usedAt(a))
}
