import type { AnyCheck, Plugin, Value } from '../../contract/index.js'
import type { CheckResult } from '../../engine/check-result.js'
import { judge } from '../../engine/judge.js'
import { DEADLINE_MS } from '../run-check.js'
import type { ExampleRun } from '../run-example.js'
import { askedThrough } from './away-walk.js'
import { elsewhen } from './elsewhen.js'
import { withKeysReversed } from './key-order.js'
import { type ConformanceRow, rowOf } from './row.js'

/** Judges every check again over the very facts it had, at another time and with the keys in another order. */
export const purityRows = async (
  plugin: Plugin,
  runs: readonly ExampleRun[],
  toElsewhere = elsewhere,
): Promise<readonly ConformanceRow[]> => {
  const rows: ConformanceRow[] = []
  for (const { id } of plugin.checks) {
    const impure: string[] = []
    const unsteady: string[] = []
    for (const run of runs) {
      const first = run.results.find(({ check }) => check.id === id)
      // What was stopped has said nothing that could be compared.
      if (first === undefined || first.outcome === 'timeout') continue
      const again = await judge(toElsewhere(first.check), run.facts, DEADLINE_MS)
      if (inOrder(again) !== inOrder(first)) impure.push(`it differs the second time: ${run.example.name}`)
      const reversed = await judge(overReversed(first.check), run.facts, DEADLINE_MS)
      if (sorted(reversed) !== sorted(first)) unsteady.push(`it differs: ${run.example.name}`)
    }
    rows.push(rowOf('pure', id, impure), rowOf('key-order', id, unsteady))
  }
  return rows
}

type Facts = Readonly<Record<string, Value>>
type Call = (facts: Facts, options?: unknown) => unknown

/** The check with both its functions called in another way. */
const calling = (check: AnyCheck, through: (call: Call) => Call): AnyCheck => {
  const { applies } = check
  return {
    ...check,
    ...(applies === undefined
      ? {}
      : { applies: through((facts) => applies.call(check, facts)) as NonNullable<AnyCheck['applies']> }),
    evaluate: through((facts, options) => check.evaluate(facts, options)) as AnyCheck['evaluate'],
  }
}

const elsewhere = (check: AnyCheck): AnyCheck =>
  calling(
    check,
    (call) =>
      (...args) =>
        elsewhen(() => call(...args)),
  )

const overReversed = (check: AnyCheck): AnyCheck =>
  askedThrough(
    check,
    (evaluate) =>
      (values, ...rest) =>
        evaluate(withKeysReversed(values as Value), ...rest),
  ) ?? calling(check, (call) => (facts, options) => call(withKeysReversed(facts) as Facts, options))

const told = ({ outcome, reason, findings }: CheckResult) => ({ outcome, reason, findings })

const inOrder = (result: CheckResult): string => JSON.stringify(told(result))

/** A run sorts what is found by how bad it is: only what stands in it counts. */
const sorted = (result: CheckResult): string =>
  JSON.stringify({
    ...told(result),
    findings: result.findings.map(({ id, messageId, severity }) => `${id} ${messageId} ${severity}`).sort(),
  })
