import { binary } from '../../plugins/claude-code/facts/binary.js'
import { listeners } from '../../plugins/gateway/facts/listeners.js'
import { gatewayNodes } from '../../plugins/host/facts/gateway-node.js'
import { watchers } from '../../plugins/host/facts/watchers.js'
import type { AnyCheck, AnyFact } from '../contract/index.js'
import { factClosure, factsNeededBy } from '../engine/fact-graph.js'
import type { FactSource } from '../engine/fact-store.js'

/** What another program or another thread takes its time for, while this one can go on. */
const SLOW: readonly AnyFact[] = [listeners, binary, gatewayNodes, watchers]

/** Begins with those that the checks need, so that they are there when a check comes to them. */
export const beginSlowFacts = (checks: readonly AnyCheck[], facts: FactSource): void => {
  const needed = factClosure(checks.flatMap(factsNeededBy))
  for (const fact of SLOW) if (needed.has(fact)) void facts.outcome(fact)
}
