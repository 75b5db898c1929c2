import { join } from 'node:path'
import { config } from '../../plugins/clawdbot/facts/config.js'
import { stores } from '../../plugins/clawdbot/facts/stores.js'
import { shortenHome } from '../auth/paths.js'
import { toPutBack } from '../fix/to-put-back.js'
import { carryOutUndo } from '../fix/undo.js'
import { type Undo, undoOf } from '../fix/undo-of.js'
import type { CarriedOut } from './carry-out.js'
import { readAuth } from './load-auth.js'
import { openRun, type Run } from './open-run.js'
import { mayHold } from './profile-owner.js'
import { recordsFolder } from './records-folder.js'
import { Refusal } from './refusal.js'
import { REMOVAL } from './remove-profile.js'
import { readRunRecords } from './run-records.js'
import { DEFAULT_SETTINGS, type RunSettings } from './settings.js'
import { undoDiff } from './undo-diff.js'

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
  const undo = await lastRemoval(run)
  const subject = undo?.steps.at(-1)?.subject.match(/^agent:([^/]*)\/profile:(.*)$/s)
  if (undo === null || subject === null || subject === undefined)
    throw new Refusal(
      'NOTHING_TO_UNDO',
      'There is nothing to undo: no removal of a profile is on record.',
      `Those that this program did would be in ${join(recordsFolder(probes), 'runs')}.`,
    )
  const [, agentId = '', profileId = ''] = subject
  const open = await toPutBack(undo, probes.fs)
  if ('refuse' in open) throw notUndone(profileId, open.refuse.join('; '))
  const { files } = open
  const status = files.length === 0 ? 'unchanged' : options.dryRun ? 'planned' : 'done'
  const diff = status === 'planned' ? await undoDiff(undo, open, run) : null
  // Also where its files are as before already and no journal says so yet.
  if (undo.files.length > 0 && !options.dryRun) await putItBack(undo, profileId, run)
  const { stores: now } = await readAuth(run)
  return {
    agentId,
    profileId,
    status,
    restored: files.map(({ path }) => shortenHome(probes, path)),
    isBack: now.some((file) => file.agent.id === agentId && mayHold(file, profileId)),
    diff,
  }
}

const putItBack = async (undo: Undo, profileId: string, run: Run): Promise<void> => {
  const done = await carryOutUndo(undo, 'undone', run.machine)
  if (done.status === 'outdated') throw notUndone(profileId, done.reason)
  if (done.status !== 'applied')
    throw new Refusal('NOT_WRITTEN', `The removal of ${profileId} could not be undone: ${done.reason}.`, null)
  run.facts.forget(
    [stores, config],
    undo.files.map(({ path }) => path),
  )
}

const notUndone = (id: string, reason: string): Refusal =>
  new Refusal(
    'CHANGED_SINCE',
    `The removal of ${id} was not undone: ${reason}.`,
    'Nothing was changed. The files as they were before it are kept beside its journal, below doctor/runs.',
  )

/**
 * The last removal that was carried out, together with those of the same subject that it finished after a crash; without
 * files where it has been undone. Null where there is none.
 */
const lastRemoval = async ({ machine }: Run): Promise<Undo | null> => {
  const { runs } = await readRunRecords(machine)
  const made = runs
    .flatMap(({ steps }) => steps)
    .filter(({ step, extent }) => step.fix === REMOVAL && (extent !== 'none' || step.event === 'undone'))
    .map(({ step }) => step)
  const last = made.at(-1)
  if (last === undefined) return null
  if (last.event === 'undone') return { steps: [last], files: [] }
  const begun = made.slice(0, -1)
  const first = begun.findLastIndex(
    ({ isMade, event, subject }) => isMade || event === 'undone' || subject !== last.subject,
  )
  return undoOf([...begun.slice(first + 1), last])
}
