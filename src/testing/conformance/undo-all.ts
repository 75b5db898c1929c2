import { hasChanged, judgeRuns } from '../../fix/judged-run.js'
import { planUndo } from '../../fix/plan-undo.js'
import { readRecords } from '../../fix/recorded-runs.js'
import { carryOutUndo } from '../../fix/undo.js'
import type { Undo } from '../../fix/undo-of.js'
import type { Machine } from '../../ports/types.js'

/**
 * What a bare `doctor undo` would take back of the runs below a folder; null for nothing. Throws where it would refuse:
 * the message is then its outcome, such as `irreversible`.
 */
export const lastUndo = async (root: string, machine: Machine): Promise<Undo | null> => {
  const { runs, unreadable } = await readRecords(root, machine.probes)
  const [hidden] = unreadable
  if (hidden !== undefined) throw new Error(`${hidden.path}: ${hidden.reason}`)
  const { fs } = machine.probes
  const judged = await judgeRuns(runs, { fs, processes: machine.processes, whyFinal: () => null })
  const last = judged.findLast(hasChanged)
  if (last === undefined) return null
  const planned = planUndo(last, judged.slice(judged.indexOf(last) + 1))
  if (planned.outcome !== 'undo') throw new Error(planned.outcome)
  return planned.undo
}

/** Undoes every run below a folder, the last first, as `doctor undo` does, and returns the paths. Throws why it cannot. */
export const undoAll = async (root: string, machine: Machine): Promise<readonly string[]> => {
  const paths: string[] = []
  for (;;) {
    const undo = await lastUndo(root, machine)
    if (undo === null) return paths
    const done = await carryOutUndo(undo, 'undone', machine)
    if (done.status !== 'applied' || done.reason !== undefined) throw new Error(done.reason)
    paths.push(...undo.files.map(({ path }) => path))
  }
}
