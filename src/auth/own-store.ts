import type { AuthStore } from './store.js'

/** An agent's own store, without what it inherits. */
export interface OwnStore {
  readonly agent: {
    readonly id: string
    readonly isMain: boolean
    readonly selected: boolean
    readonly storePath: string
  }
  /** `ok`, or why there is nothing in `store`. */
  readonly reading: { readonly state: string }
  readonly store: AuthStore
}
