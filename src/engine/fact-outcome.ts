import { copyOf } from '../contract/data-copy.js'
import type { FactOutcome, NotThere } from '../contract/index.js'
import { isNotThere } from '../contract/index.js'
import { hearOut } from './forgotten-promises.js'

/** What a fact's returned value says of how collecting it went. Throws what the value throws when it is looked at. */
export const outcomeOfValue = (returned: unknown): FactOutcome<unknown> => {
  const copied = copyOf(returned)
  if ('invalidAt' in copied) {
    hearOut(returned)
    const at = copied.invalidAt === '' ? '' : ` at ${copied.invalidAt}`
    return { status: 'failed', reason: `it returned something that is not JSON data${at}` }
  }
  const value: unknown = copied.copy
  if (!isNotThere(value)) return Object.freeze({ status: 'ok', value })
  const { $outcome, reason }: NotThere = value
  return typeof reason === 'string'
    ? Object.freeze({ status: $outcome, reason, value })
    : { status: 'failed', reason: `it returned ${$outcome} without a reason` }
}
