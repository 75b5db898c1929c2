import type { AnyFact, Needs, Values } from './fact.js'
import type { Data, Value } from './value.js'

/** What a fix may do without being asked; see the consent table in docs/architecture.md. */
export type Risk = 'automatic' | 'safe' | 'review' | 'destructive'

/** One path operation on a JSON or JSON5 document. Comments, order and unknown keys stay as they are. */
export type Edit =
  | { readonly at: readonly string[]; readonly set: Value }
  | { readonly at: readonly string[]; readonly remove: true }

/** Holds the advisory lock that other programs take on this path (proper-lockfile: a folder `<path>.lock`). */
interface Locked {
  readonly lock?: true
}

/**
 * One change, as data. Each states what it expects to find; where that is no longer so, nothing is done.
 * `before.sha256` is of the file's bytes. A missing parent folder is made with mode 0700.
 */
export type Change =
  | ({
      readonly op: 'write'
      readonly path: string
      readonly before: { readonly sha256: string } | 'absent'
      /** The text itself, or a value to print as 2-space JSON with a final newline. */
      readonly after: string | { readonly json: Value }
      /** 0600 for a new file; an existing file keeps its own. */
      readonly mode?: number
    } & Locked)
  | ({
      readonly op: 'patch'
      readonly path: string
      readonly dialect: 'json' | 'json5'
      readonly before: { readonly sha256: string }
      readonly edits: readonly Edit[]
    } & Locked)
  | ({ readonly op: 'delete'; readonly path: string; readonly before: { readonly sha256: string } } & Locked)
  | { readonly op: 'chmod'; readonly path: string; readonly before: number; readonly after: number }
  /** Removes a folder that is empty and has not been touched since `mtimeMs`, such as a lock that was left behind. */
  | {
      readonly op: 'rmdir'
      readonly path: string
      readonly before: { readonly mode: number; readonly mtimeMs: number }
      readonly lock?: never
    }

/** What a plan is made for. */
export interface FixTarget {
  readonly check: string
  readonly messageId: string
  readonly subject: string
  readonly data: Data
}

export interface Fix<D extends Needs = Needs> {
  readonly id: string
  /** What it does, as an instruction: `Copy Claude Code's credential into the store`. */
  readonly title: string
  readonly risk: Risk
  readonly needs: D
  /** Facts that are collected again before the finding is judged gone. */
  readonly touches: readonly AnyFact[]
  /** Pure: what would be changed, or why nothing can be. It never writes. */
  plan(facts: Values<D>, target: FixTarget): readonly Change[] | { readonly refuse: string }
}

// biome-ignore lint/suspicious/noExplicitAny: a registry holds fixes of every type.
export type AnyFix = Fix<any>

export const defineFix = <D extends Needs>(fix: Fix<D>): Fix<D> => fix
