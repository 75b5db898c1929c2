import type { AnyFact, Data, Fact, FactOutcome, ProbeContext } from '../contract/index.js'
import type { Probes } from '../ports/types.js'
import { withDeadline } from './deadline.js'
import { factClosure, factCycle } from './fact-graph.js'
import { outcomeOfValue } from './fact-outcome.js'
import { messageOf } from './message-of.js'
import { collectNeeds } from './needs.js'
import { notingDatabases, notingPaths, touchEachOther } from './read-paths.js'
import { awayFact } from './sandbox/away.js'
import { createSharedReads } from './shared-reads.js'
import { uptime } from './uptime.js'
import { faultOfFact } from './valid-fact.js'

/** How one fact was collected, for the report. */
export interface FactRecord {
  readonly id: string
  readonly status: FactOutcome<unknown>['status']
  readonly reason?: string
  readonly ms: number
}

/** One fact as it was found. */
export interface CollectedFact {
  readonly fact: AnyFact
  readonly outcome: FactOutcome<unknown>
  /** How long it took, in milliseconds. */
  readonly ms: number
}

interface Entry {
  readonly outcome: Promise<FactOutcome<unknown>>
  readonly paths: Set<string>
}

const NEVER = new AbortController().signal

/** What checks are judged over: this machine's facts, or those of a report. */
export interface FactSource {
  /** Never rejects. */
  outcome<T>(fact: Fact<T> | AnyFact): Promise<FactOutcome<T>>
}

/** Collects each fact at most once, when it is first asked for; a file that several facts want is read for the first. */
export interface FactStore extends FactSource {
  /** Forgets these facts, all that read one of `paths`, or any at all, and all that were made from a forgotten one. */
  forget(facts: readonly AnyFact[], paths?: readonly string[] | 'any'): void
  /**
   * The same after a change of `paths` alone, in the middle of many: what the forgotten facts read elsewhere stays as it
   * was found, until {@link renew}.
   */
  forgetChanged(facts: readonly AnyFact[], paths: readonly string[] | 'any'): void
  /** Forgets what was collected again since over what had been read before. */
  renew(): void
  /** Another number as soon as anything was forgotten. */
  state(): number
  records(): readonly FactRecord[]
  /** Every fact that has been collected by now, with its value, in the order in which they were done. */
  outcomes(): readonly CollectedFact[]
  /** Every path that was asked about for one of these, or for what they were made from. */
  pathsRead(facts: readonly AnyFact[]): ReadonlySet<string>
}

export interface FactStoreOptions {
  /** Milliseconds each fact may take. */
  readonly timeoutMs: number
  readonly settings: Data
}

/** Nothing is collected yet. `outcome` never rejects: what a fact throws is `failed`, what takes too long `timeout`. */
export const createFactStore = (probes: Probes, options: FactStoreOptions): FactStore => {
  const entries = new Map<AnyFact, Entry>()
  const collected = new Map<AnyFact, CollectedFact>()
  const reads = createSharedReads()
  const renewable = new Set<AnyFact>()
  let forgotten = 0

  const collect = async (fact: AnyFact, paths: Set<string>): Promise<FactOutcome<unknown>> => {
    const fault = faultOfFact(fact) ?? faultOfCircle(fact)
    if (fault !== null) return { status: 'failed', reason: fault }
    const needs = await collectNeeds(fact.needs, store.outcome)
    if ('missing' in needs) return { status: 'failed', reason: `it needs ${needs.missing}: ${needs.reason}` }
    const limit = Math.min(fact.timeoutMs ?? options.timeoutMs, options.timeoutMs)
    const context = (signal: AbortSignal): ProbeContext => ({
      ...probes,
      fs: notingPaths(reads.forOne(probes.fs), paths),
      ...(probes.sqlite === undefined ? {} : { sqlite: notingDatabases(probes.sqlite, paths) }),
      settings: options.settings,
      signal,
    })
    const away = awayFact(fact)
    // Its time begins when its turn comes, and it is stopped where that is over: both are known over there.
    if (away !== null) return away.collect(context(NEVER), needs.values, limit)
    return withDeadline(
      limit,
      async (signal) => outcomeOfValue(await fact.collect(context(signal), needs.values)),
      (): FactOutcome<unknown> => ({ status: 'timeout', reason: `it took longer than ${limit} ms` }),
    )
  }

  const start = (fact: AnyFact): Entry => {
    const paths = new Set<string>()
    const began = uptime()
    const outcome = collect(fact, paths)
      .catch((error): FactOutcome<unknown> => ({ status: 'failed', reason: messageOf(error) }))
      .then((result) => {
        if (entries.get(fact) === entry) collected.set(fact, { fact, outcome: result, ms: uptime() - began })
        return result
      })
    const entry = { outcome, paths }
    entries.set(fact, entry)
    return entry
  }

  const drop = (facts: readonly AnyFact[], paths: readonly string[] | 'any') => {
    const gone = new Set<AnyFact>(facts)
    for (const [fact, entry] of entries) if (readAnyOf(entry, paths)) gone.add(fact)
    const dropped = [...entries].filter(([fact]) =>
      [...factClosure([fact])].some((needed) => gone.has(needed)),
    )
    for (const [fact] of dropped) entries.delete(fact)
    forgotten += 1
    return dropped
  }

  const store: FactStore = {
    outcome: <T>(fact: Fact<T> | AnyFact) =>
      (entries.get(fact) ?? start(fact)).outcome as Promise<FactOutcome<T>>,
    forget: (facts, paths = []) => {
      for (const [, entry] of drop(facts, paths)) reads.forget(entry.paths)
    },
    forgetChanged: (facts, paths) => {
      reads.forgetAround(paths)
      for (const [fact] of drop(facts, paths)) renewable.add(fact)
    },
    renew: () => {
      drop([...renewable], [])
      renewable.clear()
      reads.forgetAround('any')
    },
    state: () => forgotten,
    records: () => [...collected.values()].map(recordOf),
    outcomes: () => [...collected.values()],
    pathsRead: (facts) =>
      new Set([...factClosure(facts)].flatMap((fact) => [...(entries.get(fact)?.paths ?? [])])),
  }
  return store
}

const recordOf = ({ fact, outcome, ms }: CollectedFact): FactRecord => ({
  id: fact.id,
  status: outcome.status,
  ...('reason' in outcome ? { reason: outcome.reason } : {}),
  ms,
})

const readAnyOf = (entry: Entry, paths: readonly string[] | 'any'): boolean => {
  if (paths === 'any') return entry.paths.size > 0
  for (const read of entry.paths) if (paths.some((path) => touchEachOther(read, path))) return true
  return false
}

/** Two facts that wait for each other would never be done. */
const faultOfCircle = (fact: AnyFact): string | null => {
  const cycle = factCycle([fact])
  return cycle === null ? null : `it needs itself: ${cycle.join(' → ')}`
}
