import { directiveReference, type KnownNames } from './directive-reference.js'

/** What a message asks of its session's model. */
export interface ModelDirective {
  readonly hasDirective: boolean
  /** As typed: an alias, a model, a number, `list` or `status`; null where the directive names nothing. */
  readonly model: string | null
  /** The profile to pin, as typed after the `@`; null where there is none. */
  readonly profile: string | null
  /** The message without the directive, white space collapsed; only trimmed where there is none. */
  readonly rest: string
}

/** The word itself: `/models` and `/modelx` are others. A colon may follow, as in `/model: opus`. */
const DIRECTIVE = /(?<=^|\s)\/model(?=$|[\s:])\s*:?\s*/i

/**
 * Finds the first `/model …` in a message, or else the first `/<alias>`, and reads what it asks for. Names that are
 * known may hold any character, `@`, `:`, `/` and spaces included; others end where a plain name ends, and split at
 * their first `@`.
 */
export const parseModelDirective = (text: string, known: KnownNames): ModelDirective => {
  const found = DIRECTIVE.exec(text)
  if (found !== null) {
    const end = found.index + found[0].length
    const { model, profile, length } = directiveReference(text.slice(end), known)
    return { hasDirective: true, model, profile, rest: without(text, found.index, end + length) }
  }
  const short = aliasDirective(text, known.aliases)
  return short ?? { hasDirective: false, model: null, profile: null, rest: text.trim() }
}

const aliasDirective = (text: string, aliases: readonly string[]): ModelDirective | null => {
  const names = aliases.map((alias) => alias.trim()).filter((alias) => alias !== '')
  if (names.length === 0) return null
  const longestFirst = names.toSorted((a, b) => b.length - a.length).map(escaped)
  const pattern = new RegExp(`(?<=^|\\s)/(${longestFirst.join('|')})(?=$|[\\s:])(?:\\s*:\\s*)?`, 'i')
  const found = pattern.exec(text)
  if (found === null) return null
  const rest = without(text, found.index, found.index + found[0].length)
  return { hasDirective: true, model: found[1] ?? null, profile: null, rest }
}

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

const without = (text: string, start: number, end: number): string =>
  `${text.slice(0, start)} ${text.slice(end)}`.replace(/\s+/g, ' ').trim()
