import type { UsageStats } from './credential.js'
import { finite, isMapping, type Mapping } from './mapping.js'
import type { StoreIssue } from './store.js'

const NUMBERS = ['lastUsed', 'cooldownUntil', 'disabledUntil', 'errorCount', 'lastFailureAt'] as const

interface UsageReading {
  readonly value: Readonly<Record<string, UsageStats>>
  readonly issues: readonly StoreIssue[]
}

const malformed = (...at: readonly string[]): StoreIssue => ({ code: 'usage-malformed', at })

/** Reads `usageStats`; what is not of its type is left out and listed. */
export const readUsage = (raw: unknown): UsageReading => {
  if (raw === undefined || raw === null) return { value: {}, issues: [] }
  if (!isMapping(raw)) return { value: {}, issues: [malformed('usageStats')] }
  const issues: StoreIssue[] = []
  const stats = Object.entries(raw).flatMap(([id, entry]) => {
    if (!isMapping(entry)) {
      issues.push(malformed('usageStats', id))
      return []
    }
    const numbers = NUMBERS.flatMap((name) => {
      const number = finite(entry[name])
      if (number === undefined && entry[name] !== undefined && entry[name] !== null)
        issues.push(malformed('usageStats', id, name))
      return number === undefined ? [] : [[name, number] as const]
    })
    const reason = entry.disabledReason
    const counts = entry.failureCounts
    const read: UsageStats = {
      ...Object.fromEntries(numbers),
      ...(typeof reason === 'string' ? { disabledReason: reason } : {}),
      ...(isMapping(counts) ? { failureCounts: readCounts(counts) } : {}),
    }
    return [[id, read] as const]
  })
  return { value: Object.fromEntries(stats), issues }
}

const readCounts = (counts: Mapping): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(counts).flatMap(([reason, count]) => {
      const number = finite(count)
      return number === undefined ? [] : [[reason, number]]
    }),
  )
