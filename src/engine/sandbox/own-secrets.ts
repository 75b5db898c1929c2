import type { Seal, Secret } from '../../contract/index.js'
import { LIMITS } from './limits.js'

/** The texts that a plugin says are secrets, or that its own patterns find. */
export interface OwnSecrets {
  /** Throws where there are more of them than a plugin may have. */
  readonly seal: Seal
  /** A text of the plugin's without them. */
  mask(text: string): string
}

const SHORTEST_TOKEN = 12
/** Ids of findings, names of models and the like. */
const NAMES = /^([0-9a-f]{16}|[a-z]+(-[a-z0-9]{1,8})+)$/

/** What may well be a token, and is no word, path, id or time that others' findings are made of. */
const isTokenLike = (text: string): boolean =>
  text.length >= SHORTEST_TOKEN &&
  /\d/.test(text) &&
  /[a-z]/i.test(text) &&
  !/[\s.:/\\]/.test(text) &&
  !NAMES.test(text)

/**
 * What looks like a token is sealed for the whole run, and stays out of everything that it says. Any other text is kept out
 * of this plugin's own words alone: a plugin that calls `error` a secret must not blank out what the others have found.
 */
export const createOwnSecrets = (forAll: Seal, forItself: Seal): OwnSecrets => {
  const own = new Map<string, Secret>()
  const taken = new Set<string>()
  return {
    seal: (text, kind) => {
      taken.add(text)
      if (taken.size > LIMITS.secrets) throw new Error(`it sealed more than ${LIMITS.secrets} texts`)
      if (isTokenLike(text)) return forAll(text, kind)
      const secret = forItself(text, kind)
      if (!secret.blank) own.set(text, secret)
      return secret
    },
    mask: (text) => {
      let masked = text
      // The longest first: a part of it may be a secret of its own.
      for (const [secret, { pseudonym }] of [...own].sort(([a], [b]) => b.length - a.length))
        masked = masked.replaceAll(secret, pseudonym)
      return masked
    },
  }
}
