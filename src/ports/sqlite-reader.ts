import { writeSync } from 'node:fs'
import type { SqliteRow } from '../contract/index.js'

/** What this program prints: the rows of every statement, or SQLite's number for why there are none. */
export type ReaderAnswer =
  | { readonly answers: readonly (readonly SqliteRow[] | null)[] }
  | { readonly code: number }

/** As much of `node:sqlite` as is used here; the types of the oldest Node that is supported do not have it. */
interface NodeSqlite {
  readonly DatabaseSync: new (
    path: string,
  ) => {
    prepare(statement: string): {
      setReadBigInts(enabled: boolean): void
      all(): readonly Readonly<Record<string, unknown>>[]
    }
  }
}

/** SQLite's number for a statement that does not fit the tables. */
const SQLITE_ERROR = 1

const codeOf = (error: unknown): number =>
  error instanceof Error && 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : -1

const plainValue = (value: unknown): string | number | null => {
  if (typeof value === 'string' || typeof value === 'number') return value
  return typeof value === 'bigint' && Number.isSafeInteger(Number(value)) ? Number(value) : null
}

const plainRow = (row: Readonly<Record<string, unknown>>): SqliteRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plainValue(value)]))

const readAll = (path: string, statements: readonly string[]): ReaderAnswer => {
  const { DatabaseSync } = process.getBuiltinModule('node:sqlite') as unknown as NodeSqlite
  try {
    // Not read-only: it is a copy, and SQLite has to write to it where a change was cut off.
    const database = new DatabaseSync(path)
    // What is no database at all shows in the first thing that is read.
    database.prepare('SELECT count(*) FROM sqlite_master').all()
    const answers = statements.map((statement) => {
      try {
        const prepared = database.prepare(statement)
        prepared.setReadBigInts(true)
        return prepared.all().map(plainRow)
      } catch (error) {
        if (codeOf(error) === SQLITE_ERROR) return null
        throw error
      }
    })
    return { answers }
  } catch (error) {
    return { code: codeOf(error) }
  }
}

// A program of its own, run with a path and statements: whatever a database makes of them, it can be ended.
const [path = '', ...statements] = process.argv.slice(2)
writeSync(1, JSON.stringify(readAll(path, statements)))
