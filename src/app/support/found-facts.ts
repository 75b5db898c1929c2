import type { CollectedFact } from '../../engine/fact-store.js'
import type { SealedFact } from '../../report/sealed/schema.js'

const FILE_TIMES = new Set(['mtimeMs', 'bornMs', 'writtenAt', 'configWrittenAt', 'since'])
const SECOND_MS = 1000
/** A number of milliseconds with a fraction, of 1973 or later: it comes from the time of a file. */
const isFileTime = (value: number): boolean => value > 1e11 && !Number.isInteger(value)

/** Two files hardly ever have one time to the microsecond: two reports that tell it are of one machine. */
const inSeconds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, node: unknown) =>
    typeof node === 'number' && (FILE_TIMES.has(key) || isFileTime(node))
      ? Math.floor(node / SECOND_MS) * SECOND_MS
      : node,
  )

/** Every fact that was collected, by id, with its value; a secret in it is its description. */
export const foundFacts = (collected: readonly CollectedFact[]): SealedFact[] =>
  collected
    .map(({ fact, outcome, ms }) => ({
      id: fact.id,
      status: outcome.status,
      reason: 'reason' in outcome ? outcome.reason : null,
      durationMs: ms,
      value: (outcome.status === 'ok' ? inSeconds(outcome.value ?? null) : null) as SealedFact['value'],
    }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
