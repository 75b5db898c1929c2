import type { PlaceKind } from './pseudonyms.js'

/** A part of a text that stands for a person or a place. `as` is what it is named by, where that is not the part itself. */
export interface FoundPlace {
  readonly kind: PlaceKind
  readonly start: number
  readonly end: number
  readonly as?: string
}

export type FindPlaces = (text: string) => FoundPlace[]

/** What `pattern` finds: the group `it`, or the whole match where there is none. */
export const placesOf =
  (kind: PlaceKind, pattern: RegExp, accepts: (found: string) => boolean = () => true): FindPlaces =>
  (text) =>
    [...text.matchAll(pattern)].flatMap((match) => {
      const found = match.groups?.it ?? match[0]
      if (found === '' || !accepts(found)) return []
      const start = match.index + match[0].length - found.length - (match.groups?.after?.length ?? 0)
      return [{ kind, start, end: start + found.length }]
    })
