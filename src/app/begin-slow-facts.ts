import { binary } from '../../plugins/claude-code/facts/binary.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { watchers } from '../../plugins/host/facts/watchers.js'
import type { AnyCheck, AnyFact } from '../contract/index.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'
import type { FactSource } from '../engine/fact-store.js'

/** What other programs take their time for, while this one can go on. */
const SLOW: readonly AnyFact[] = [binary, gatewayNodes, watchers]

/** Begins with those that the checks need, so that they are there when a check comes to them. */
export const beginSlowFacts = (checks: readonly AnyCheck[], facts: FactSource): void => {
  const needed = factClosure(checks.flatMap(factsNeededBy))
  for (const fact of SLOW) if (needed.has(fact)) void facts.outcome(fact)
}
