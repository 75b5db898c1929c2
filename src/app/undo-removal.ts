import { join } from 'node:path'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { parseStore } from '../auth/parse-store.js'
import { shortenHome, stateDir } from '../auth/paths.js'
import type { Change } from '../contract/index.js'
import { journaledSteps } from '../fix/journaled-steps.js'
import { previewChanges } from '../fix/preview.js'
import { lastUndo, toTakeBack, type Undo, undoSteps } from '../fix/undo-step.js'
import type { CarriedOut } from './carry-out.js'
import { readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { mayHold } from './profile-owner.js'
import { Refusal } from './refusal.js'
import { REMOVAL } from './remove-profile.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { uninterrupted } from './uninterrupted.js'

export interface UndoneRemoval {
  readonly agentId: string
  readonly profileId: string
  readonly status: CarriedOut['status']
  /** Files that are as they were before the removal, or would be; with `~` for the home. */
  readonly restored: readonly string[]
  /** Whether the agent's own store holds the profile now. */
  readonly isBack: boolean
  readonly diff: string | null
}

/**
 * Puts the last removal back from the copies beside its journal, and nothing where that has been done. Throws a
 * {@link Refusal} where there was none, or where something else has changed one of its files since.
 */
export const undoRemoval = async (options: Partial<RunSettings>): Promise<UndoneRemoval> => {
  // A sync would change the very file that is to be put back.
  const run = openRun({ ...DEFAULT_SETTINGS, ...options, sync: false })
  const { probes } = run.machine
  const steps = await journaledSteps(join(stateDir(probes), 'doctor'), REMOVAL, probes.fs)
  const undo = await lastUndo(steps, probes.fs)
  const subject = undo?.steps[0]?.subject.match(/^agent:([^/]*)\/profile:(.*)$/s)
  if (undo === null || subject === null || subject === undefined)
    throw new Refusal(
      'NOTHING_TO_UNDO',
      'There is nothing to undo: no removal of a profile is on record.',
      `Those that this program did would be in ${join(stateDir(probes), 'doctor', 'runs')}.`,
    )
  const [, agentId = '', profileId = ''] = subject
  const changes = await toTakeBack(undo, probes.fs)
  if ('refuse' in changes) throw notUndone(profileId, changes.refuse)
  const status = changes.length === 0 ? 'unchanged' : options.dryRun ? 'planned' : 'done'
  const diff = status === 'planned' ? await diffOf(changes, run) : null
  // Also where its files are as before already and no journal says so yet.
  if (undo.changes.length > 0 && !options.dryRun) await carryOutUndo(undo, profileId, run)
  const { stores: files } = await readAuth(run)
  return {
    agentId,
    profileId,
    status,
    restored: changes.map(({ change }) => shortenHome(probes, change.path)),
    isBack: files.some((file) => file.agent.id === agentId && mayHold(file, profileId)),
    diff,
  }
}

const carryOutUndo = async (undo: Undo, profileId: string, run: Run): Promise<void> => {
  const { config: loaded } = await readAuth(run)
  const found = await run.machine.probes.fs.stat(loaded.path)
  const configPath = found.state === 'ok' ? found.realPath : loaded.path
  const done = await uninterrupted(() => undoSteps(undo, (path) => path !== configPath, run.machine))
  if (done.status === 'outdated') throw notUndone(profileId, done.reason)
  if (done.status !== 'applied')
    throw new Refusal('NOT_WRITTEN', `The removal of ${profileId} could not be undone: ${done.reason}.`, null)
  run.facts.forget(
    [stores, config],
    undo.changes.map(({ change }) => change.path),
  )
}

const notUndone = (id: string, reason: string): Refusal =>
  new Refusal(
    'CHANGED_SINCE',
    `The removal of ${id} was not undone: ${reason}.`,
    'Nothing was changed. The files as they were before it are kept beside its journal, below doctor/runs.',
  )

const diffOf = async (changes: Undo['changes'], { machine, fixContext }: Run): Promise<string> => {
  const { fs, seal } = machine.probes
  const planned: Change[] = []
  for (const { folder, change } of changes) {
    if (change.op === 'chmod' || change.op === 'rmdir' || change.before === 'absent') continue
    const [now, image] = [await fs.readText(change.path), await fs.readText(join(folder, change.before.copy))]
    if (now.state !== 'ok' || image.state !== 'ok') continue
    // What is sealed is known as a secret from here on.
    parseStore(image.text, seal)
    const { mode } = change.before
    const before = { sha256: now.sha256 }
    planned.push({ op: 'write', path: change.path, before, after: image.text, mode })
  }
  const preview = await previewChanges(planned, fs, fixContext.mask)
  return 'diff' in preview ? preview.diff : ''
}
