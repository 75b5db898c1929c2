import { normalizeAgentId } from '../auth/agent-id.js'
import type { Mapping } from '../auth/mapping.js'
import { findSession, knownSessions, readSessions, sessionEntry } from '../auth/sessions/read-sessions.js'
import type { SessionEntry } from '../auth/sessions/session-entry.js'
import { parseSessionKey } from '../auth/sessions/session-key.js'
import type { ProbeFs } from '../contract/index.js'
import { Refusal } from './refusal.js'

/** One session of a file as it is now. */
export interface LoadedSession {
  readonly sha256: string
  readonly dialect: 'json' | 'json5'
  readonly sessions: Mapping
  /** As it stands in the file. */
  readonly key: string
  readonly entry: SessionEntry
}

/** The agent that a session key names, else the one asked for. Throws a {@link Refusal} where they contradict. */
export const agentOfSession = (session: string, asked: string | null): string | null => {
  const named = parseSessionKey(session)?.agent ?? null
  if (named !== null && asked !== null && named !== normalizeAgentId(asked))
    throw new Refusal(
      'AGENT_MISMATCH',
      `The session ${session} is of agent ${named}, not ${asked}.`,
      'Leave out --agent: the session key names it.',
    )
  return named ?? asked
}

const MOST_SHOWN = 5

/** Reads a session's entry. Throws a {@link Refusal} that says what is in the way, or which sessions there are. */
export const loadSession = async (
  fs: ProbeFs,
  path: string,
  session: string,
  agent: string,
): Promise<LoadedSession> => {
  const found = await fs.readText(path)
  if (found.state === 'absent')
    throw new Refusal(
      'NO_SESSIONS',
      `Agent ${agent} has no sessions: there is no ${path}.`,
      'The gateway makes the file with the first message.',
    )
  if (found.state !== 'ok')
    throw new Refusal('SESSIONS_UNREADABLE', `${path} could not be read: ${wordsFor(found)}.`, null)
  const reading = readSessions(found.text)
  if (reading.state !== 'ok')
    throw new Refusal(
      'SESSIONS_UNPARSEABLE',
      reading.state === 'unparseable'
        ? `${path}, line ${reading.line}, column ${reading.column}: ${reading.reason}.`
        : `${path} does not hold an object of sessions.`,
      'Nothing was changed. Restore the file, or move it aside.',
    )
  const { sessions, dialect } = reading
  const key = findSession(sessions, session, agent)
  const entry = key === null ? null : sessionEntry(sessions, key)
  if (key === null || entry === null) throw unknownSession(session, agent, knownSessions(sessions))
  return { sha256: found.sha256, dialect, sessions, key, entry }
}

const wordsFor = (found: { readonly state: string; readonly reason?: string }): string =>
  found.reason ?? found.state.replaceAll('-', ' ')

const unknownSession = (session: string, agent: string, known: readonly string[]): Refusal => {
  const more = known.length - MOST_SHOWN
  const shown = known.slice(0, MOST_SHOWN).join(', ')
  return new Refusal(
    'UNKNOWN_SESSION',
    `Agent ${agent} has no session ${session}.`,
    known.length === 0
      ? 'It has none at all.'
      : `Its sessions are: ${shown}${more > 0 ? `, and ${more} more` : ''}.`,
  )
}
