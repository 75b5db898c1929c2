import { join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import type { JournalEntry, JournaledFile } from './journal.js'

/** A step of a run that may be over long since. */
export interface JournaledStep {
  /** Of its run: the journal, with the images beside it. */
  readonly folder: string
  readonly number: number
  readonly subject: string
  readonly changes: readonly JournaledFile[]
  /** The last that is known of it. */
  readonly event: 'intent' | 'applied' | 'verified' | 'rolled-back' | 'undone'
}

/** Every step of a fix that the journals below a folder tell of, oldest first. What cannot be read tells of none. */
export const journaledSteps = async (
  root: string,
  fix: string,
  fs: ProbeFs,
): Promise<readonly JournaledStep[]> => {
  const runs = await fs.list(join(root, 'runs'))
  if (runs.state !== 'ok') return []
  const steps: JournaledStep[] = []
  for (const name of runs.names) {
    const folder = join(root, 'runs', name)
    const found = await fs.readText(join(folder, 'journal.jsonl'))
    if (found.state === 'ok') steps.push(...stepsOf(found.text, folder, fix))
  }
  return steps
}

const stepsOf = (text: string, folder: string, fix: string): readonly JournaledStep[] => {
  const steps = new Map<number, JournaledStep>()
  for (const entry of text.split('\n').flatMap(entryOf)) {
    if (entry.event === 'run' || 'change' in entry) continue
    const { event, step: number } = entry
    if (event === 'intent') {
      const { subject } = entry
      const changes = entry.changes.filter((change) => change.op !== 'run')
      if (entry.fix === fix) steps.set(number, { folder, number, subject, changes, event })
      continue
    }
    const step = steps.get(number)
    if (step !== undefined) steps.set(number, { ...step, event })
  }
  return [...steps.values()]
}

/** None for a line that a run died in. */
const entryOf = (line: string): readonly JournalEntry[] => {
  try {
    const value: unknown = JSON.parse(line)
    const isEntry = typeof value === 'object' && value !== null && 'event' in value
    return isEntry ? [value as JournalEntry] : []
  } catch {
    return []
  }
}
