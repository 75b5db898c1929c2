import { join } from 'node:path'
import type { ProbeFs } from '../contract/index.js'
import { type RecordedRun, readRun } from './recorded-run.js'
import { RUN_NAME } from './run-name.js'

export interface Records {
  /** Oldest first. */
  readonly runs: readonly RecordedRun[]
  /** Runs that nothing can be said about, and why not, as one phrase. */
  readonly unreadable: readonly { readonly name: string; readonly path: string; readonly reason: string }[]
}

/** Every run that has left a journal below a folder. Never throws: what cannot be read is named. */
export const readRecords = async (root: string, fs: ProbeFs): Promise<Records> => {
  const folder = join(root, 'runs')
  const listed = await fs.list(folder)
  if (listed.state === 'absent') return { runs: [], unreadable: [] }
  if (listed.state !== 'ok')
    return { runs: [], unreadable: [{ name: 'runs', path: folder, reason: wordsFor(listed) }] }
  const runs: RecordedRun[] = []
  const unreadable: Records['unreadable'][number][] = []
  for (const name of listed.names.filter((each) => RUN_NAME.test(each))) {
    const path = join(folder, name, 'journal.jsonl')
    const found = await fs.readText(path)
    // A run that has changed nothing yet, and copies only what it is about to change.
    if (found.state === 'absent') continue
    const read =
      found.state === 'ok' ? readRun(name, join(folder, name), found.text) : { fault: wordsFor(found) }
    if ('fault' in read) unreadable.push({ name, path, reason: read.fault })
    else runs.push(read)
  }
  return { runs, unreadable }
}

const wordsFor = (found: { readonly state: string; readonly reason?: string }): string =>
  found.state === 'denied' ? 'it may not be read' : (found.reason ?? `it cannot be read (${found.state})`)
