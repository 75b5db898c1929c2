import type { OpenclawDatabase, OpenclawDatabases } from '../../../src/auth/openclaw/database.js'
import {
  agentDatabase,
  openclawAgents,
  openclawDir,
  sharedDatabase,
} from '../../../src/auth/openclaw/places.js'
import { readRows, STATEMENTS } from '../../../src/auth/openclaw/read-rows.js'
import { pathOf, storePath } from '../../../src/auth/paths.js'
import { inParallel } from '../../../src/auth/verify/in-parallel.js'
import { defineFact, type ProbeContext } from '../../../src/contract/index.js'

/** Each is read by a process of its own. */
const AT_ONCE = 2

/** The credentials that OpenClaw keeps: for all its agents together, and for each. */
export const databases = defineFact({
  id: 'openclaw/databases',
  // Nothing of Clawdbot's is looked at: each of its changes would have every database read again.
  collect: async (context): Promise<OpenclawDatabases> => {
    const folder = await context.fs.stat(openclawDir(context))
    if (folder.state !== 'ok') return { state: 'read', databases: [], notImported: [] }
    const listed = await context.fs.list(openclawAgents(context))
    const agents = listed.state === 'ok' ? listed.names : []
    const read = await inParallel([null, ...agents], AT_ONCE, (agent) => readDatabase(agent, context))
    const unread = read.find((each) => each !== null && 'reason' in each)
    if (unread !== undefined && unread !== null && 'reason' in unread)
      return { state: 'unsupported', reason: unread.reason }
    return {
      state: 'read',
      databases: read.flatMap((each) => (each === null || 'reason' in each ? [] : [each])),
      notImported: await filesOf(agents, context),
    }
  },
})

const filesOf = async (agents: readonly string[], context: ProbeContext): Promise<readonly string[]> => {
  const { dirname } = pathOf(context.platform)
  const paths = agents.map((agent) => storePath(context, dirname(agentDatabase(context, agent))))
  const stats = await Promise.all(paths.map((path) => context.fs.stat(path)))
  return paths.filter((_, index) => stats[index]?.state === 'ok')
}

/** Null where there is none; a reason where this machine can read no database. */
const readDatabase = async (
  agent: string | null,
  context: ProbeContext,
): Promise<OpenclawDatabase | { readonly reason: string } | null> => {
  const { sqlite, seal } = context
  if (sqlite === undefined) return { reason: 'there is nothing here to read a database with' }
  const path = agent === null ? sharedDatabase(context) : agentDatabase(context, agent)
  const found = await sqlite.query(path, STATEMENTS[agent === null ? 'shared' : 'agent'])
  if (found.state === 'absent') return null
  if (found.state === 'unsupported') return { reason: found.reason }
  return { agent, path, reading: found.state === 'ok' ? readRows(found.answers, seal) : found }
}
