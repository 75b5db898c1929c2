import JSON5 from 'json5'
import type { Fault } from './fault.js'
import { jsonFault } from './json-fault.js'
import { json5Fault } from './json5-fault.js'

export type Dialect = 'json' | 'json5'

export type Parsed =
  | { readonly state: 'ok'; readonly value: unknown }
  | ({ readonly state: 'unparseable' } & Fault)

/** Strict JSON. Never throws; a reason never quotes the text. */
export const parseJson = (text: string): Parsed => {
  try {
    return { state: 'ok', value: JSON.parse(text) }
  } catch {
    return { state: 'unparseable', ...(jsonFault(text) ?? { line: 1, column: 1, reason: 'it is not JSON' }) }
  }
}

/** JSON5, by the parser that the gateway uses. Never throws; a reason never quotes the text. */
export const parseJson5 = (text: string): Parsed => {
  try {
    return { state: 'ok', value: JSON5.parse(text) }
  } catch (error) {
    return { state: 'unparseable', ...json5Fault(text, error) }
  }
}

/** A text as the programs that use it read it. */
export const parse = (text: string, dialect: Dialect): Parsed =>
  dialect === 'json' ? parseJson(text) : parseJson5(text)
