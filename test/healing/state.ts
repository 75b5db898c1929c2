import type { World } from './world.js'

/** One way in which a gateway falls ill, as people report it. */
export interface State {
  readonly name: string
  /** What of a home it needs for itself: states that share one cannot be in the same home. */
  readonly touches: readonly string[]
  /** The findings, as `check!message`, that must name it; they are the cause, not what follows from it. */
  readonly finds: readonly string[]
  /** Whether `--fix --yes` does away with them. */
  readonly healed: boolean
  make(world: World): void
}

/** All that stands in the store, or is known only with it: where it cannot be read, nothing of this shows. */
export const KNOWN_BY_THE_STORE = [
  'copy',
  'order',
  'token',
  'openai-profiles',
  'legacy',
  'usage',
  'pins',
  'entries',
  'copies',
  'env-key',
  'models',
] as const
