import type { ProbeFs } from '../contract/index.js'
import type { JournaledFile } from './journal.js'
import { netOf } from './net-change.js'
import { type NetState, netState } from './net-state.js'
import type { RecordedStep } from './recorded-run.js'

/** How far a step came, as far as it is there still. `half`: some of it was made, and some not. */
export type Extent = 'none' | 'half' | 'whole'

/**
 * How far a step came that no line says it of: by its files and its programs. `later` are the steps made since, which tell
 * how it left a file that they have changed again.
 */
export const extentOf = async (
  step: RecordedStep,
  later: readonly RecordedStep[],
  fs: ProbeFs,
): Promise<Extent> => {
  if (step.event === 'rolled-back' || step.event === 'undone') return 'none'
  if (step.isMade) return 'whole'
  // Where something else has changed a file since, nobody can tell: what is left of the step is in the others.
  const made: boolean[] = []
  for (const net of netOf([step])) {
    const since = later.flatMap(({ files }) => files).find(({ path }) => path === net.path)
    const state = since === undefined ? await netState(net, fs) : stateBefore(step, since)
    if (state !== 'other') made.push(state === 'after')
  }
  for (const { path } of step.folders) made.push((await fs.stat(path)).state === 'absent')
  for (const { state } of step.programs) made.push(state === 'done' || state === 'unknown')
  if (step.programs.some(({ state }) => state === 'unknown')) return 'half'
  if (!made.some(Boolean)) return 'none'
  return made.every(Boolean) ? 'whole' : 'half'
}

/** How a step had left a path when another one found it. */
const stateBefore = (step: RecordedStep, since: JournaledFile): NetState => {
  const own = step.files.find(({ path }) => path === since.path)
  if (own === undefined || own.op === 'chmod' || since.op === 'chmod') return 'after'
  if (own.before === 'absent' || since.before === 'absent')
    return own.before === since.before ? 'before' : 'after'
  return own.before.sha256 === since.before.sha256 ? 'before' : 'after'
}
