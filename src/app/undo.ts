import { bundledPlugins } from '../../plugins/index.js'
import type { JudgedRun } from '../fix/judged-run.js'
import { planUndo } from '../fix/plan-undo.js'
import { sweepLeftovers } from '../fix/sweep.js'
import { type ToPutBack, toPutBack } from '../fix/to-put-back.js'
import { carryOutUndo } from '../fix/undo.js'
import type { Undo } from '../fix/undo-of.js'
import type { UndoDocument } from '../report/undo-schema.js'
import { latestRun, runNamed } from './choose-run.js'
import { fixTitle } from './fix-title.js'
import { openRun, type Run, type RunSurroundings } from './open-run.js'
import { type RunRecords, readRunRecords } from './run-records.js'
import { undoDiff } from './undo-diff.js'
import { changedSince, cutOff, refuseToUndo } from './undo-refusals.js'

export interface UndoOptions extends RunSurroundings {
  /** A run's name or the beginning of it; null for the last that changed something and is not undone. */
  readonly run: string | null
  readonly dryRun: boolean
  readonly cli: string
}

/**
 * Puts everything back that a run changed, its sync included, and syncs nothing. Nothing is done where the run is undone
 * already. Throws a {@link Refusal}, with everything as it was, where something else has changed one of its files since.
 */
export const undoRun = async (options: UndoOptions): Promise<UndoDocument> => {
  const { dryRun, cli } = options
  const run = openRun({ sync: false, dryRun }, { bundled: bundledPlugins, ...options })
  const records = await readRunRecords(run.machine)
  const target = options.run === null ? latestRun(records, cli) : runNamed(options.run, records, cli)
  if (target === null) {
    if (!dryRun) await sweep(records, run)
    return nothingLeft(records)
  }
  const later = records.runs.slice(records.runs.indexOf(target) + 1)
  const planned = planUndo(target, later)
  const { name } = target.run
  if (planned.outcome === 'nothing') return document(name, 'unchanged')
  if (planned.outcome !== 'undo') throw refuseToUndo(name, planned, cli)
  const { undo, kept } = planned
  const { fs } = run.machine.probes
  const open = await toPutBack(undo, fs)
  if ('refuse' in open) throw changedSince(name, open.refuse)
  const about = {
    steps: undo.steps.toReversed().map(({ fix, subject }) => ({ fix, title: titleOf(fix, run), subject })),
    restored: pathsOf(open).toReversed(),
    kept: kept.map(({ step: { fix, subject }, irreversible }) => ({
      fix,
      title: titleOf(fix, run),
      subject,
      reason: irreversible ?? '',
    })),
  }
  if (dryRun) return document(name, 'planned', { ...about, diff: await undoDiff(undo, open, run) })
  return document(name, 'done', { ...about, warning: await carryOut(undo, name, run, cli) })
}

/** A run that was killed before it had made anything may still have begun to write a file beside another. */
const sweep = ({ runs }: RunRecords, { machine }: Run): Promise<void> =>
  sweepLeftovers(
    runs.flatMap(({ run }) => run.steps),
    machine,
  ).catch(() => undefined)

const carryOut = async (undo: Undo, name: string, { machine }: Run, cli: string): Promise<string | null> => {
  const done = await carryOutUndo(undo, 'undone', machine)
  if (done.status === 'outdated') throw changedSince(name, [done.reason])
  if (done.status !== 'applied') throw cutOff(name, done.reason, cli)
  return done.reason ?? null
}

const pathsOf = ({ files, folders }: ToPutBack): readonly string[] =>
  [...files, ...folders].map(({ path }) => path)

const titleOf = (fix: string, { registry }: Run): string => fixTitle(fix, registry)

/** Tells of the last run that was undone, if there was any. */
const nothingLeft = ({ runs }: RunRecords): UndoDocument =>
  document(runs.findLast(({ state }: JudgedRun) => state === 'undone')?.run.name ?? null, 'unchanged')

const document = (
  run: string | null,
  status: UndoDocument['status'],
  rest: Partial<UndoDocument> = {},
): UndoDocument => ({ run, status, steps: [], restored: [], kept: [], diff: null, warning: null, ...rest })
