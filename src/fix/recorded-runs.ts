import { join } from 'node:path'
import type { FileStat } from '../contract/index.js'
import type { Probes } from '../ports/types.js'
import { type RecordedRun, readRun } from './recorded-run.js'
import { RUN_NAME } from './run-name.js'

export interface Records {
  /** Oldest first. */
  readonly runs: readonly RecordedRun[]
  /** Runs that nothing can be said about, and why not, as one phrase. */
  readonly unreadable: readonly { readonly name: string; readonly path: string; readonly reason: string }[]
}

/**
 * Every run that has left a journal below a folder. Never throws: what cannot be read is named, and so is what somebody
 * else may have written: whoever does what a journal says may do anything.
 */
export const readRecords = async (
  root: string,
  { fs, user }: Pick<Probes, 'fs' | 'user'>,
): Promise<Records> => {
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
    // A run that has changed nothing yet, and copies only what it is about to change: its first line comes before that.
    if (found.state === 'absent' || (found.state === 'ok' && !found.text.includes('\n'))) continue
    const fault = found.state === 'ok' ? whyNotTrusted(found.stat, user.uid) : wordsFor(found)
    const read = found.state !== 'ok' || fault !== null ? null : readRun(name, join(folder, name), found.text)
    if (read !== null && !('fault' in read)) runs.push(read)
    else unreadable.push({ name, path, reason: fault ?? read?.fault ?? '' })
  }
  return { runs, unreadable }
}

/** As sshd judges its own files: what a user's or root's program has written, and nobody else's. */
const whyNotTrusted = ({ isLink, uid }: FileStat, own: number): string | null => {
  if (isLink) return 'it is a link, which this program does not make'
  return uid === own || uid === 0 ? null : 'it belongs to another user, and only that user may go by it'
}

const wordsFor = (found: { readonly state: string; readonly reason?: string }): string =>
  found.state === 'denied' ? 'it may not be read' : (found.reason ?? `it cannot be read (${found.state})`)
