import type { Seal, Secret } from '../contract/index.js'

/** Seals for a test: the text is really kept away from the outside, and equal texts of one kind are equal secrets. */
export const createFakeSeal = (): Seal => {
  const texts = new Map<Secret, string>()
  return (text, kind = 'opaque') => {
    const pseudonym = `[${kind} ${[...texts.values()].indexOf(text) < 0 ? texts.size + 1 : [...texts.values()].indexOf(text) + 1}]`
    const secret: Secret = {
      pseudonym,
      kind,
      length: text.length,
      blank: text.trim() === '',
      hasWhitespace: /\s/.test(text),
      equals: (other) => texts.get(other) === text,
      toString: () => pseudonym,
      toJSON: () => ({
        $secret: {
          pseudonym,
          kind,
          length: text.length,
          blank: text.trim() === '',
          hasWhitespace: /\s/.test(text),
        },
      }),
    }
    texts.set(secret, text)
    return secret
  }
}
