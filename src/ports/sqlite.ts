import { stat } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ProbeSqlite, SqliteResult } from '../contract/index.js'
import { codeOf, reasonOf } from './errno.js'
import { createProbeFs } from './read-fs.js'
import { copyDatabase } from './sqlite-copy.js'
import type { ReaderAnswer } from './sqlite-reader.js'

/** The first Node that has SQLite. */
const FIRST_NODE = '22.5.0'
const TIMEOUT_MS = 5000
/** An agent's database has its transcripts in it too. */
const LARGEST = 256 * 1024 * 1024

/** SQLite's number for a file that is none of its databases. */
const SQLITE_NOTADB = 26

export interface SqliteHost {
  /** Of the Node that is to read: `22.5.0`. */
  readonly nodeVersion?: string
  /** Milliseconds for all statements of one call; then the reader is killed. */
  readonly timeoutMs?: number
}

const failed = (reason: string): SqliteResult => ({ state: 'failed', reason })

const readerPath = (): string =>
  fileURLToPath(new URL(`./sqlite-reader${extname(import.meta.url)}`, import.meta.url))

/**
 * Reads databases through `node:sqlite`, where this Node has it. Even for a reader SQLite creates, changes and locks the
 * files beside a database that keeps a log: so a copy is opened, by a process that can be killed. At most 256 MiB are
 * copied.
 */
export const createSqlite = ({
  nodeVersion = process.versions.node,
  timeoutMs = TIMEOUT_MS,
}: SqliteHost = {}): ProbeSqlite => ({
  query: async (path, statements) => {
    const found = await createProbeFs().stat(path)
    if (found.state !== 'ok') return found
    if (found.kind === 'folder') return { state: 'folder' }
    if (found.kind === 'other') return failed('not a regular file')
    // Loaded only here: hardly any machine has such a database.
    const { default: atLeast } = await import('semver/functions/gte.js')
    if (!atLeast(nodeVersion, FIRST_NODE))
      return { state: 'unsupported', reason: `Node ${nodeVersion} has no SQLite; Node ${FIRST_NODE} has` }
    if (statements.some((statement) => !/^\s*select\b/i.test(statement)))
      return failed('only SELECT is allowed')
    try {
      if ((await sizeWithLog(path)) > LARGEST) return failed('larger than 256 MiB')
      const copy = await copyDatabase(path)
      if (copy === 'busy') return { state: 'busy' }
      try {
        return await readCopy(copy.path, statements, timeoutMs)
      } finally {
        await copy.remove()
      }
    } catch (error) {
      return isDenied(error, path) ? { state: 'denied' } : failed(reasonOf(error))
    }
  },
})

/** The folder of the copy may be shut too: that says nothing of the database. */
const isDenied = (error: unknown, path: string): boolean =>
  error instanceof Error &&
  ['EACCES', 'EPERM'].includes(codeOf(error)) &&
  'path' in error &&
  String(error.path).startsWith(path)

const sizeWithLog = async (path: string): Promise<number> => {
  const log = await stat(`${path}-wal`).catch(() => null)
  return (await stat(path)).size + (log?.size ?? 0)
}

const readCopy = async (
  path: string,
  statements: readonly string[],
  timeoutMs: number,
): Promise<SqliteResult> => {
  const { runToEnd } = await import('./child-run.js')
  // Node 22 before 22.13 wants the flag; later ones take it and need it no more.
  const args = ['--no-warnings', '--experimental-sqlite', readerPath(), path, ...statements]
  const limits = { timeoutMs, signal: undefined }
  const end = await runToEnd(process.execPath, args, { env: { SystemRoot: process.env.SystemRoot } }, limits)
  if ('notStarted' in end) return failed(`Node could not be started: ${reasonOf(end.notStarted)}`)
  if (end.outcome === 'timeout') return failed(`no answer within ${timeoutMs} ms`)
  if (end.outcome !== 'exited' || end.code !== 0) return failed('SQLite could not be started')
  const answer = parsed(end.stdout)
  if (answer === null) return failed('its answer is larger than 1 MiB')
  if ('answers' in answer) return { state: 'ok', answers: answer.answers }
  return answer.code === SQLITE_NOTADB
    ? { state: 'not-a-database' }
    : failed(`SQLite says that it is damaged (${answer.code})`)
}

/** Null where what was printed was cut off. */
const parsed = (text: string): ReaderAnswer | null => {
  try {
    return JSON.parse(text) as ReaderAnswer
  } catch {
    return null
  }
}
