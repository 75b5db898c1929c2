import type { SqliteResult } from '../../contract/index.js'
import { type AuthStore, EMPTY_STORE } from '../store.js'
import type { DatabaseKind, ProfileNote, RowsReading } from './read-rows.js'

/** One database of OpenClaw that is there, or cannot be looked at. */
export interface OpenclawDatabase {
  /** The agent whose own it is; null for the one that all share. */
  readonly agent: string | null
  readonly path: string
  readonly reading: RowsReading | Exclude<SqliteResult, { state: 'ok' | 'absent' | 'unsupported' }>
}

/** All of them, or why none can be read on this machine. */
export type OpenclawDatabases =
  | {
      readonly state: 'read'
      readonly databases: readonly OpenclawDatabase[]
      /** Files of agents' credentials, as Clawdbot and older versions of OpenClaw have them, which it does not use. */
      readonly notImported: readonly string[]
    }
  | { readonly state: 'unsupported'; readonly reason: string }

export const kindOf = ({ agent }: OpenclawDatabase): DatabaseKind => (agent === null ? 'shared' : 'agent')

/** What it holds; an empty store where it could not be read. */
export const storeOf = ({ reading }: OpenclawDatabase): AuthStore =>
  reading.state === 'ok' ? reading.store : EMPTY_STORE

export const noteOf = ({ reading }: OpenclawDatabase, id: string): ProfileNote | null =>
  reading.state === 'ok' && Object.hasOwn(reading.notes, id) ? (reading.notes[id] ?? null) : null

/** A database as a person is told of it: `the shared database`, `the database of agent main`. */
export const databaseName = ({ agent }: OpenclawDatabase): string =>
  agent === null ? 'the shared database' : `the database of agent ${agent}`

/** For example `openclaw/agent:main`, `openclaw/shared`. */
export const databaseSubject = ({ agent }: OpenclawDatabase): string =>
  agent === null ? 'openclaw/shared' : `openclaw/agent:${agent}`

/** Whether a run that looks at `wanted` alone, or at all where that is null, is about this database. */
export const isLookedAt = ({ agent }: OpenclawDatabase, wanted: string | null): boolean =>
  wanted === null || agent === null || agent === wanted
