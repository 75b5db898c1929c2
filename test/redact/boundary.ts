import type { Redactor } from '../../src/contract/index.js'
import { createRedactor, type OutputRedactor } from '../../src/redact/index.js'

/** Characters without a pattern, the same at every run; built here so that no file holds anything like a token. */
export const noise = (length: number, seed = 1): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
  let state = seed * 7919
  let text = ''
  while (text.length < length) {
    state = (state * 1103515245 + 12345) % 2147483648
    text += alphabet.charAt(Math.floor((state / 2147483648) * alphabet.length))
  }
  return text
}

export const PSEUDONYM = '[opaque 3f9a1c]'

/** A boundary that knows these texts, the first of them as {@link PSEUDONYM}. */
export const knowing = (...texts: string[]): OutputRedactor =>
  createRedactor({
    known: () =>
      texts.map((text, index) => ({
        text,
        secret: { pseudonym: index === 0 ? PSEUDONYM : `[opaque ${index}]` },
      })),
    redactors: [],
  })

export const withRedactors = (...redactors: Redactor[]): OutputRedactor =>
  createRedactor({ known: () => [], redactors })
