import type { Seal } from '../contract/index.js'
import { parseJson } from '../json/parse.js'
import { isMapping, type Mapping } from './mapping.js'
import { readProfile } from './parse-profile.js'
import { readUsage } from './parse-usage.js'
import type { AuthStore, StoreIssue, StoreReading } from './store.js'

/** The only version there is. */
export const STORE_VERSION = 1

/**
 * Reads `auth-profiles.json`. Never throws, and no part of the answer shows a secret. `at` of an issue is the path
 * to the field at fault, or where it should be.
 */
export const parseStore = (text: string, seal: Seal): StoreReading => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok') return parsed
  const { value } = parsed
  if (!isMapping(value)) return { state: 'wrong-shape', reason: 'it is not an object' }
  const profiles = Object.hasOwn(value, 'profiles') ? value.profiles : undefined
  if (profiles === undefined) return { state: 'wrong-shape', reason: 'it has no "profiles"' }
  if (!isMapping(profiles)) return { state: 'wrong-shape', reason: 'its "profiles" is not an object' }
  return { state: 'ok', store: readStore(value, profiles, seal) }
}

const readStore = (value: Mapping, profiles: Mapping, seal: Seal): AuthStore => {
  const issues: StoreIssue[] = []
  const { version } = value
  if (version !== undefined && version !== STORE_VERSION)
    issues.push({ code: 'version-unknown', at: ['version'] })
  const read = Object.entries(profiles).map(([id, raw]) => {
    const reading = readProfile(raw, ['profiles', id], seal)
    issues.push(...reading.issues)
    return [id, reading.credential] as const
  })
  const order = readOrder(value.order)
  const usage = readUsage(value.usageStats)
  issues.push(...order.issues, ...usage.issues)
  return {
    version: typeof version === 'number' && Number.isFinite(version) ? version : null,
    profiles: Object.fromEntries(read.flatMap(([id, credential]) => (credential ? [[id, credential]] : []))),
    order: order.value,
    lastGood: readLastGood(value.lastGood),
    usageStats: usage.value,
    issues,
  }
}

const readLastGood = (raw: unknown): AuthStore['lastGood'] =>
  isMapping(raw)
    ? Object.fromEntries(
        Object.entries(raw).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
      )
    : {}

const malformed = (...at: readonly string[]): StoreIssue => ({ code: 'order-malformed', at })

/** Ids are trimmed and empty ones dropped; a list with nothing left is no order at all. */
const readOrder = (
  raw: unknown,
): { readonly value: AuthStore['order']; readonly issues: readonly StoreIssue[] } => {
  if (raw === undefined || raw === null) return { value: {}, issues: [] }
  if (!isMapping(raw)) return { value: {}, issues: [malformed('order')] }
  const issues: StoreIssue[] = []
  const lists = Object.entries(raw).map(([provider, list]) => {
    if (!Array.isArray(list)) {
      issues.push(malformed('order', provider))
      return [provider, []] as const
    }
    const ids = list.map((id: unknown, index) => {
      if (typeof id === 'string' && id.trim() !== '') return id.trim()
      issues.push(malformed('order', provider, String(index)))
      return ''
    })
    return [provider, ids.filter((id) => id !== '')] as const
  })
  return { value: Object.fromEntries(lists.filter(([, ids]) => ids.length > 0)), issues }
}
