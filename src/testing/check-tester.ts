import assert from 'node:assert/strict'
import type {
  Check,
  Data,
  Evidence,
  FactOutcome,
  Messages,
  Needs,
  Severity,
  Values,
} from '../contract/index.js'
import type { FactStore } from '../engine/fact-store.js'
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
  readonly name: string
  readonly facts: Values<D>
  /** The findings in order; none is a pass. `{skip: true}` where the check does not apply. */
  readonly expect: readonly ExpectedFinding<M>[] | { readonly skip: true }
}

/** A test runner's two words; vitest's, jest's and node:test's all fit. */
export interface TestRunner {
  readonly describe: (name: string, body: () => void) => void
  readonly it: (name: string, body: () => Promise<void>) => void
}

/**
 * Declares one test per case, and three about the check itself: every case has its own name, every message is
 * reached by a case, and every placeholder of a message is filled by the finding's data. Throws at once where two
 * cases share a name.
 */
export const testCheck = <D extends Needs, M extends Messages>(
  check: Check<D, M>,
  cases: readonly CheckCase<D, M>[],
  { describe, it }: TestRunner,
): void => {
  const names = cases.map((each) => each.name)
  assert.equal(new Set(names).size, names.length, `two cases of ${check.id} share a name`)
  describe(check.id, () => {
    const reached = new Set<string>()
    for (const each of cases)
      it(each.name, async () => {
        const result = await judge(check, storeOf(check, each.facts), 1000)
        for (const finding of result.findings) {
          reached.add(finding.messageId)
          assert.deepEqual(faultsOfMessages(check, finding), [])
        }
        if ('skip' in each.expect) {
          assert.equal(result.outcome, 'skip', result.reason)
          return
        }
        assert.equal(result.outcome, each.expect.length === 0 ? 'pass' : 'fail', result.reason)
        const plain = JSON.parse(JSON.stringify(result.findings)) as Record<string, unknown>[]
        const wanted = JSON.parse(JSON.stringify(each.expect)) as Record<string, unknown>[]
        const compared = plain.map((finding, index) =>
          Object.fromEntries(Object.keys(wanted[index] ?? finding).map((key) => [key, finding[key]])),
        )
        assert.deepEqual(compared, wanted)
      })
    it('reaches every message it declares', async () => {
      assert.deepEqual(
        Object.keys(check.messages).filter((id) => !reached.has(id)),
        [],
      )
    })
  })
}

const storeOf = (check: { readonly needs: Needs }, facts: Readonly<Record<string, unknown>>): FactStore => {
  const outcomes = new Map<unknown, FactOutcome<unknown>>()
  for (const [alias, need] of Object.entries(check.needs)) {
    if ('outcomeOf' in need) outcomes.set(need.outcomeOf, facts[alias] as FactOutcome<unknown>)
    else outcomes.set(need, { status: 'ok', value: facts[alias] })
  }
  return {
    outcome: async <T>(fact: unknown) => outcomes.get(fact) as FactOutcome<T>,
    forget: () => undefined,
    records: () => [],
  }
}
