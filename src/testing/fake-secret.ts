import type { Seal, Secret } from '../contract/index.js'

/** Kept apart from the secrets, so that no way of printing or comparing one can come across its text. */
const texts = new WeakMap<Secret, string>()

/**
 * Seals for a test: equal texts are equal secrets, whatever their kinds and whoever sealed them. Pseudonyms are
 * numbered by text, so that they can be written down as they will be: `[opaque 1]`.
 */
export const createFakeSeal = (): Seal => {
  const pseudonyms = new Map<string, string>()
  return (text, kind = 'opaque') => {
    const pseudonym = pseudonyms.get(text) ?? `[${kind} ${pseudonyms.size + 1}]`
    pseudonyms.set(text, pseudonym)
    const description = {
      pseudonym,
      kind,
      length: text.length,
      blank: text.trim() === '',
      hasWhitespace: /\s/.test(text),
    }
    const secret: Secret = {
      ...description,
      equals: (other) => texts.get(other) === text,
      toString: () => pseudonym,
      toJSON: () => ({ $secret: description }),
    }
    texts.set(secret, text)
    return secret
  }
}
