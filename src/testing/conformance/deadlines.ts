import type { Plugin } from '../../contract/index.js'
import { DEADLINE_MS } from '../run-check.js'
import type { ExampleRun } from '../run-example.js'
import { type ConformanceRow, rowOf } from './row.js'

/** Milliseconds that a pure function may take over the facts of an example: many of them are run one after the other. */
export const JUDGING_MS = 1000

/** Whether every fact and check was done in time, wherever it was asked for. */
export const deadlineRows = (plugin: Plugin, runs: readonly ExampleRun[]): readonly ConformanceRow[] => [
  ...plugin.facts.map((fact) => {
    const limit = Math.min(fact.timeoutMs ?? DEADLINE_MS, DEADLINE_MS)
    const late = runs.filter(({ facts }) =>
      facts.records().some(({ id, status, ms }) => id === fact.id && (status === 'timeout' || ms > limit)),
    )
    return rowOf('deadline', fact.id, late.map(lateBy(limit)))
  }),
  ...plugin.checks.map((check) => {
    const late = runs.filter(({ judgedMs }) => (judgedMs.get(check.id) ?? 0) > JUDGING_MS)
    return rowOf('deadline', check.id, late.map(lateBy(JUDGING_MS)))
  }),
]

const lateBy =
  (ms: number) =>
  ({ example }: ExampleRun): string =>
    `it takes longer than ${ms} ms: ${example.name}`
