import { type JsonFault, locateJsonFault } from './json-position.js'

export type JsonParse =
  | { readonly state: 'ok'; readonly value: unknown }
  | ({ readonly state: 'unparseable' } & JsonFault)

/** Strict JSON. Never throws; a reason never quotes the text. */
export const parseJson = (text: string): JsonParse => {
  try {
    return { state: 'ok', value: JSON.parse(text) }
  } catch {
    const fault = locateJsonFault(text) ?? { line: 1, column: 1, reason: 'it is not JSON' }
    return { state: 'unparseable', ...fault }
  }
}
