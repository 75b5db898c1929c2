import { applyModelMessage } from '../auth/sessions/apply-model-message.js'
import { sessionEntry } from '../auth/sessions/read-sessions.js'
import { parentSessionKey } from '../auth/sessions/session-key.js'
import { sessionStorePath } from '../auth/sessions/session-store-path.js'
import type { StatusDocument } from '../report/status-schema.js'
import type { CarriedOut } from './carry-out.js'
import { loadAuth } from './load-auth.js'
import { agentOfSession, type LoadedSession, loadSession } from './load-session.js'
import { type ModelContext, modelContext } from './model-context.js'
import { openRun } from './open-run.js'
import { type Answer, patchSession } from './patch-session.js'
import { Refusal } from './refusal.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'

export interface SessionModelOptions extends Partial<RunSettings> {
  readonly message: string
  /** `agent:<agentId>:<key>`, or the key alone. */
  readonly session: string
  /** The name this program was called by. */
  readonly cli: string
}

export interface SessionModelResult extends Answer {
  readonly agent: string
  /** As it stands in the file. */
  readonly sessionKey: string
  readonly path: string
  readonly status: CarriedOut['status']
  /** With `--dry-run`, of all that would be written, the sync included. */
  readonly diff: string | null
  readonly sync: StatusDocument['sync']
}

/**
 * Does to a session what a chat message asks, as the gateway would on getting it. Throws a {@link Refusal} for a
 * message without a directive, one that asks for what cannot be, and a session that is not there.
 */
export const sessionModel = async (options: SessionModelOptions): Promise<SessionModelResult> => {
  const { message, session, cli } = options
  const run = openRun({
    ...DEFAULT_SETTINGS,
    ...options,
    agent: agentOfSession(session, options.agent ?? null),
  })
  const auth = await loadAuth(run)
  const context = await modelContext(run, auth, cli)
  const { probes } = run.machine
  const { agent } = context
  const path = sessionStorePath(probes, auth.config.config, agent)
  const { loaded, answer, done } = await patchSession(
    run,
    path,
    () => loadSession(probes.fs, path, session, agent),
    (each) => answerTo(message, each, context),
  )
  const diffs = [...auth.synced.map(({ diff }) => diff ?? ''), done.diff ?? '']
  return {
    agent,
    sessionKey: loaded.key,
    path,
    ...answer,
    status: done.status,
    diff: diffs.join('') || null,
    sync: auth.synced.map(({ subject, status, reason }) => ({ subject, status, reason: reason ?? null })),
  }
}

const answerTo = (
  message: string,
  { key, entry, sessions }: LoadedSession,
  context: ModelContext,
): Answer => {
  const above = parentSessionKey(key)
  const parent = above === null ? null : sessionEntry(sessions, above)
  const { outcome, reply, patch, rest } = applyModelMessage({
    ...context,
    message,
    entry,
    parent,
    sessionKey: key,
  })
  if (outcome === 'none' || reply === null)
    throw new Refusal(
      'NO_DIRECTIVE',
      'There is no /model directive in this message.',
      'Write one, such as "/model status" or "/model opus@anthropic:work".',
    )
  if (outcome === 'refused') throw new Refusal('MODEL_REFUSED', reply, 'Nothing was changed.')
  return { outcome, reply, patch, rest }
}
