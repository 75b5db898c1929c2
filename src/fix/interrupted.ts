import type { ProbeFs } from '../contract/index.js'
import type { JudgedRun } from './judged-run.js'
import { netState } from './net-state.js'
import type { RecordedStep } from './recorded-run.js'
import { type Undo, undoOf } from './undo-of.js'

/** What a run that was cut off left half-made, or half put back. */
export interface Interrupted {
  readonly run: JudgedRun['run']
  /** `making` a step, or `undoing` the run. */
  readonly while: 'making' | 'undoing'
  /** What would take it back. */
  readonly undo: Undo
  readonly paths: readonly string[]
}

/** What is there to be ended, the last first; not what something else has changed since, which nobody can end. */
export const interruptedRuns = async (
  runs: readonly JudgedRun[],
  fs: ProbeFs,
): Promise<readonly Interrupted[]> => {
  const found: Interrupted[] = []
  for (const { run, state, steps } of runs.toReversed()) {
    if (state !== 'interrupted') continue
    const undoing = steps.filter(({ step }) => step.event === 'undoing').map(({ step }) => step)
    const half = steps.filter(({ extent }) => extent === 'half').map(({ step }) => step)
    const open: readonly RecordedStep[] = undoing.length > 0 ? undoing : half
    const undo = undoOf(open)
    const states = await Promise.all(undo.files.map((net) => netState(net, fs)))
    if (states.includes('other')) continue
    const paths = undo.files.map(({ path }) => path)
    found.push({ run, while: undoing.length > 0 ? 'undoing' : 'making', undo, paths })
  }
  return found
}
