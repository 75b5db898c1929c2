import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournalEntry, JournaledPath } from '../../src/fix/journal.js'
import { takeBack } from '../../src/fix/take-back.js'
import { createMachine } from '../../src/ports/machine.js'

/** Puts back, last first, what the runs of `runCheck` in a home have changed; returns the paths. */
export const undoRuns = async (home: string): Promise<readonly string[]> => {
  const machine = createMachine({ env: { HOME: home }, home, cwd: home, platform: 'linux' })
  const runs = join(home, '.journal', 'runs')
  const made: { readonly folder: string; readonly change: JournaledPath }[] = []
  for (const run of (await readdir(runs)).sort()) {
    const folder = join(runs, run)
    const lines = (await readFile(join(folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n')
    for (const line of lines) {
      const entry = JSON.parse(line) as JournalEntry
      if (entry.event === 'intent')
        made.push(...entry.changes.flatMap((change) => (change.op === 'run' ? [] : [{ folder, change }])))
    }
  }
  for (const { folder, change } of made.reverse())
    await takeBack(change, machine, (copy) => join(folder, copy))
  return made.map(({ change }) => change.path)
}
