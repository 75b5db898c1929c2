import { join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import type { JudgedRun } from './judged-run.js'
import { netState } from './net-state.js'
import type { RecordedStep } from './recorded-run.js'
import { RUN_NAME } from './recorded-runs.js'
import { type Undo, undoOf } from './undo.js'

/** What a run that was cut off left half-made, or half put back. */
export interface Interrupted {
  readonly run: JudgedRun['run']
  /** `making` a step, or `undoing` the run. */
  readonly while: 'making' | 'undoing'
  /** What would take it back. */
  readonly undo: Undo
  readonly paths: readonly string[]
}

/** Whether any journal has a step without an end; cheap, as this is asked at every start. Never throws. */
export const mayBeInterrupted = async (root: string, fs: ProbeFs): Promise<boolean> => {
  const listed = await fs.list(join(root, 'runs'))
  if (listed.state !== 'ok') return false
  for (const name of listed.names.filter((each) => RUN_NAME.test(each))) {
    const found = await fs.readText(join(root, 'runs', name, 'journal.jsonl'))
    if (found.state === 'ok' && hasOpenStep(found.text)) return true
  }
  return false
}

const hasOpenStep = (text: string): boolean => {
  const count = (event: string): number => text.split(`{"event":"${event}"`).length - 1
  const isCutOffUndoing = text.lastIndexOf('{"event":"undoing"') > text.lastIndexOf('{"event":"undone"')
  return isCutOffUndoing || count('intent') > count('verified') + count('rolled-back')
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
