/** What a message may name. The gateway itself knows the aliases only. */
export interface KnownNames {
  readonly aliases: readonly string[]
  readonly profiles?: readonly string[]
  /** References such as `openrouter/moonshotai/kimi-k2`. */
  readonly models?: readonly string[]
}

export interface DirectiveReference {
  readonly model: string | null
  readonly profile: string | null
  /** How much of the text it takes up. */
  readonly length: number
}

/** A name that nobody told us of: parts of plain characters, joined by single slashes. */
const PLAIN = /^[\w.:@-]+(?:\/[\w.:@-]+)*/
const PLAIN_AFTER_AT = /^[\w.:@-]*(?:\/[\w.:@-]+)*/

/** A known name counts only where it could not go on as a longer one. */
const ENDS_MODEL = /^(?![\w.:/-])/
const ENDS_PROFILE = /^(?![\w.:@/-])/

/** Reads `<model>[@<profile>]` at the start of a text. */
export const directiveReference = (text: string, known: KnownNames): DirectiveReference => {
  const { aliases, models = [], profiles = [] } = known
  const named = namesAt(text, [...aliases, ...models], ENDS_MODEL, true)
  const [longest] = named
  if (longest !== undefined && text[longest.length] !== '@')
    return { model: longest, profile: null, length: longest.length }
  const plain = PLAIN.exec(text)?.[0] ?? ''
  const beforeAt = [...named.filter((name) => text[name.length] === '@'), ...splitsOf(plain)]
  for (const model of beforeAt) {
    const profile = namesAt(text.slice(model.length + 1), profiles, ENDS_PROFILE)[0]
    if (profile !== undefined)
      return { model: model || null, profile, length: model.length + 1 + profile.length }
  }
  const model = beforeAt[0] ?? plain
  if (text[model.length] !== '@') return { model: model || null, profile: null, length: model.length }
  const profile = PLAIN_AFTER_AT.exec(text.slice(model.length + 1))?.[0] ?? ''
  return { model: model || null, profile: profile || null, length: model.length + 1 + profile.length }
}

/** What stands before each `@`. */
const splitsOf = (plain: string): readonly string[] =>
  plain
    .split('@')
    .slice(0, -1)
    .map((_, index, parts) => parts.slice(0, index + 1).join('@'))

/** The names that a text starts with, as the text spells them, longest first. */
const namesAt = (
  text: string,
  names: readonly string[],
  ends: RegExp,
  anyCase = false,
): readonly string[] => {
  const fold = (name: string): string => (anyCase ? name.toLowerCase() : name)
  return names
    .map((name) => name.trim())
    .filter((name) => name !== '' && fold(text.slice(0, name.length)) === fold(name))
    .filter((name) => ends.test(text.slice(name.length)))
    .toSorted((a, b) => b.length - a.length)
    .map((name) => text.slice(0, name.length))
}
