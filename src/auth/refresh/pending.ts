import type { Seal, Secret, Value } from '../../contract/index.js'
import { parseJson } from '../../json/parse.js'
import { finite, isMapping, type Mapping } from '../mapping.js'
import { sealText } from '../token-kind.js'
import type { NewPair, RefreshPlace } from './places.js'

/**
 * A pair that the service gave out and that is not in every file yet. It is on the disk, 0600, from before the first
 * of them is written until after the last, so that whoever finds it can finish the work.
 */
export interface PendingRefresh {
  /** Of which login, for people: `anthropic:claude-cli`. */
  readonly profile: string
  /** Unix milliseconds. */
  readonly at: number
  readonly pair: NewPair
  /** In the order in which they are written. */
  readonly places: readonly RefreshPlace[]
  /** What to lock while they are written, in this order: the paths, without `.lock`. */
  readonly locks: readonly string[]
}

const VERSION = 1

/** As JSON with sealed secrets, to be written. */
export const pendingValue = ({ profile, at, pair, places, locks }: PendingRefresh): Value => ({
  version: VERSION,
  profile,
  at,
  pair: { ...pair },
  places: places.map((place) => ({ ...place })),
  locks,
})

/** Null for a text that is no such record, or one of a later version. */
export const readPending = (text: string, seal: Seal): PendingRefresh | null => {
  const parsed = parseJson(text)
  if (parsed.state !== 'ok' || !isMapping(parsed.value) || parsed.value.version !== VERSION) return null
  const { profile, at, pair, places, locks } = parsed.value
  const read = {
    profile: textOf(profile),
    at: finite(at) ?? null,
    pair: isMapping(pair) ? readPair(pair, seal) : null,
    places: listOf(places, (place) => (isMapping(place) ? readPlace(place, seal) : null)),
    locks: listOf(locks, textOf),
  }
  return isWhole(read) ? read : null
}

type Whole<T> = { readonly [K in keyof T]: NonNullable<T[K]> }

const isWhole = <T extends object>(read: T): read is T & Whole<T> =>
  Object.values(read).every((value) => value !== null)

const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

/** Null where any of them is. */
const listOf = <T>(value: unknown, read: (item: unknown) => T | null): readonly T[] | null => {
  if (!Array.isArray(value)) return null
  const items = value.map(read)
  return items.every((item): item is Awaited<T> & NonNullable<T> => item !== null) ? items : null
}

const readPair = (raw: Mapping, seal: Seal): NewPair | null => {
  const read = {
    access: sealText(raw.access, seal),
    refresh: sealText(raw.refresh, seal),
    expires: finite(raw.expires) ?? null,
  }
  return isWhole(read) ? { ...read, refreshExpires: finite(raw.refreshExpires) ?? null } : null
}

const readPlace = (raw: Mapping, seal: Seal): RefreshPlace | null => {
  const path = textOf(raw.path)
  const replaces = listOf<Secret>(raw.replaces, (item) => sealText(item, seal))
  if (path === null || replaces === null) return null
  if (raw.kind === 'claude') return { kind: 'claude', path, replaces }
  const profile = textOf(raw.profile)
  return raw.kind === 'store' && profile !== null ? { kind: 'store', path, profile, replaces } : null
}
