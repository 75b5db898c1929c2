import type { CollectedFact } from '../../engine/fact-store.js'
import type { SealedFact } from '../../report/sealed/schema.js'

/** Every fact that was collected, by id, with its value; a secret in it is its description. */
export const foundFacts = (collected: readonly CollectedFact[]): SealedFact[] =>
  collected
    .map(({ fact, outcome, ms }) => ({
      id: fact.id,
      status: outcome.status,
      reason: 'reason' in outcome ? outcome.reason : null,
      durationMs: ms,
      value: (outcome.status === 'ok' ? (outcome.value ?? null) : null) as SealedFact['value'],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
