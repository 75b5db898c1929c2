import type { Value } from '../contract/index.js'
import type { HomeImage } from './home-image.js'

/** A finding that an example must give. */
export interface ExpectedOfExample {
  /** The id of the check. */
  readonly check: string
  readonly messageId: string
  /** Not compared where it is left out. */
  readonly subject?: string
}

/** A home, as data, and what a plugin finds in it: what a check is shown with, tested by, and walked through. */
export interface Example {
  /** A sentence about the home: `a config that everybody may read`. */
  readonly name: string
  readonly home: HomeImage
  /** What this program's own facts say, by id: those that the plugin names with `bundledFact`. */
  readonly facts?: Readonly<Record<string, Value>>
  /** All that is found, in any order; none is a pass. */
  readonly expect: readonly ExpectedOfExample[]
  /** Texts in the home that must never be shown, besides those under names such as `token` or `password`. */
  readonly secrets?: readonly string[]
}
