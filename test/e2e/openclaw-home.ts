import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import atLeast from 'semver/functions/gte.js'
import { node } from './cli.js'

/** Of the Node that runs the program under test. */
export const nodeVersion = spawnSync(node, ['--print', 'process.versions.node'], {
  encoding: 'utf8',
}).stdout.trim()
export const hasSqlite = atLeast(nodeVersion, '22.5.0')

export const SHARED = '.openclaw/state/openclaw.sqlite'
export const databaseOf = (agent: string): string => `.openclaw/agents/${agent}/agent/openclaw-agent.sqlite`

export interface DatabaseContent {
  /** The statements that make it, one after the other. */
  readonly statements: readonly string[]
  /** What is written last, and is still in the log, since whoever wrote it was killed. */
  readonly inLog?: readonly string[]
}

const MAKE = `
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite')
  const [path, text] = process.argv.slice(1)
  const { statements, inLog } = JSON.parse(text)
  const write = (all) => {
    const database = new DatabaseSync(path)
    database.exec('PRAGMA journal_mode = wal')
    for (const statement of all) database.exec(statement)
    return database
  }
  write(statements).close()
  if (inLog !== undefined) {
    write(inLog)
    process.kill(process.pid, 'SIGKILL')
  }
`

/** A database that keeps a log, as OpenClaw's do, made by the Node under test; of a Node without SQLite, its first bytes. */
export const putDatabase = (home: string, name: string, content: DatabaseContent): void => {
  const path = join(home, name)
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  if (!hasSqlite) {
    writeFileSync(path, 'SQLite format 3\0')
    return
  }
  const args = ['--no-warnings', '--experimental-sqlite', '--eval', MAKE, path, JSON.stringify(content)]
  const { stderr, signal, status } = spawnSync(node, args, { encoding: 'utf8' })
  const isDone = content.inLog === undefined ? status === 0 : signal === 'SIGKILL'
  if (!isDone) throw new Error(stderr)
}

const META = 'CREATE TABLE schema_meta (meta_key TEXT PRIMARY KEY, schema_version INTEGER NOT NULL) STRICT'
const about = (layout: number): string => `INSERT INTO schema_meta VALUES ('primary', ${layout})`

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
const storeOf = (profiles: object): string => JSON.stringify({ version: 1, profiles })

/** As much of what all agents share as is read; `written` is the text of the store where it is not that of profiles. */
export const sharedContent = (
  profiles: object,
  layout = 18,
  written = storeOf(profiles),
): DatabaseContent => ({
  statements: [
    META,
    about(layout),
    'CREATE TABLE config_machine_state (state_key TEXT PRIMARY KEY, value_json TEXT NOT NULL) STRICT',
    `INSERT INTO config_machine_state VALUES ('authProfiles.store', ${quoted(written)})`,
  ],
})

/** As much of an agent's own as is read. */
export const agentContent = (profiles: object, layout = 23): DatabaseContent => ({
  statements: [
    META,
    about(layout),
    'CREATE TABLE auth_profile_store (store_key TEXT PRIMARY KEY, store_json TEXT NOT NULL) STRICT',
    `INSERT INTO auth_profile_store VALUES ('primary', ${quoted(storeOf(profiles))})`,
  ],
})

/** Replaces the profiles of an agent's own database. */
export const replacing = (profiles: object): string =>
  `UPDATE auth_profile_store SET store_json = ${quoted(storeOf(profiles))}`
