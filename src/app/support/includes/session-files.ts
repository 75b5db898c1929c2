import { sessions as sessionsFact } from '../../../../plugins/clawdbot/facts/sessions.js'
import type { Mapping } from '../../../auth/mapping.js'
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

/** What people call their rooms and what they talk of. Elsewhere these keys say what a report is about. */
const PERSONAL = /^(?:subject|label|space|title|topic)$/i
const MOMENT = /(?:At|AtMs|[tT]ime|[tT]imestamp)$/
const MINUTE_MS = 60_000

/** To the millisecond, a moment would tell two reports of one machine whatever else is taken out. */
const inMinutes = (sessions: Mapping): unknown =>
  JSON.parse(JSON.stringify(sessions), (key, value: unknown) => {
    if (!MOMENT.test(key)) return value
    if (typeof value === 'number') return Math.floor(value / MINUTE_MS) * MINUTE_MS
    return typeof value === 'string' ? value.replace(/^([\d-]{10}T\d\d:\d\d):\d\d(?:\.\d+)?/, '$1:00') : value
  })

const lastSessions = (text: string) => {
  const read = readSessions(text)
  if (read.state !== 'ok') return { content: { value: null }, cut: true }
  const last = knownSessions(read.sessions).slice(0, MOST)
  return {
    content: {
      value: inMinutes(Object.fromEntries(last.map((key) => [key, read.sessions[key]]))),
      personal: PERSONAL,
    },
    cut: last.length < Object.keys(read.sessions).length,
  }
}
