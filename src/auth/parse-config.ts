import JSON5 from 'json5'
import type { ConfigParse } from './config.js'
import { isMapping } from './mapping.js'

export type Json5Parse =
  | { readonly state: 'ok'; readonly value: unknown }
  | { readonly state: 'unparseable'; readonly line: number; readonly column: number; readonly reason: string }

const position = (value: unknown): number => Math.max(1, typeof value === 'number' ? value : 1)

/** JSON5 of any shape. Never throws; a reason never quotes the text. Lines and columns count from 1. */
export const parseJson5 = (text: string): Json5Parse => {
  try {
    return { state: 'ok', value: JSON5.parse(text) }
  } catch (error) {
    const { lineNumber, columnNumber, message } = error as Error & Record<string, unknown>
    const early = String(message).includes('end of input')
    const reason =
      text.trim() === '' ? 'it is empty' : early ? 'it ends too early' : 'a character cannot stand there'
    return { state: 'unparseable', line: position(lineNumber), column: position(columnNumber), reason }
  }
}

export const parseConfig = (text: string): ConfigParse => {
  const parsed = parseJson5(text)
  if (parsed.state !== 'ok') return parsed
  return isMapping(parsed.value) ? { state: 'ok', value: parsed.value } : { state: 'not-a-mapping' }
}
