import type { AnyFact, Fact, FactOutcome } from '../../contract/index.js'
import { absent, denied } from '../../contract/index.js'
import type { FactRecord, FactSource } from '../../engine/fact-store.js'
import { awayFact } from '../../engine/sandbox/away.js'
import { reviveSecrets } from '../../report/sealed/revive.js'
import type { SealedFact } from '../../report/sealed/schema.js'

/** The facts of a report, in the place of a machine's. */
export interface SealedFacts extends FactSource {
  /** Whether there is anything to be told of it, even that it may not be known. */
  holds(fact: AnyFact): boolean
  /** Those that were asked for. */
  records(): readonly FactRecord[]
}

/**
 * Answers by id from the facts of a report, and collects nothing. `isOwn` says which facts are this program's: any other
 * that is no plugin's stands for one that a plugin may not have.
 */
export const createSealedFacts = (
  facts: readonly SealedFact[],
  isOwn: (fact: AnyFact) => boolean,
): SealedFacts => {
  const byId = new Map(facts.map((fact) => [fact.id, fact]))
  const revived = new Map<AnyFact, FactOutcome<unknown>>()
  const isStandIn = (fact: AnyFact): boolean => !isOwn(fact) && awayFact(fact) === null
  const outcomeFor = (fact: AnyFact): FactOutcome<unknown> => {
    if (isStandIn(fact)) return notThere('denied', `the user has not agreed to ${fact.id}`)
    const sealed = byId.get(fact.id)
    return sealed === undefined
      ? { status: 'failed', reason: 'the report does not hold it' }
      : outcomeOf(sealed)
  }
  return {
    outcome: async <T>(fact: Fact<T> | AnyFact) => {
      const outcome = revived.get(fact) ?? outcomeFor(fact)
      revived.set(fact, outcome)
      return outcome as FactOutcome<T>
    },
    holds: (fact) => byId.has(fact.id) || isStandIn(fact),
    records: () => {
      const asked = new Set([...revived.keys()].map(({ id }) => id))
      return facts.filter(({ id }) => asked.has(id)).map(recordOf)
    },
  }
}

const outcomeOf = ({ status, reason, value }: SealedFact): FactOutcome<unknown> => {
  const why = reason ?? 'no reason given'
  if (status === 'ok') return { status, value: reviveSecrets(value) }
  return status === 'absent' || status === 'denied' ? notThere(status, why) : { status, reason: why }
}

const notThere = (status: 'absent' | 'denied', reason: string): FactOutcome<unknown> => ({
  status,
  reason,
  value: status === 'absent' ? absent(reason) : denied(reason),
})

const recordOf = ({ id, status, reason, durationMs }: SealedFact): FactRecord => ({
  id,
  status,
  ...(reason === null ? {} : { reason }),
  ms: durationMs,
})
