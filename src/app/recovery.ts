import type { FixRecord } from '../fix/fix-record.js'
import type { Interrupted } from '../fix/interrupted.js'

export type Recovery = 'complete' | 'roll-back' | 'leave'

/** Asks what is to become of a run that was cut off; completing one that was being undone is not to be had. */
export type AskRecovery = (interrupted: Interrupted) => Promise<Recovery>

export interface Recovered {
  readonly records: readonly FixRecord[]
  /** What is still as it was found. */
  readonly left: readonly Interrupted[]
}
