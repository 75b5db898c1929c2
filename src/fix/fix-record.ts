import type { Risk } from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
import type { Registry } from '../engine/registry.js'
import type { Machine } from '../ports/types.js'
import type { PlanQuestion } from './agreement.js'
import type { ConsentContext } from './consent.js'
import type { Journal } from './journal.js'

/** What became of one finding's fix. */
export interface FixRecord {
  readonly fix: string
  readonly title: string
  readonly risk: Risk
  readonly check: string
  readonly finding: string
  readonly subject: string
  readonly status:
    | 'applied'
    /** Would be done by `--fix`. */
    | 'offered'
    /** Shown by `--dry-run`. */
    | 'planned'
    /** Somebody was asked and said no, to this one or to all that was left. */
    | 'declined'
    /** Needs somebody to be asked, and nobody is there. */
    | 'withheld'
    /** Destructive: only done when asked for by name. */
    | 'named'
    /** The fix itself says it cannot help here. */
    | 'refused'
    /** Nothing was changed; where something could not be taken back, the reason says so. */
    | 'failed'
    /** Nothing was changed, as another program kept changing the same file. */
    | 'outdated'
    /** It was done, did not hold good, and was taken back. */
    | 'rolled-back'
  /** With `applied`: it holds good, and yet its lock was lost meanwhile. */
  readonly reason?: string
  readonly paths: readonly string[]
  /** A unified diff with secrets as pseudonyms. */
  readonly diff?: string
}

export interface FixContext {
  readonly registry: Registry
  readonly facts: FactStore
  readonly machine: Machine
  readonly journal: Journal
  readonly consent: ConsentContext
  /** Milliseconds for each check that is judged again. */
  readonly timeoutMs: number
  readonly mask: (text: string) => string
  /** Shows the plan and asks. Called only when somebody is there. */
  readonly ask: (question: PlanQuestion) => Promise<boolean>
  /** Whether somebody who was asked wants nothing more to be changed. */
  readonly hasQuit?: () => boolean
  /** Told what became of a plan that somebody agreed to, at once. */
  readonly tell?: (record: FixRecord) => void
}
