import { type NetChange, netOf } from './net-change.js'
import type { RecordedStep } from './recorded-run.js'

/** Steps that are to be taken back together. */
export interface Undo {
  /** Oldest first. */
  readonly steps: readonly RecordedStep[]
  readonly files: readonly NetChange[]
}

export const undoOf = (steps: readonly RecordedStep[]): Undo => ({ steps, files: netOf(steps) })
