import type { Value } from './value.js'

/** How a placeholder of a message may ask for its value: `{{until|time}}`. */
export const MESSAGE_FORMATS = ['duration', 'time', 'path', 'list', 'mode', 'plural'] as const
export type MessageFormat = (typeof MESSAGE_FORMATS)[number]

export const isMessageFormat = (name: string): name is MessageFormat =>
  (MESSAGE_FORMATS as readonly string[]).includes(name)

/** A placeholder in a message's text: its key, and its format where it has one. */
export const PLACEHOLDER = /\{\{\s*(\w+)\s*(?:\|\s*(\w+)\s*)?\}\}/g

export interface Placeholder {
  readonly key: string
  readonly format: string | null
}

/** The placeholders that a finding's data has to fill: all but `cli`. */
export const placeholdersOf = (template: string): readonly Placeholder[] =>
  [...template.matchAll(PLACEHOLDER)]
    .map((match) => ({ key: String(match[1]), format: match[2] ?? null }))
    .filter(({ key }) => key !== 'cli')

/** True for a word, a number, a secret (which reads as its pseudonym), and a list of those; never for a mapping. */
export const readsAsText = (value: Value | undefined): boolean => {
  if (value === undefined || value === null) return false
  if (typeof value !== 'object') return true
  if (Array.isArray(value)) return value.every(readsAsText)
  return 'equals' in value && typeof value.equals === 'function'
}
