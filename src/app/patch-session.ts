import type { SessionPatch } from '../auth/sessions/session-entry.js'
import type { Change, Edit } from '../contract/index.js'
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
  const done = await carryOut(run, {
    id: 'sessions/model',
    subject: `session:${last.loaded.key}`,
    locked: {
      code: 'SESSIONS_LOCKED',
      hint: 'Try again; a gateway holds the lock for moments only.',
    },
    touches: [],
    plan: async () => {
      last = await loadAndAnswer()
      return changesFor(path, last.loaded, last.answer)
    },
    verify: async () => whyNotPatched(await load(), last.answer),
  })
  if (done.warning !== null) throw lost(done.warning)
  return { ...last, done }
}

const lost = (warning: string): Refusal =>
  new Refusal(
    'LOCK_LOST',
    `The session was written, but ${warning}.`,
    'Another program may have written over it: look with "/model status".',
  )
const changesFor = (path: string, loaded: LoadedSession, { patch }: Answer): readonly Change[] => {
  const edits = Object.entries(patch).map(([field, value]): Edit => {
    const at = [loaded.key, field]
    return value === null ? { at, remove: true } : { at, set: value }
  })
  if (edits.length === 0) return []
  const { dialect, sha256 } = loaded
  return [{ op: 'patch', path, dialect, before: { sha256 }, edits, lock: 'file' }]
}

const whyNotPatched = ({ entry }: LoadedSession, { patch }: Answer): string | null => {
  const wrong = Object.entries(patch).find(([field, value]) => (entry[field] ?? null) !== value)
  return wrong === undefined ? null : `afterwards ${wrong[0]} was not as it should be`
}
