import type { Replaced } from '../span.js'

/** One entry of the ledger: what was taken out, and nothing of what it was. */
export interface Removal {
  /** The file of the archive. */
  readonly file: string
  /** A JSON Pointer into it, or a line as `line 12`; as it is there, not as it was. */
  readonly place: string
  /** `known`, the id of a pattern or redactor, or a kind of place such as `host`. */
  readonly rule: string
  /** What stands there now. */
  readonly name: string
  /** Of UTF-8 that were removed, in all. */
  readonly bytes: number
  readonly count: number
}

export interface Ledger {
  add(removal: Omit<Removal, 'count'>): void
  /** Each place, rule and name once, in an order that depends on nothing else. */
  entries(): Removal[]
}

const orderOf = ({ file, place, rule, name }: Removal): string =>
  [file, place.replace(/\d+/g, (digits) => digits.padStart(12, '0')), rule, name].join('\0')

export const createLedger = (): Ledger => {
  const merged = new Map<string, Removal>()
  return {
    add: ({ file, place, rule, name, bytes }) => {
      const key = JSON.stringify([file, place, rule, name])
      const { bytes: before, count } = merged.get(key) ?? { bytes: 0, count: 0 }
      merged.set(key, { file, place, rule, name, bytes: before + bytes, count: count + 1 })
    },
    entries: () =>
      [...merged.values()]
        .map((removal) => ({ removal, order: orderOf(removal) }))
        .sort((one, other) => (one.order < other.order ? -1 : 1))
        .map(({ removal }) => removal),
  }
}

/** Something that was taken out of a text, and where its name stands in what the text has become. */
export interface Taken {
  readonly at: number
  readonly rule: string
  readonly name: string
  readonly bytes: number
}

/** What was taken out so far, with what one more round took out; `replaced` from left to right. */
export const withRound = (taken: readonly Taken[], replaced: readonly Replaced[]): readonly Taken[] => {
  if (replaced.length === 0) return taken
  let shift = 0
  let next = 0
  const moved = [...taken]
    .sort((one, other) => one.at - other.at)
    .map((each) => {
      for (let round = replaced[next]; round !== undefined && round.start < each.at; round = replaced[next]) {
        shift += round.span.replacement.length - round.part.length
        next += 1
      }
      return { ...each, at: each.at + shift }
    })
  let grown = 0
  const added = replaced.map(({ span, start, part }) => {
    const at = start + grown
    grown += span.replacement.length - part.length
    return { at, rule: span.by, name: span.replacement, bytes: Buffer.byteLength(part) }
  })
  return [...moved, ...added]
}
