import { sessions as sessionsFact } from '../../../../plugins/clawdbot/facts/sessions.js'
import { knownSessions, readSessions } from '../../../auth/sessions/read-sessions.js'
import type { PolicedRun } from '../../open-policed-run.js'
import type { FoundFile } from './included-file.js'
import { foundFile } from './read-text.js'

/** Of each file: those used last. */
const MOST = 200

/** What `sessions.json` of each agent tells of its sessions; of what was said in them it holds next to nothing. */
export const sessionFiles = async ({ run }: PolicedRun): Promise<readonly FoundFile[]> => {
  const outcome = await run.facts.outcome(sessionsFact)
  if (outcome.status !== 'ok') return []
  const found: FoundFile[] = []
  // One after the other: each may be large.
  for (const { path } of outcome.value) {
    const file = await foundFile('sessions', path, run.machine.probes, lastSessions)
    if (file !== null) found.push(file)
  }
  return found
}

const lastSessions = (text: string) => {
  const read = readSessions(text)
  if (read.state !== 'ok') return { content: { value: null }, cut: true }
  const last = knownSessions(read.sessions).slice(0, MOST)
  return {
    content: { value: Object.fromEntries(last.map((key) => [key, read.sessions[key]])) },
    cut: last.length < Object.keys(read.sessions).length,
  }
}
