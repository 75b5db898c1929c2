import type { JudgedRun, JudgedStep } from './judged-run.js'
import { type Undo, undoOf } from './undo-of.js'

/** Why a run is not undone, or what is taken back of it, and what of it stays. */
export type PlannedUndo =
  | { readonly outcome: 'nothing' }
  | { readonly outcome: 'running' }
  | { readonly outcome: 'irreversible'; readonly steps: readonly JudgedStep[] }
  /** A later run has changed one of its files since; it has to be undone first. */
  | { readonly outcome: 'later'; readonly run: JudgedRun; readonly path: string }
  | { readonly outcome: 'undo'; readonly undo: Undo; readonly kept: readonly JudgedStep[] }

/** Decides over what is on record alone, with all the runs after it, oldest first. */
export const planUndo = (target: JudgedRun, later: readonly JudgedRun[]): PlannedUndo => {
  if (target.state === 'running') return { outcome: 'running' }
  const made = target.steps.filter(({ extent, step }) => extent !== 'none' || step.event === 'undoing')
  const kept = made.filter(({ irreversible }) => irreversible !== null)
  const taken = made.filter(({ irreversible }) => irreversible === null)
  if (made.length === 0) return { outcome: 'nothing' }
  const inTheWay = kept.filter((final) =>
    taken.some((each) => each.step.number < final.step.number && sharedPath(each, final) !== null),
  )
  if (taken.length === 0) return { outcome: 'irreversible', steps: kept }
  if (inTheWay.length > 0) return { outcome: 'irreversible', steps: inTheWay }
  for (const run of later.toReversed())
    for (const since of run.steps.filter(({ extent }) => extent !== 'none'))
      for (const each of taken) {
        const path = sharedPath(each, since)
        if (path !== null) return { outcome: 'later', run, path }
      }
  return { outcome: 'undo', undo: undoOf(taken.map(({ step }) => step)), kept }
}

const sharedPath = (one: JudgedStep, other: JudgedStep): string | null =>
  one.step.files.find(({ path }) => other.step.files.some((file) => file.path === path))?.path ?? null
