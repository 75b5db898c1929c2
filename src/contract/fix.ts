import type { AnyFact, Needs, Values } from './fact.js'
import type { Data, Value } from './value.js'

/** What a fix may do without being asked; see the consent table in docs/architecture.md. */
export type Risk = 'automatic' | 'safe' | 'review' | 'destructive'

/**
 * One path operation on a JSON or JSON5 document: `at` are the keys that lead to the value. Comments, order and unknown keys stay as
 * they are.
 */
export type Edit =
  | { readonly at: readonly string[]; readonly set: Value }
  | { readonly at: readonly string[]; readonly remove: true }

/**
 * Holds the advisory lock that other programs take on this path: with `true` a folder `<path>.lock`, as proper-lockfile
 * makes it; with `'file'` a file of that name, as the gateway makes it for its sessions.
 */
export interface Locked {
  readonly lock?: true | 'file'
}

/**
 * One change of a file, as data. Each states what it expects to find; where that is no longer so, nothing is done.
 * `before.sha256` is of the file's bytes. A missing parent folder is made with mode 0700.
 */
export type FileChange =
  | ({
      readonly op: 'write'
      readonly path: string
      readonly before: { readonly sha256: string } | 'absent'
      /**
       * The text itself, a value to print as 2-space JSON with a final newline, or the path of another file of which
       * this becomes a copy, as long as that one has this hash. A file of the same plan is copied as it was before.
       */
      readonly after: string | { readonly json: Value } | { readonly copyOf: string; readonly sha256: string }
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

/** The first word of a command that means this very program, whatever it was called by. */
export const THIS_PROGRAM = '{{cli}}'

/**
 * A program that is run, without a shell or input, when every file of the plan has been changed, and while their locks
 * are held: it must not want one of these itself. Any end but exit code 0 fails the whole plan, and all of it is taken
 * back. To take it back, `inverse` is run once the files are as they were; it must do no harm where the program was
 * killed before it did anything. What a program prints is kept nowhere, and no secret may stand in its words.
 */
export interface RunChange {
  readonly op: 'run'
  /** A program's name or path and its arguments; the first may be {@link THIS_PROGRAM}, in `inverse` too. */
  readonly argv: readonly string[]
  /** Or why nothing takes it back: then the plan needs a fix of risk `review` or `destructive`. */
  readonly inverse: readonly string[] | { readonly irreversible: string }
  /** Milliseconds, 30000 by default; then it is killed, with all it started. */
  readonly timeoutMs?: number
}

/** One step of a plan. Its paths are absolute. */
export type Change = FileChange | RunChange

/** What a plan is made for. */
export interface FixTarget {
  /** The id of the check that found it. */
  readonly check: string
  readonly messageId: string
  readonly subject: string
  /** The finding's; empty where it has none. */
  readonly data: Data
}

/** A way to mend a finding. It returns a plan; the engine alone shows, agrees, makes, verifies and takes it back. */
export interface Fix<D extends Needs = Needs> {
  /** `<domain>/<name>`, unique among all plugins; findings name it. */
  readonly id: string
  /** What it does, as an instruction: `Copy Claude Code's credential into the store`. */
  readonly title: string
  readonly risk: Risk
  /** The facts that it plans over, by the names under which `plan` gets them. */
  readonly needs: D
  /** Facts that are collected again before the finding is judged gone, besides those that read a file of the plan. */
  readonly touches: readonly AnyFact[]
  /**
   * Pure and synchronous: what would be changed, or why nothing can be, in one sentence. It never writes. Where it throws,
   * the fix counts as refused, and nothing is changed.
   */
  plan(facts: Values<D>, target: FixTarget): readonly Change[] | { readonly refuse: string }
}

/** A fix of any type. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds fixes of every type.
export type AnyFix = Fix<any>

/** Types a fix from its `needs`, and returns it as it is. */
export const defineFix = <D extends Needs>(fix: Fix<D>): Fix<D> => fix
