import { isSecret } from '../../contract/data-copy.js'
import type { Seal, Secret } from '../../contract/index.js'

/** The border to one plugin's process: no secret's text ever crosses it to the other side. */
export interface Border {
  /** A value as it is sent: its secrets as handles, which compare and describe. */
  toSend(value: unknown): unknown
  /**
   * What came back, with the secrets that its handles stand for, and what the plugin sealed itself sealed here. Throws
   * where a handle was never given.
   */
  received(value: unknown): unknown
  /** Whether a secret was the plugin's own: one that it may send to a host, or plan to write. */
  isItsOwn(secret: Secret): boolean
}

/** `printOf` gives equal texts of secrets equal prints, under a key that only the two sides of this border know. */
export const createBorder = (printOf: (secret: Secret) => string, seal: Seal): Border => {
  const handles: Secret[] = []
  const numbers = new Map<Secret, number>()
  const own = new WeakSet<Secret>()

  const handleOf = (secret: Secret): number => {
    const number = numbers.get(secret) ?? handles.push(secret) - 1
    numbers.set(secret, number)
    return number
  }
  const toSend = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (isSecret(value)) return { ...value.toJSON(), $print: printOf(value), $handle: handleOf(value) }
    if (Array.isArray(value)) return value.map(toSend)
    return mapped(value, toSend)
  }
  const received = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(received)
    if (Object.hasOwn(value, '$handle')) return given((value as { $handle: unknown }).$handle)
    if (Object.hasOwn(value, '$seal')) return sealed((value as { $seal: unknown }).$seal)
    return mapped(value, received)
  }
  const given = (number: unknown): Secret => {
    const secret = typeof number === 'number' ? handles[number] : undefined
    if (secret === undefined) throw new Error('it holds a secret that was never given to it')
    return secret
  }
  const sealed = (sent: unknown): Secret => {
    if (!Array.isArray(sent) || typeof sent[0] !== 'string' || typeof sent[1] !== 'string')
      throw new Error('it holds a secret that is none')
    const secret = seal(sent[0], sent[1])
    own.add(secret)
    return secret
  }
  return { toSend, received, isItsOwn: (secret) => own.has(secret) }
}

const mapped = (value: object, map: (inner: unknown) => unknown): object =>
  Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, map(inner)]))
