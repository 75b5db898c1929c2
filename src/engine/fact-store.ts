import type { AnyFact, Data, Fact, FactOutcome, ProbeContext, ProbeFs } from '../contract/index.js'
import { isNotThere } from '../contract/index.js'
import type { Probes } from '../ports/types.js'
import { withDeadline } from './deadline.js'
import { factClosure } from './fact-graph.js'
import { messageOf } from './message-of.js'
import { collectNeeds } from './needs.js'
import { invalidAt } from './valid-value.js'

/** How one fact was collected, for the report. */
export interface FactRecord {
  readonly id: string
  readonly status: FactOutcome<unknown>['status']
  readonly reason?: string
  readonly ms: number
}

interface Entry {
  readonly outcome: Promise<FactOutcome<unknown>>
  readonly paths: Set<string>
}

/** Collects each fact at most once, when it is first asked for. */
export interface FactStore {
  outcome<T>(fact: Fact<T> | AnyFact): Promise<FactOutcome<T>>
  /** Forgets these facts, all that read one of `paths`, and all that were made from a forgotten one. */
  forget(facts: readonly AnyFact[], paths?: readonly string[]): void
  records(): readonly FactRecord[]
}

export interface FactStoreOptions {
  /** Milliseconds each fact may take. */
  readonly timeoutMs: number
  readonly settings: Data
}

export const createFactStore = (probes: Probes, options: FactStoreOptions): FactStore => {
  const entries = new Map<AnyFact, Entry>()
  const records = new Map<string, FactRecord>()

  const collect = async (fact: AnyFact, paths: Set<string>): Promise<FactOutcome<unknown>> => {
    const needs = await collectNeeds(fact.needs, store.outcome)
    if ('missing' in needs) return { status: 'failed', reason: `it needs ${needs.missing}: ${needs.reason}` }
    const limit = Math.min(fact.timeoutMs ?? options.timeoutMs, options.timeoutMs)
    const context = (signal: AbortSignal): ProbeContext => ({
      ...probes,
      fs: recording(probes.fs, paths),
      settings: options.settings,
      signal,
    })
    try {
      return await withDeadline(
        limit,
        async (signal) => asOutcome(await fact.collect(context(signal), needs.values)),
        (): FactOutcome<unknown> => ({ status: 'timeout', reason: `it took longer than ${limit} ms` }),
      )
    } catch (error) {
      return { status: 'failed', reason: messageOf(error) }
    }
  }

  const start = (fact: AnyFact): Entry => {
    const paths = new Set<string>()
    const began = performance.now()
    const outcome = collect(fact, paths).then((result) => {
      const reason = 'reason' in result ? { reason: result.reason } : {}
      records.set(fact.id, { id: fact.id, status: result.status, ...reason, ms: performance.now() - began })
      return result
    })
    const entry = { outcome, paths }
    entries.set(fact, entry)
    return entry
  }

  const store: FactStore = {
    outcome: <T>(fact: Fact<T> | AnyFact) =>
      (entries.get(fact) ?? start(fact)).outcome as Promise<FactOutcome<T>>,
    forget: (facts, paths = []) => {
      const gone = new Set<AnyFact>(facts)
      for (const [fact, entry] of entries) if (paths.some((path) => entry.paths.has(path))) gone.add(fact)
      for (const fact of entries.keys())
        if ([...factClosure([fact])].some((needed) => gone.has(needed))) entries.delete(fact)
    },
    records: () => [...records.values()],
  }
  return store
}

const asOutcome = (value: unknown): FactOutcome<unknown> => {
  if (isNotThere(value)) return { status: value.$outcome, reason: value.reason, value }
  const at = value === undefined ? '' : invalidAt(value)
  if (at !== null)
    return { status: 'failed', reason: `it returned something that is not JSON data${at && ` at ${at}`}` }
  return { status: 'ok', value }
}

const recording = (fs: ProbeFs, paths: Set<string>): ProbeFs => {
  const noted = <R>(call: (path: string) => Promise<R>) => {
    return (path: string): Promise<R> => {
      paths.add(path)
      return call(path)
    }
  }
  return {
    readText: noted(fs.readText),
    stat: noted(fs.stat),
    list: noted(fs.list),
    writable: noted(fs.writable),
  }
}
