import { bundledPlugins } from '../../plugins/index.js'
import type { JudgedRun, JudgedStep } from '../fix/judged-run.js'
import { commandText } from '../fix/run-program.js'
import type { HistoryDocument } from '../report/history-schema.js'
import { fixTitle } from './fix-title.js'
import { openRun, type Run, type RunSurroundings } from './open-run.js'
import { recordsFolder } from './records-folder.js'
import { readRunRecords } from './run-records.js'

/** Tells of every run that changed something here, and what became of it. Reads only. */
export const readHistory = async (surroundings: RunSurroundings = {}): Promise<HistoryDocument> => {
  const run = openRun({ sync: false }, { bundled: bundledPlugins, ...surroundings })
  const { runs, unreadable } = await readRunRecords(run.machine)
  return {
    folder: recordsFolder(run.machine.probes),
    runs: runs.toReversed().map((each) => runOf(each, run)),
    unreadable: unreadable.map(({ name, path, reason }) => ({ run: name, path, reason })),
  }
}

const runOf = ({ run, state, steps }: JudgedRun, around: Run): HistoryDocument['runs'][number] => ({
  run: run.name,
  at: new Date(run.at).toISOString(),
  tool: run.tool,
  state,
  steps: steps.map((each) => stepOf(each, around)),
})

const stepOf = (
  { step, extent, irreversible }: JudgedStep,
  { registry, machine }: Run,
): HistoryDocument['runs'][number]['steps'][number] => ({
  fix: step.fix,
  title: fixTitle(step.fix, registry),
  subject: step.subject,
  state: stateOf(step.event, extent),
  irreversible,
  paths: [...step.files, ...step.folders].map(({ path }) => path),
  programs: step.programs.map(({ run }) => commandText(run.argv, machine.self.name)),
})

const stateOf = (event: JudgedStep['step']['event'], extent: JudgedStep['extent']) => {
  if (event === 'undone' || event === 'rolled-back') return event
  if (extent === 'half' || event === 'undoing') return 'interrupted'
  return extent === 'none' ? 'unchanged' : 'applied'
}
