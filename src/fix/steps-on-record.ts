import { basename, join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import { type RecordedStep, readRun } from './recorded-run.js'

/**
 * Steps as their journals tell of them now, without those that have been taken back since; or why a journal cannot be
 * read any more, as a sentence that begins with its path. Worth asking only while their journals are locked. Never throws.
 */
export const stepsOnRecord = async (
  steps: readonly RecordedStep[],
  fs: ProbeFs,
): Promise<{ readonly steps: readonly RecordedStep[] } | { readonly fault: string }> => {
  const current: RecordedStep[] = []
  for (const folder of new Set(steps.map((step) => step.folder))) {
    const path = join(folder, 'journal.jsonl')
    const found = await fs.readText(path)
    if (found.state === 'absent') return { fault: `${path}: it is gone` }
    if (found.state !== 'ok') return { fault: `${path}: it may not be read` }
    const run = readRun(basename(folder), folder, found.text)
    if ('fault' in run) return { fault: `${path}: ${run.fault}` }
    const wanted = new Set(steps.filter((step) => step.folder === folder).map(({ number }) => number))
    current.push(...run.steps.filter(({ number }) => wanted.has(number)))
  }
  return { steps: current.filter(({ event }) => event !== 'undone' && event !== 'rolled-back') }
}
