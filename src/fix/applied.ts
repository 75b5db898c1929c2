import { messageOf } from '../engine/message-of.js'

/** How carrying out a fix's changes ended. */
export type Applied =
  /** With a reason where it holds good and yet something is to be said. */
  | { readonly status: 'applied'; readonly reason?: string }
  /** Something else changed a file in between; nothing was done, and a new plan may fit. */
  | { readonly status: 'outdated'; readonly reason: string }
  /** `failed`: nothing was done, or the reason says what is left of it. `rolled-back`: all of it was taken back. */
  | {
      readonly status: 'failed' | 'rolled-back'
      readonly reason: string
      /** Another program held a lock for too long. */
      readonly isLocked?: boolean
    }

export const failed = (error: unknown): Applied => ({ status: 'failed', reason: messageOf(error) })

export const outdated = (reason: string): Applied => ({ status: 'outdated', reason })
