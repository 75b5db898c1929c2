import type { Needs, Values } from './fact.js'
import type { OptionsSchema } from './options.js'
import type { Data, Value } from './value.js'

/** Every severity, the worst first. */
export const SEVERITIES = ['error', 'warning', 'info'] as const

/** `error`: it does not work. `warning`: it works, but not for long or by luck. `info`: worth knowing. */
export type Severity = (typeof SEVERITIES)[number]

/**
 * The prose of one message, with `{{key}}` for values of the finding's data, `{{key|format}}` for a formatted one
 * (`duration`, `time`, `path`, `list`, `mode`; `plural` is an `s` unless a number is 1 or a list has one entry), and
 * `{{cli}}` for the name this program was called by.
 */
export interface Message {
  /** What is wrong, in one sentence. */
  readonly what: string
  /** Why it matters. */
  readonly why: string
  /** The one next step. May be left out where nothing needs doing. */
  readonly next?: string
}

/** A check's messages by their ids, which are stable: reports, suppressions and scripts name them. */
export type Messages = { readonly [messageId: string]: Message }

/**
 * What a finding rests on: a file, with the place in it where it is known (`line` and `column` count from 1); a program
 * that was run, and its exit code, null where it has none; a variable that is or is not set; or a value of a fact, by
 * its id and a JSON Pointer into it.
 */
export type Evidence =
  | { readonly kind: 'file'; readonly path: string; readonly line?: number; readonly column?: number }
  | { readonly kind: 'command'; readonly argv: readonly string[]; readonly code: number | null }
  | { readonly kind: 'environment'; readonly name: string }
  | { readonly kind: 'value'; readonly fact: string; readonly pointer: string; readonly value: Value }

/** One thing that a check found, as data: its prose stands in the check's `messages`. */
export interface Finding<M extends Messages = Messages> {
  /** One of the check's messages. */
  readonly messageId: keyof M & string
  /** A stable noun such as `agent:main/profile:anthropic:claude-cli`; part of the finding's fingerprint. */
  readonly subject: string
  /** What the message's placeholders stand for, and what the fixes need to know. No text of a secret. */
  readonly data?: Data
  /** The check's severity where it is left out. */
  readonly severity?: Severity
  /** The strongest first; it may be empty. */
  readonly evidence: readonly Evidence[]
  /** Fix ids, safest first. */
  readonly fixes?: readonly string[]
  /**
   * What this follows from: `check id`, narrowed by `!messageId`, `#subject` or both where not all it finds counts; `*`
   * in a subject is anything.
   */
  readonly causedBy?: readonly string[]
}

/** One judgement over facts. It sees what it names in `needs` and nothing else. */
export interface Check<D extends Needs = Needs, M extends Messages = Messages, O = void> {
  /** `<domain>/<name>`, the path of its file and of its docs page. */
  readonly id: string
  /** What is true when the check passes. */
  readonly title: string
  /** Where to read on: an `https:` address, or a path in the package. */
  readonly docsUrl: string
  /** Of a finding that names no other. */
  readonly severity: Severity
  /** Words by which a user selects checks: `--tag auth`. */
  readonly tags: readonly string[]
  /** The facts that it judges, by the names under which `evaluate` gets them. */
  readonly needs: D
  /** All that it can say; each is reached by some case of its test. */
  readonly messages: M
  /** What a user may set for it in `clawdbot.doctor.json`. */
  readonly options?: OptionsSchema<O>
  /**
   * Keys of the findings' data that differ from run to run, or from release to release, although nothing has changed:
   * free space, a process id, a command to run. `messageId.key` for one message only. The last name of a value's pointer
   * counts as its key. Those that a message shows as a `duration` are taken for such without being named here.
   */
  readonly volatile?: readonly string[]
  /**
   * Says why there is nothing to judge here; a skip is not a pass. Pure and synchronous. What it throws makes the outcome
   * `error`.
   */
  applies?(facts: Values<D>): true | { readonly skip: string }
  /**
   * Pure and synchronous: the same facts give the same findings, tomorrow and on another machine. No findings are a
   * pass. What it throws makes the outcome `error`, as does a finding that is not as described here.
   */
  evaluate(facts: Values<D>, options: O): readonly Finding<M>[]
}

/** A check of any types. */
// biome-ignore lint/suspicious/noExplicitAny: a registry holds checks of every type.
export type AnyCheck = Check<any, any, any>

/** Types a check from its `needs`, `messages` and `options`, and returns it as it is. */
export const defineCheck = <D extends Needs, M extends Messages, O = void>(
  check: Check<D, M, O>,
): Check<D, M, O> => check

/** How a check ended. `error` and `timeout` say that nothing is known; `skip` says that nothing was judged. */
export type CheckOutcome = 'pass' | 'fail' | 'skip' | 'error' | 'timeout'
