import type { OpenclawPlace } from '../../../plugins/openclaw/facts/place.js'
import type { Profiles } from '../../../src/auth/credential.js'
import type { OpenclawDatabase, OpenclawDatabases } from '../../../src/auth/openclaw/database.js'
import type { ProfileNote } from '../../../src/auth/openclaw/read-rows.js'
import { EMPTY_STORE, type StoreIssue } from '../../../src/auth/store.js'
import { HOME } from '../facts.js'

export const FOLDER = `${HOME}/.openclaw`
export const SHARED = `${FOLDER}/state/openclaw.sqlite`
export const WORK = `${FOLDER}/agents/work/agent/openclaw-agent.sqlite`

export const aPlace = (relation: OpenclawPlace['relation'] = 'beside'): OpenclawPlace => ({
  path: FOLDER,
  clawdbotPath: `${HOME}/.clawdbot`,
  relation,
})

interface More {
  readonly notes?: Readonly<Record<string, ProfileNote>>
  readonly issues?: readonly StoreIssue[]
  readonly layout?: number
}

/** What all agents share; {@link ofWork} is an agent's own. */
export const shared = (
  profiles: Profiles = {},
  { notes = {}, issues = [], layout = 18 }: More = {},
): OpenclawDatabase => ({
  agent: null,
  path: SHARED,
  reading: { state: 'ok', layout, store: { ...EMPTY_STORE, version: 1, profiles, issues }, notes },
})

export const ofWork = (profiles: Profiles = {}, more: More = {}): OpenclawDatabase => ({
  ...shared(profiles, { layout: 23, ...more }),
  agent: 'work',
  path: WORK,
})

export const unread = (reading: OpenclawDatabase['reading']): OpenclawDatabase => ({
  agent: null,
  path: SHARED,
  reading,
})

export const readAs = (
  databases: readonly OpenclawDatabase[],
  notImported: readonly string[] = [],
): OpenclawDatabases => ({ state: 'read', databases, notImported })

export const OLD_NODE: OpenclawDatabases = { state: 'unsupported', reason: 'Node 20.19.1 has no SQLite' }
