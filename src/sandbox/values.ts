import { type GivenSecret, handleOf, sentAs } from './secrets.js'

// Taken before any other code runs: a part that puts something else in their place spoils no answer but its own.
const { entries, fromEntries, getPrototypeOf } = Object
const { apply } = Reflect
const mapOf = Array.prototype.map

const mapped = <T, R>(list: readonly T[], each: (one: T) => R): R[] =>
  apply(mapOf, list, [(one: T) => each(one)])

const mappedValues = (value: object, each: (inner: unknown) => unknown): object =>
  fromEntries(mapped(entries(value), ([key, inner]) => [key, each(inner)]))

const DEEPEST = 64
const MOST_PARTS = 250_000

/** A value as it is sent: JSON, with its secrets as {@link sentAs} has them. Throws where it is anything else. */
export const toSend = (value: unknown): unknown => {
  let parts = 0
  const sent = (inner: unknown, depth: number): unknown => {
    parts += 1
    if (parts > MOST_PARTS) throw new Error(`it has more than ${MOST_PARTS} parts`)
    if (inner === null || inner === undefined || typeof inner === 'boolean' || typeof inner === 'string')
      return inner
    if (typeof inner === 'number' && Number.isFinite(inner)) return inner
    if (typeof inner !== 'object') throw new Error(`it holds a ${typeof inner}, which is not JSON data`)
    const secret = sentAs(inner)
    if (secret !== undefined) return secret
    if (depth > DEEPEST) throw new Error('it goes round in a circle, or is nested too deep')
    if (Array.isArray(inner)) return mapped(inner, (each) => sent(each, depth + 1))
    const prototype = getPrototypeOf(inner)
    if (prototype !== null && getPrototypeOf(prototype) !== null)
      throw new Error('it holds an object that is not JSON data')
    return mappedValues(inner, (each) => sent(each, depth + 1))
  }
  return sent(value, 0)
}

const isGivenSecret = (value: object): value is GivenSecret => '$print' in value && '$secret' in value

/** What the doctor sent, with handles for its secrets. */
export const received = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return mapped(value, received)
  if (isGivenSecret(value)) return handleOf(value)
  return mappedValues(value, received)
}
