import type { UsageStats } from './credential.js'
import { finite, isMapping } from './mapping.js'
import type { StoreIssue } from './store.js'

const NUMBERS = ['lastUsed', 'cooldownUntil', 'disabledUntil', 'errorCount'] as const

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
    const read: UsageStats = {
      ...Object.fromEntries(numbers),
      ...(typeof reason === 'string' ? { disabledReason: reason } : {}),
    }
    return [[id, read] as const]
  })
  return { value: Object.fromEntries(stats), issues }
}
