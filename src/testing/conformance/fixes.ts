import type { Plugin } from '../../contract/index.js'
import { messageOf } from '../../engine/message-of.js'
import type { ExampleRun } from '../run-example.js'
import { type FixFault, type FixLife, liveThrough } from './fix-life.js'
import { type ConformanceRow, rowOf } from './row.js'

/** What becomes of every fix in the examples that ask for it, on a real disk. */
export const fixRows = async (
  plugin: Plugin,
  runs: readonly ExampleRun[],
): Promise<readonly ConformanceRow[]> => {
  const lives: FixLife[] = []
  for (const run of runs) if (fixesAskedFor(run).length > 0) lives.push(await liveOrFail(run))
  const unknown = [...new Set(runs.flatMap(fixesAskedFor))].filter(
    (id) => !plugin.fixes.some((fix) => fix.id === id),
  )
  const rows = plugin.fixes.flatMap(({ id }) => {
    const of = (pick: (life: FixLife) => readonly FixFault[]): readonly string[] =>
      lives.flatMap(pick).flatMap(({ fix, fault }) => (fix === id ? [fault] : []))
    const isMade = lives.some(({ applied }) => applied.includes(id))
    const unmended = of((life) => life.unmended)
    const never = isMade || unmended.length > 0 ? [] : ['no example has it made']
    return [
      rowOf('fix-mends', id, [...unmended, ...never]),
      ...(isMade
        ? [
            rowOf(
              'fix-settles',
              id,
              of((life) => life.unsettled),
            ),
            rowOf(
              'fix-undone',
              id,
              of((life) => life.notUndone),
            ),
            rowOf(
              'fix-touches',
              id,
              of((life) => life.astray),
            ),
          ]
        : []),
    ]
  })
  return [...rows, ...unknown.map((id) => rowOf('fix-mends', id, ['the plugin has no such fix']))]
}

const fixesAskedFor = ({ results }: ExampleRun): readonly string[] =>
  results.flatMap(({ findings }) => findings.flatMap(({ fixes = [] }) => fixes))

/** A home that cannot be put on a disk is the fault of all fixes that it asks for. */
const liveOrFail = async (run: ExampleRun): Promise<FixLife> => {
  try {
    return await liveThrough(run)
  } catch (error) {
    const fault = `${run.example.name}: ${messageOf(error)}`
    return {
      applied: [],
      unmended: fixesAskedFor(run).map((fix) => ({ fix, fault })),
      unsettled: [],
      notUndone: [],
      astray: [],
    }
  }
}
