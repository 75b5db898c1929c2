import type { SessionPatch } from '../auth/sessions/session-entry.js'
import type { Change, Edit } from '../contract/index.js'
import { acquireLockFile } from '../ports/lock-file.js'
import { type CarriedOut, carryOut } from './carry-out.js'
import type { LoadedSession } from './load-session.js'
import type { Run } from './open-run.js'
import { Refusal } from './refusal.js'

/** What the message came to. */
export interface Answer {
  readonly outcome: 'shown' | 'set'
  readonly reply: string
  /** The message without the directive. */
  readonly rest: string
  /** What was set in the entry, or would be; null was removed. */
  readonly patch: SessionPatch
}

export interface PatchedSession {
  /** What the patch was made for. */
  readonly loaded: LoadedSession
  readonly answer: Answer
  readonly done: Pick<CarriedOut, 'status' | 'diff'>
}

/**
 * Loads a session, asks what becomes of it, and writes just that, under the lock that the gateway takes on the file.
 * Where nothing is to be written nothing is locked.
 */
export const patchSession = async (
  run: Run,
  path: string,
  load: () => Promise<LoadedSession>,
  answerTo: (loaded: LoadedSession) => Answer,
): Promise<PatchedSession> => {
  const loadAndAnswer = async () => {
    const loaded = await load()
    return { loaded, answer: answerTo(loaded) }
  }
  let last = await loadAndAnswer()
  if (Object.keys(last.answer.patch).length === 0)
    return { ...last, done: { status: 'unchanged', diff: null } }
  const release = run.settings.dryRun ? null : await lock(path)
  const carriedOut = carryOut(run, {
    id: 'sessions/model',
    subject: `session:${last.loaded.key}`,
    touches: [],
    plan: async () => {
      last = await loadAndAnswer()
      return changesFor(path, last.loaded, last.answer)
    },
    verify: async () => whyNotPatched(await load(), last.answer),
  })
  const done = await carriedOut.catch(async (error: unknown) => {
    await release?.().catch(() => undefined)
    throw error
  })
  await release?.().catch(lost)
  return { ...last, done }
}

const lost = (error: unknown): never => {
  throw new Refusal(
    'LOCK_LOST',
    `The session was written, but ${error instanceof Error ? error.message : 'its lock was lost'}.`,
    'Another program may have written over it: look with "/model status".',
  )
}

const lock = async (path: string) => {
  try {
    return await acquireLockFile(path)
  } catch (error) {
    if (!(error instanceof Error)) throw error
    throw new Refusal(
      'SESSIONS_LOCKED',
      `Nothing was changed: ${error.message}.`,
      'Try again; a gateway holds the lock for moments only.',
    )
  }
}

const changesFor = (path: string, loaded: LoadedSession, { patch }: Answer): readonly Change[] => {
  const edits = Object.entries(patch).map(([field, value]): Edit => {
    const at = [loaded.key, field]
    return value === null ? { at, remove: true } : { at, set: value }
  })
  if (edits.length === 0) return []
  return [{ op: 'patch', path, dialect: loaded.dialect, before: { sha256: loaded.sha256 }, edits }]
}

const whyNotPatched = ({ entry }: LoadedSession, { patch }: Answer): string | null => {
  const wrong = Object.entries(patch).find(([field, value]) => (entry[field] ?? null) !== value)
  return wrong === undefined ? null : `afterwards ${wrong[0]} was not as it should be`
}
