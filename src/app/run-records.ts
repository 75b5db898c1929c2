import { type JudgedRun, judgeRuns, type WhyFinal } from '../fix/judged-run.js'
import { type Records, readRecords } from '../fix/recorded-runs.js'
import type { Machine } from '../ports/types.js'
import { recordsFolder } from './records-folder.js'
import { REFRESH_STEP } from './refresh/refresh-step.js'

const whyFinal: WhyFinal = (fix) =>
  fix === REFRESH_STEP
    ? 'the login before it was used up at the provider; putting it back would log the user out'
    : null

export interface RunRecords extends Pick<Records, 'unreadable'> {
  /** Oldest first. */
  readonly runs: readonly JudgedRun[]
}

/** All that is on record of what was changed here, and what became of it. Never throws. */
export const readRunRecords = async ({ probes, processes }: Machine): Promise<RunRecords> => {
  const { runs, unreadable } = await readRecords(recordsFolder(probes), probes)
  return { runs: await judgeRuns(runs, { fs: probes.fs, processes, whyFinal }), unreadable }
}
