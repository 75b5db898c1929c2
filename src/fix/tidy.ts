import { dirname, join } from 'node:path'
import type { Machine } from '../ports/types.js'
import type { Journal } from './journal.js'
import { hasChanged, judgeRuns } from './judged-run.js'
import { type Records, readRecords } from './recorded-runs.js'
import { RUN_NAME } from './run-name.js'
import { sweepLeftovers } from './sweep.js'

/** How many runs are kept at most, and for how long. */
const MOST_RUNS = 50
const LONGEST_KEPT_MS = 90 * 24 * 60 * 60 * 1000

/** A folder without a journal may be of a run that is just about to begin one; after this time it is not. */
const BEGINS_WITHIN_MS = 24 * 60 * 60 * 1000

const tidied = new WeakSet<Journal>()

/**
 * Removes what earlier runs left that nobody needs any more: once for each run that changes something. Never the last run
 * that did, an interrupted one, one that another process is at, or one whose journal cannot be read. Never throws.
 */
export const tidyOnce = async (journal: Journal, machine: Machine): Promise<void> => {
  if (tidied.has(journal)) return
  tidied.add(journal)
  const root = dirname(dirname(journal.folder))
  await tidy(root, journal.run, machine).catch(() => undefined)
}

const tidy = async (root: string, own: string, machine: Machine): Promise<void> => {
  const { fs, now } = machine.probes
  const records = await readRecords(root, machine.probes)
  await sweepLeftovers(
    records.runs.flatMap(({ steps }) => steps),
    machine,
  )
  const listed = await fs.list(join(root, 'runs'))
  const names = listed.state === 'ok' ? listed.names.filter((name) => RUN_NAME.test(name)) : []
  const newest = new Set(names.toSorted().slice(-MOST_RUNS))
  const journaled = new Set([...records.runs, ...records.unreadable].map(({ name }) => name))
  const isOver = (name: string): boolean => {
    const age = now() - timeOf(name)
    if (name === own) return false
    return journaled.has(name) ? age > LONGEST_KEPT_MS || !newest.has(name) : age > BEGINS_WITHIN_MS
  }
  const over = names.filter(isOver)
  if (over.length === 0) return
  const needed = await neededRuns(records, machine)
  for (const name of over) if (!needed.has(name)) await removeRun(join(root, 'runs', name), machine)
}

const neededRuns = async (
  { runs, unreadable }: Records,
  { probes, processes }: Machine,
): Promise<ReadonlySet<string>> => {
  const judged = await judgeRuns(runs, { fs: probes.fs, processes, whyFinal: () => null })
  const last = judged.findLast(hasChanged)
  const open = judged.filter(
    (each) => each === last || each.state === 'interrupted' || each.state === 'running',
  )
  return new Set([...open.map(({ run }) => run.name), ...unreadable.map(({ name }) => name)])
}

/** The journal goes first: copies without one belong to nothing, and the next run removes them. */
const removeRun = async (folder: string, { probes, writer }: Machine): Promise<void> => {
  const listed = await probes.fs.list(folder)
  if (listed.state !== 'ok') return
  const journal = listed.names.filter((name) => name === 'journal.jsonl')
  const images = listed.names.filter((name) => /^\d+\.\d+\.(?:before|after)(?:\.\d+)?$/.test(name))
  for (const name of [...journal, ...images]) await writer.remove(join(folder, name))
  await writer.removeFolderIfEmpty(folder)
}

/** `20260131T091500123Z-…` in Unix milliseconds. */
const timeOf = (name: string): number =>
  Date.parse(name.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z.*$/, '$1-$2-$3T$4:$5:$6.$7Z'))
