import type { Plugin } from '../contract/index.js'
import type { CheckResult } from '../engine/check-result.js'
import { factsNeededBy } from '../engine/fact-graph.js'
import type { FactStore } from '../engine/fact-store.js'
import { judge } from '../engine/judge.js'
import type { Example } from './example.js'
import { createFakeContext } from './fake/context.js'
import { pluginGiven } from './given-facts.js'
import { DEADLINE_MS, storeOver } from './run-check.js'

/** All checks of a plugin over the home of one example, in memory. */
export interface ExampleRun {
  readonly example: Example
  /** The plugin, told what the example says for this program's own facts. */
  readonly plugin: Plugin
  readonly facts: FactStore
  readonly results: readonly CheckResult[]
  /** Milliseconds that each check took, by its id, without the collecting of facts. */
  readonly judgedMs: ReadonlyMap<string, number>
}

export const runExample = async (original: Plugin, example: Example): Promise<ExampleRun> => {
  const plugin = pluginGiven(original, example.facts ?? {})
  const facts = storeOver(createFakeContext(example.home))
  const results: CheckResult[] = []
  const judgedMs = new Map<string, number>()
  for (const check of plugin.checks) {
    await Promise.all(factsNeededBy(check).map(facts.outcome))
    const result = await judge(check, facts, DEADLINE_MS)
    results.push(result)
    judgedMs.set(check.id, result.ms)
  }
  return { example, plugin, facts, results, judgedMs }
}

/** In what a run differs from what its example says, as sentences. */
export const faultsOfExample = ({ example, results }: ExampleRun): readonly string[] => {
  const unanswered = results
    .filter(({ outcome }) => outcome === 'error' || outcome === 'timeout')
    .map(({ check, outcome, reason }) => `${check.id} has the outcome ${outcome}: ${reason ?? ''}`)
  const found = results.flatMap(({ findings }) =>
    findings.map(({ check, messageId, subject }) => ({ check, messageId, subject })),
  )
  const missing = example.expect.filter((wanted) => {
    const at = found.findIndex(
      ({ check, messageId, subject }) =>
        check === wanted.check &&
        messageId === wanted.messageId &&
        (wanted.subject === undefined || subject === wanted.subject),
    )
    if (at >= 0) found.splice(at, 1)
    return at < 0
  })
  return [
    ...unanswered,
    ...missing.map(
      ({ check, messageId, subject }) =>
        `${check} does not find ${messageId}${subject === undefined ? '' : ` about ${subject}`}`,
    ),
    ...found.map(
      ({ check, messageId, subject }) =>
        `${check} finds ${messageId} about ${subject}, which is not expected`,
    ),
  ]
}
