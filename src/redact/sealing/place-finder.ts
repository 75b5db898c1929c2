import type { Span } from '../span.js'
import { findAccounts } from './accounts.js'
import { findAddresses } from './addresses.js'
import { findChats } from './chats.js'
import { findHosts } from './hosts.js'
import { createNamedTexts, type GivenName } from './named-texts.js'
import type { CasePseudonyms, PlaceKind } from './pseudonyms.js'

/** Who and what may be named in a report of this machine. */
export interface People {
  readonly users: readonly string[]
  readonly hosts: readonly string[]
  readonly homes: readonly string[]
}

export interface PlaceFinder {
  find(text: string): Span[]
  /** Forgets whom one file names. What was named before stays named, but is not looked for. */
  begin(): void
  /** Finds those again whom this file names, wherever they stand. */
  findAgain(text: string): Span[]
  /** The name of one thing; the thing itself where it is a name that was given, or one that everybody has. */
  nameOf(kind: PlaceKind, original: string): string
  given(): GivenName[]
}

/** Finds people and places. `already` are names that another report of the case gave: they stay. */
export const createPlaceFinder = (
  pseudonyms: CasePseudonyms,
  { users, hosts, homes }: People,
  already: Iterable<string>,
): PlaceFinder => {
  const rules = [findAddresses, findChats, findHosts(hosts), findAccounts(users, homes)]
  const stay = new Set(already)
  const given = new Map<string, GivenName>()
  let here = createNamedTexts()

  const nameOf = (kind: PlaceKind, original: string): string => {
    if (stay.has(original)) return original
    const key = `${kind} ${original}`
    const before = given.get(key)
    if (before !== undefined) {
      here.add(before)
      return before.name
    }
    const name = pseudonyms.place(kind, original)
    if (name === original) return name
    const named = { name, kind, original }
    given.set(key, named)
    here.add(named)
    stay.add(name)
    return name
  }

  return {
    find: (text) =>
      rules
        .flatMap((rule) => rule(text))
        .flatMap(({ kind, start, end }): Span[] => {
          const original = text.slice(start, end)
          const replacement = nameOf(kind, original)
          return replacement === original ? [] : [{ start, end, replacement, by: kind, whole: false }]
        }),
    begin: () => {
      here = createNamedTexts()
    },
    findAgain: (text) =>
      here
        .find(text)
        .flatMap(({ start, end, given: { name, kind, original } }): Span[] =>
          stay.has(original) ? [] : [{ start, end, replacement: name, by: kind, whole: false }],
        ),
    nameOf,
    given: () => [...given.values()].sort((one, other) => (one.name < other.name ? -1 : 1)),
  }
}
