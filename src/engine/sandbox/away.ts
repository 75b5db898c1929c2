import type { AnyFact, FactOutcome, FixTarget, ProbeContext } from '../../contract/index.js'

/** Under this key stands how a fact, check or fix is run whose code is in another process. */
export const AWAY: unique symbol = Symbol('away')

/** What came back from there. */
export type AwayAnswer =
  | { readonly outcome: 'answered'; readonly value: unknown }
  | { readonly outcome: 'timeout'; readonly ms: number }
  /** It threw, broke off, or broke a limit: why, as one phrase. */
  | { readonly outcome: 'failed'; readonly reason: string }

export interface AwayFact {
  readonly [AWAY]: {
    /** Keeps to `limitMs` by itself, from when its turn has come. Never rejects. */
    collect(context: ProbeContext, values: unknown, limitMs: number): Promise<FactOutcome<unknown>>
  }
}

export interface AwayCheck {
  readonly [AWAY]: {
    /** Resolves when the check's definition is known: null, or why it never will be. Never rejects. */
    ready(): Promise<string | null>
    /** `{applies}` or `{findings}`, neither of them looked at yet. Never rejects. */
    evaluate(values: unknown, options: unknown, limitMs: number): Promise<AwayAnswer>
    /** Why findings that are well-formed may not be this plugin's all the same, or null. */
    faultOf(findings: readonly { readonly fixes?: readonly string[] }[]): string | null
    /** To be called when nothing more of the check is needed in this round. */
    done(): void
  }
}

export interface AwayFix {
  readonly [AWAY]: {
    plan(values: unknown, target: FixTarget, limitMs: number): Promise<AwayAnswer>
    /** Whether a plan may change this path, or copy it, of all those that its touched facts have read. */
    mayChange(path: string, read: ReadonlySet<string>): Promise<boolean>
    /** A text without what the plugin says is secret. */
    mask(text: string): string
    /** Whether the user has agreed to this program. */
    mayRun(program: string): boolean
  }
}

const isAway = (item: object): boolean => AWAY in item

export const awayFact = (fact: AnyFact): AwayFact[typeof AWAY] | null =>
  isAway(fact) ? (fact as unknown as AwayFact)[AWAY] : null

export const awayCheck = (check: object): AwayCheck[typeof AWAY] | null =>
  isAway(check) ? (check as unknown as AwayCheck)[AWAY] : null

export const awayFix = (fix: object): AwayFix[typeof AWAY] | null =>
  isAway(fix) ? (fix as unknown as AwayFix)[AWAY] : null
