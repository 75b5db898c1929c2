import { type PinnedSessions, pinnedSessions } from '../../../src/auth/sessions/pinned-sessions.js'
import { readSessions, type SessionsReading } from '../../../src/auth/sessions/read-sessions.js'
import { sessionStorePath } from '../../../src/auth/sessions/session-store-path.js'
import { defineFact, type ProbeContext, type Unavailable } from '../../../src/contract/index.js'
import { agents } from './agents.js'
import { config } from './config.js'

/** A file of sessions, and those in it that are pinned to a profile. Nothing else of a session is held. */
export interface SessionsFile {
  readonly path: string
  /** The agents whose sessions are kept there. */
  readonly agents: readonly string[]
  readonly reading:
    | {
        readonly state: 'ok'
        readonly dialect: 'json' | 'json5'
        readonly sha256: string
        readonly count: number
      }
    | Exclude<SessionsReading, { state: 'ok' }>
    | Unavailable
  /** Empty where it could not be read. */
  readonly pinned: readonly PinnedSessions[]
}

/** Every file of sessions that an agent has, each once, in the order of the agents; none that is absent. */
export const sessions = defineFact({
  id: 'clawdbot/sessions',
  needs: { agents, config },
  collect: async (context, { agents, config: { config } }): Promise<readonly SessionsFile[]> => {
    const byPath = new Map<string, string[]>()
    for (const { id } of agents) {
      const path = sessionStorePath(context, config, id)
      byPath.set(path, [...(byPath.get(path) ?? []), id])
    }
    const isShared = config.sessionStore?.includes('{agentId}') === false
    const files: SessionsFile[] = []
    // One after the other: each may be large, and only one is to be in memory at a time.
    for (const [path, ids] of byPath) {
      const file = await readPinned(path, context, (read) =>
        pinnedSessions(read, config, isShared ? null : (ids[0] ?? null)),
      )
      if (file !== null) files.push({ ...file, agents: ids })
    }
    return files
  },
})

const readPinned = async (
  path: string,
  { fs }: ProbeContext,
  pinsIn: (sessions: Extract<SessionsReading, { state: 'ok' }>['sessions']) => readonly PinnedSessions[],
): Promise<Omit<SessionsFile, 'agents'> | null> => {
  const found = await fs.readText(path)
  if (found.state === 'absent') return null
  if (found.state !== 'ok') return { path, reading: found, pinned: [] }
  const read = readSessions(found.text)
  if (read.state !== 'ok') return { path, reading: read, pinned: [] }
  const { dialect, sessions } = read
  const reading = { state: 'ok', dialect, sha256: found.sha256, count: Object.keys(sessions).length } as const
  return { path, reading, pinned: pinsIn(sessions) }
}
