import JSON5 from 'json5'
import type { Fault } from './fault.js'
import { jsonFault } from './json-fault.js'
import { json5Fault } from './json5-fault.js'

export type Dialect = 'json' | 'json5'

export type Parsed =
  | { readonly state: 'ok'; readonly value: unknown }
  | ({ readonly state: 'unparseable' } & Fault)

const strictly = (text: string): Parsed | null => {
  try {
    return { state: 'ok', value: JSON.parse(text) }
  } catch {
    return null
  }
}

/** Strict JSON. Never throws; a reason never quotes the text. */
export const parseJson = (text: string): Parsed => {
  const strict = strictly(text)
  if (strict !== null) return strict
  return { state: 'unparseable', ...(jsonFault(text) ?? { line: 1, column: 1, reason: 'it is not JSON' }) }
}

/**
 * JSON5, as the parser that the gateway uses reads it. That takes a hundred times as long as the built-in one, which
 * reads all that is JSON in the same way. Never throws; a reason never quotes the text.
 */
export const parseJson5 = (text: string): Parsed => {
  const strict = strictly(text)
  if (strict !== null) return strict
  try {
    return { state: 'ok', value: JSON5.parse(text) }
  } catch (error) {
    return { state: 'unparseable', ...json5Fault(text, error) }
  }
}

/** A text as the programs that use it read it. */
export const parse = (text: string, dialect: Dialect): Parsed =>
  dialect === 'json' ? parseJson(text) : parseJson5(text)
