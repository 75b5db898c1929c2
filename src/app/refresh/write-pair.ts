import { parseClaudeCredentials } from '../../auth/claude-code/parse-credentials.js'
import { parseStore } from '../../auth/parse-store.js'
import { claudeEdits, type NewPair, type RefreshPlace, storeEdits } from '../../auth/refresh/places.js'
import type { Change, Edit, Seal } from '../../contract/index.js'
import { applyStep } from '../../fix/apply.js'
import type { Run } from '../open-run.js'
import { REFRESH_STEP } from './refresh-step.js'

const ATTEMPTS = 3

/** What became of the files a pair belongs into. */
export interface WrittenPair {
  readonly paths: readonly string[]
  /** Why a file does not have it, one sentence each that begins with its path. */
  readonly left: readonly string[]
}

/**
 * Puts a pair into every place that still holds a login it replaces, while the caller holds the locks. It only goes
 * forward: each place is a step of its own, since the old pair is worth nothing, and one file with the new one is
 * better than none.
 */
export const writePair = async (
  run: Run,
  profile: string,
  pair: NewPair,
  places: readonly RefreshPlace[],
): Promise<WrittenPair> => {
  const paths: string[] = []
  const left: string[] = []
  for (const place of places) {
    const result = await writePlace(run, profile, pair, place)
    if (result === 'written') paths.push(place.path)
    else if (result !== 'settled') left.push(result)
  }
  return { paths: [...new Set(paths)], left }
}

/** `settled`: it holds the pair already, or a login of somebody else's, or none. Else why it could not be written. */
const writePlace = async (
  run: Run,
  profile: string,
  pair: NewPair,
  place: RefreshPlace,
): Promise<'written' | 'settled' | string> => {
  for (let attempt = 1; ; attempt++) {
    const change = await changeFor(run, place, pair)
    if (change === null) return 'settled'
    if (typeof change === 'string') return change
    const subject = place.kind === 'claude' ? 'claude/credentials:file' : `profile:${profile}`
    // The file's hash is checked by the step itself; whether the login works, the service has said already.
    const step = { fix: REFRESH_STEP, subject, changes: [change], verify: async () => null }
    const applied = await applyStep(step, run.machine, run.fixContext.journal)
    if (applied.status === 'applied') return 'written'
    if (applied.status !== 'outdated' || attempt === ATTEMPTS) return applied.reason
  }
}

/** What would put the pair into a place as it is now; null where there is nothing to do, else why it cannot be known. */
export const changeFor = async (
  run: Run,
  place: RefreshPlace,
  pair: NewPair,
): Promise<Change | null | string> => {
  const { fs, seal } = run.machine.probes
  const { path } = place
  const found = await fs.readText(path)
  if (found.state === 'absent') return null
  if (found.state !== 'ok') return `${path}: it cannot be read (${found.state})`
  const edits = editsFor(place, found.text, pair, seal)
  if (edits === null) return `${path}: it is not what it was any more`
  if (edits.length === 0) return null
  // No lock is asked for: the caller holds it.
  return { op: 'patch', path, dialect: 'json', before: { sha256: found.sha256 }, edits }
}

const editsFor = (place: RefreshPlace, text: string, pair: NewPair, seal: Seal): readonly Edit[] | null => {
  if (place.kind === 'store') {
    const parsed = parseStore(text, seal)
    return parsed.state === 'ok' ? storeEdits(parsed.store, place, pair) : null
  }
  const reading = parseClaudeCredentials(text, seal)
  return reading.state === 'unparseable' ? null : claudeEdits(reading, place, pair)
}
