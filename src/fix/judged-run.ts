import type { ProbeFs } from '../contract/index.js'
import type { Processes } from '../ports/types.js'
import type { RecordedRun, RecordedStep } from './recorded-run.js'
import { type Extent, extentOf } from './step-made.js'

export interface JudgedStep {
  readonly step: RecordedStep
  readonly extent: Extent
  /** Why it can never be taken back; null where it can. */
  readonly irreversible: string | null
}

export interface JudgedRun {
  readonly run: RecordedRun
  /**
   * `running`: another process is at it still; `interrupted`: it was cut off, by itself or when it was undone;
   * `unchanged`: it was stopped, and nothing of it is left; `irreversible`: nothing of what it did can be taken back.
   */
  readonly state:
    | 'applied'
    | 'running'
    | 'interrupted'
    | 'undone'
    | 'rolled-back'
    | 'unchanged'
    | 'irreversible'
  readonly steps: readonly JudgedStep[]
}

/** Why a step can never be taken back, by the fix that made it; null where it can. */
export type WhyFinal = (fix: string) => string | null

/** What became of every run, oldest first. Never throws. */
export const judgeRuns = async (
  runs: readonly RecordedRun[],
  { fs, processes, whyFinal }: { fs: ProbeFs; processes: Processes; whyFinal: WhyFinal },
): Promise<readonly JudgedRun[]> => {
  const judged: JudgedRun[] = []
  const later: RecordedStep[] = []
  for (const run of runs.toReversed()) {
    const steps: JudgedStep[] = []
    for (const step of run.steps.toReversed()) {
      const extent = await extentOf(step, later, fs)
      steps.unshift({ step, extent, irreversible: irreversibleBy(step, whyFinal) })
      if (extent !== 'none') later.unshift(step)
    }
    const isOpen = steps.some(({ step }) => !isSettled(step))
    const state = isOpen && (await isAtWork(run, processes)) ? 'running' : stateOf(steps)
    judged.unshift({ run, state, steps })
  }
  return judged
}

/** Whether this run has changed something that is there still. */
export const hasChanged = ({ state }: JudgedRun): boolean =>
  state === 'applied' || state === 'running' || state === 'interrupted' || state === 'irreversible'

const isSettled = ({ event }: RecordedStep): boolean =>
  event === 'verified' || event === 'rolled-back' || event === 'undone'

const isAtWork = async ({ processes }: RecordedRun, { own, isAlive }: Processes): Promise<boolean> => {
  const { pid } = await own()
  for (const { mark, seen } of processes) if (mark.pid !== pid && (await isAlive(mark, seen))) return true
  return false
}

const irreversibleBy = ({ fix, programs }: RecordedStep, whyFinal: WhyFinal): string | null => {
  for (const { run, state } of programs)
    if ('irreversible' in run.inverse && (state === 'done' || state === 'unknown'))
      return run.inverse.irreversible
  return whyFinal(fix)
}

const stateOf = (steps: readonly JudgedStep[]): JudgedRun['state'] => {
  if (steps.some(({ step, extent }) => extent === 'half' || step.event === 'undoing')) return 'interrupted'
  const made = steps.filter(({ extent }) => extent !== 'none')
  if (made.length > 0)
    return made.every(({ irreversible }) => irreversible !== null) ? 'irreversible' : 'applied'
  if (steps.some(({ step }) => step.event === 'undone')) return 'undone'
  return steps.some(({ step }) => step.event === 'rolled-back') ? 'rolled-back' : 'unchanged'
}
