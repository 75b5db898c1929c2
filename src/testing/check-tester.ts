import assert from 'node:assert/strict'
import type {
  AnyCheck,
  Check,
  Data,
  Evidence,
  FactOutcome,
  Messages,
  Needs,
  Severity,
  Values,
} from '../contract/index.js'
import { bindOptions } from '../engine/check-options.js'
import { outcomeOfValue } from '../engine/fact-outcome.js'
import type { FactSource } from '../engine/fact-store.js'
import { judge } from '../engine/judge.js'
import { faultsOfMessages } from './message-faults.js'

/** What one finding of a case must be like. What is left out is not compared. */
export interface ExpectedFinding<M extends Messages> {
  readonly messageId: keyof M & string
  readonly subject?: string
  readonly severity?: Severity
  readonly data?: Data
  readonly evidence?: readonly Evidence[]
  readonly fixes?: readonly string[]
  readonly causedBy?: readonly string[]
}

/** One sentence about a check: over these facts it finds this, or has nothing to judge, or finds nothing. */
export interface CheckCase<D extends Needs, M extends Messages> {
  /** A sentence; no two cases of a check share one. */
  readonly name: string
  /** What `evaluate` is handed, as literals; an outcome for a need that asked for one. */
  readonly facts: Values<D>
  /** What a user has set for the check; its defaults where it is left out. */
  readonly options?: unknown
  /** The findings in order; none is a pass. `{skip: true}` where the check does not apply. */
  readonly expect: readonly ExpectedFinding<M>[] | { readonly skip: true }
}

/** A test runner's two words; vitest's, jest's and node:test's all fit. */
export interface TestRunner {
  /** Groups the tests that `body` declares. */
  readonly describe: (name: string, body: () => void) => void
  /** Declares one test; it fails where `body` rejects. */
  readonly it: (name: string, body: () => Promise<void>) => void
}

/**
 * Declares one test per case, in which also no two findings may be alike and every placeholder of their messages has
 * to be filled, and one that every message is reached by some case. Throws an `AssertionError` at once
 * where two cases share a name.
 */
export const testCheck = <D extends Needs, M extends Messages, O>(
  check: Check<D, M, O>,
  cases: readonly CheckCase<D, M>[],
  { describe, it }: TestRunner,
): void => {
  const names = cases.map((each) => each.name)
  assert.equal(new Set(names).size, names.length, `two cases of ${check.id} share a name`)
  const judged = (each: CheckCase<D, M>) =>
    judge(
      each.options === undefined ? check : set(check, each.options),
      storeOf(check, each.facts),
      PROMISE_MS,
    )
  describe(check.id, () => {
    for (const each of cases)
      it(each.name, async () => {
        const { outcome, reason, findings } = await judged(each)
        assert.deepEqual(
          findings.flatMap((finding) => faultsOfMessages(check, finding)),
          [],
        )
        const ids = findings.map((finding) => `${finding.messageId} about ${finding.subject}`)
        const twice = ids.filter((id, index) => ids.indexOf(id) < index)
        assert.deepEqual(twice, [], `nothing tells these findings apart from each other: ${twice.join(', ')}`)
        const { expect } = each
        const expected = 'skip' in expect ? 'skip' : expect.length === 0 ? 'pass' : 'fail'
        const why = reason === undefined ? '' : ` (${reason})`
        assert.equal(outcome, expected, `the outcome is ${outcome}${why}, where ${expected} was expected`)
        if (!('skip' in expect)) compare(findings, expect)
      })
    it('reaches every message it declares', async () => {
      const results = await Promise.all(cases.map(judged))
      const reached = results.flatMap((result) => result.findings.map((finding) => finding.messageId))
      const missed = Object.keys(check.messages).filter((id) => !reached.includes(id))
      assert.deepEqual(missed, [], `no case of ${check.id} reaches ${missed.join(', ')}`)
    })
  })
}

const set = (check: AnyCheck, given: unknown): AnyCheck => {
  const bound = bindOptions(check, given)
  assert.ok('check' in bound, `the options are refused: ${'fault' in bound ? bound.fault : ''}`)
  return bound.check
}

/** Only a check that returns a promise, which none may, is ever waited for. */
const PROMISE_MS = 1000

/** As JSON, in which a secret is its description, and only what is expected of each finding. */
const compare = (findings: readonly object[], expected: readonly object[]): void => {
  const found = JSON.parse(JSON.stringify(findings)) as Record<string, unknown>[]
  const wanted = JSON.parse(JSON.stringify(expected)) as Record<string, unknown>[]
  const compared = found.map((finding, index) =>
    Object.fromEntries(Object.keys(wanted[index] ?? finding).map((key) => [key, finding[key]])),
  )
  assert.deepEqual(compared, wanted)
}

/** Hands a case's facts over as a run would: checked to be data, and frozen. */
const storeOf = (check: { readonly needs: Needs }, facts: Readonly<Record<string, unknown>>): FactSource => {
  const outcomes = new Map<unknown, FactOutcome<unknown>>()
  for (const [alias, need] of Object.entries(check.needs)) {
    if (!('outcomeOf' in need)) outcomes.set(need, outcomeOfValue(facts[alias]))
    else {
      const given = outcomeOfValue(facts[alias])
      outcomes.set(need.outcomeOf, given.status === 'ok' ? (given.value as FactOutcome<unknown>) : given)
    }
  }
  return {
    outcome: async <T>(fact: unknown) => outcomes.get(fact) as FactOutcome<T>,
  }
}
