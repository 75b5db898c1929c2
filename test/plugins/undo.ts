import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JournaledPath } from '../../src/fix/journal.js'
import { isAsBefore } from '../../src/fix/on-disk.js'
import { takeBack } from '../../src/fix/take-back.js'
import { createMachine } from '../../src/ports/machine.js'

/** Puts back what every run journalled in a folder has changed, the last first, from the journal and images alone. */
export const undoAll = async (root: string): Promise<void> => {
  const machine = createMachine()
  for (const run of (await readdir(join(root, 'runs'))).sort().reverse()) {
    const folder = join(root, 'runs', run)
    const lines = (await readFile(join(folder, 'journal.jsonl'), 'utf8')).trimEnd().split('\n')
    const changes: JournaledPath[] = lines
      .map((line) => JSON.parse(line))
      .flatMap((entry) => (entry.event === 'intent' ? entry.changes : []))
    for (const change of changes.reverse()) {
      await takeBack(change, machine, (copy) => join(folder, copy))
      if (!(await isAsBefore(change, machine.probes.fs))) throw new Error(`${change.path}: not as before`)
    }
  }
}
