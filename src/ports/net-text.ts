import type { NetRequest, Secret, Value } from '../contract/index.js'
import { reveal } from './secret.js'

type Header = NonNullable<NetRequest['headers']>[string]

const textOf = (part: string | Secret): string => (typeof part === 'string' ? part : reveal(part))

/** Headers as they go out. Throws a TypeError for a secret that was not sealed in this run. */
export const revealHeaders = (headers: NetRequest['headers'] = {}): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, headerText(value)]))

const headerText = (value: Header): string =>
  Array.isArray(value) ? value.map(textOf).join('') : textOf(value as string | Secret)

const isSecret = (value: object): value is Secret => 'pseudonym' in value && 'toJSON' in value

const plain = (value: Value | undefined): unknown => {
  if (typeof value !== 'object' || value === null) return value
  if (isSecret(value)) return reveal(value)
  if (Array.isArray(value)) return value.map(plain)
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plain(inner)]))
}

/** A body as it goes out. Throws a TypeError for a secret that was not sealed in this run. */
export const revealBody = (body: Value): string => JSON.stringify(plain(body))
